"""The first steps at a desk: which sources are left by a choice, and what a map holds."""

import json
from dataclasses import replace

import pytest

from vedette.desk import running, starting
from vedette.desk.settings import settle
from vedette.errors import AssetError


def test_a_choice_leaves_the_sources_of_its_states_and_languages():
    """Both must fit; where none is named, all stay; it is the settings that choose at a desk."""
    settings = settle(None)
    whole = running.sources(settings).sources
    some = running.sources(replace(settings, countries=("ee",), languages=("EN",))).sources
    assert 0 < len(some) < len(whole)
    assert all(one.country == "EE" and "en" in one.languages for one in some)
    assert starting.choice(["EE"], ["en"]).sources == some
    assert starting.choice([], []).sources == starting.bundled()


def test_the_lines_of_a_choice_make_it(tmp_path):
    """Written into a file of settings, they are read as what was chosen."""
    path = tmp_path / "vedette.toml"
    path.write_text(starting.choice(["LV", "EE"], ["en"]).lines, "utf-8")
    settings = settle(path)
    assert (settings.countries, settings.languages) == (("EE", "LV"), ("en",))


def test_a_map_that_cannot_be_used_names_its_feature():
    """By the name that its sender gave it; one that is too large is not opened."""
    body = json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature"}]}).encode()
    with pytest.raises(AssetError) as fault:
        starting.look("../../rail.geojson", body)
    assert fault.value.where.startswith("rail.geojson: feature 1")
    with pytest.raises(AssetError, match="bytes"):
        starting.look("rail.geojson", b" " * (starting.LARGEST + 1))
