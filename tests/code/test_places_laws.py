"""What holds for places in any text, and for any gazetteer."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import grows_in_proportion

from vedette.code.places import Gazetteer, find_places
from vedette.taxonomy.places import Site, Table, compile_table, fold
from vedette.taxonomy.places_build import compiled

PIECES = [
    *("Poland", "in", "near", "Gulf", "of", "Finland", "the", "Baltic", "Sea", "Mr", "Kremlin"),
    *(",", ".", "-", "\n", "St.", "U.S.", "’s", "region", "Bryansk", "WARSAW", "İ", "ß", "Å"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map(" ".join)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Compile our own tables alone."""
    path: Path = tmp_path_factory.mktemp("places") / "places.bin"
    path.write_bytes(compiled([]))
    return Gazetteer.load(path)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_spans_slice_back_in_order(text: str, gazetteer: Gazetteer) -> None:
    """Every span slices back to its text, none overlaps, and every point is on the globe."""
    end = 0
    for place in find_places(text, gazetteer, adjectives=True):
        assert text[place.span.start : place.span.end] == place.text
        assert end <= place.span.start < place.span.end
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        end = place.span.end
    assert find_places(text, gazetteer) == find_places(text, gazetteer)


NAMES = st.text(min_size=1, max_size=12).filter(fold)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=30))
def test_every_name_is_found_again(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever names are compiled, each finds its site and no other name's."""
    sites = [Site(i, name, 1.5, -2.25, i, "XX", "city") for i, name in enumerate(names)]
    keys: dict[str, list[tuple[int, bool]]] = {}
    for number, name in enumerate(names):
        keys.setdefault(fold(name), []).append((number, False))
    data = compile_table(sites, keys)
    assert data == compile_table(sites, dict(reversed(keys.items())))
    path = tmp_path_factory.mktemp("table") / "places.bin"
    path.write_bytes(data)
    table = Table(path)
    assert len(table) == len(sites)
    for name in names:
        assert {site for site, _ in table.find(fold(name))} == {
            site for site in sites if fold(site.name) == fold(name)
        }


@pytest.mark.parametrize(
    "piece", ["Poland ", "A-", "Gulf of ", "St. ", "U.S.", "İ’", "in the , ", "Á"]
)
def test_odd_text_takes_time_in_proportion(piece: str, gazetteer: Gazetteer) -> None:
    """No name and no pattern looks back over the whole text."""
    assert grows_in_proportion(lambda text: find_places(text, gazetteer), piece)
