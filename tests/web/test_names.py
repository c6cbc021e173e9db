"""Names of countries and waters."""

import tomllib
from pathlib import Path

import vedette.taxonomy
from vedette.query import reading
from vedette.taxonomy.countries import countries
from vedette.web.countries import COUNTRIES
from vedette.web.names import WATERS


def test_every_water_of_the_gazetteer_can_be_asked_for():
    """A place on no state's land lies in a water that the filter knows."""
    gazetteer = Path(vedette.taxonomy.__file__).with_name("places.toml")
    tables = tomllib.loads(gazetteer.read_text(encoding="utf-8"))
    lies = {site.get("in", name) for table in tables.values() for name, site in table.items()}
    assert {where for where in lies if len(where) > 2} == WATERS


def test_every_code_that_has_a_name_can_be_asked_for():
    """A place lies in a state whose words are known, or in another land; `XX` is no place."""
    assert reading.LANDS.isdisjoint(countries())
    assert reading.LANDS | set(countries()) == set(COUNTRIES) - {"XX"}
