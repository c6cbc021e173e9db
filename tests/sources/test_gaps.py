"""Gaps: whom a list does not hear, told with the reason and as no fault."""

from vedette.records import Channel, Source
from vedette.sources import gaps
from vedette.sources.codes import COUNTRIES, SECTORS
from vedette.sources.gaps import ANY, NONE_FOUND, REASONS, REGION, SOUGHT


def source(sector, country="HU"):
    """Make a source of a sector, told or not."""
    return Source(
        id=f"{country.lower()}/{sector}", name="a", home="https://a.hu/", country=country,
        languages=("hu",), owner="a", ownership="private", licence="CC BY 4.0", sector=sector,
        channels=(Channel(kind="feed", url="https://a.hu/rss"),),
    )  # fmt: skip


def test_a_state_of_which_there_is_none_is_told_first_of_all():
    """One line for the whole state, not one for each kind of body."""
    (gap,) = gaps([], region=["HU"])
    assert (gap.country, gap.sectors, gap.reason) == (
        "HU",
        SOUGHT,
        "there is no source of this state",
    )


def test_a_kind_that_is_heard_is_no_gap():
    """What is left is told by reason, each kind once."""
    found = gaps([source("press"), source("court")], region=["HU"])
    left = [sector for gap in found for sector in gap.sectors]
    assert sorted(left) == sorted({*SOUGHT} - {"press", "court"})
    assert len({gap.reason for gap in found}) == len(found)


def test_a_source_of_no_told_kind_makes_its_state_heard_and_closes_no_gap():
    """Nobody has said what it is; that it is of the state is known."""
    assert [s for gap in gaps([source(None)], region=["HU"]) for s in gap.sectors] != []
    assert gaps([source(None)], region=["HU"])[0].reason != "there is no source of this state"


def test_the_nearer_reason_goes_first():
    """A state's own reason before that of the kind everywhere, and the plain one last."""
    told = {
        (gap.country, sector): gap.reason
        for gap in gaps([source("press", c) for c in ("SE", "HU")], region=["SE", "HU"])
        for sector in gap.sectors
    }
    assert told["SE", "grid"] == REASONS["SE", "grid"]
    assert told["HU", "grid"] == REASONS[ANY, "grid"]
    assert told["HU", "defence"] == NONE_FOUND


def test_the_table_names_states_and_kinds_that_there_are():
    """A slip in a key would be a reason that nobody ever reads."""
    assert set(REGION) <= COUNTRIES
    assert len(set(REGION)) == len(REGION)
    for country, sector in REASONS:
        assert country in {*REGION, ANY}
        assert sector in {*SECTORS, ANY}
        assert (country, sector) != (ANY, ANY)


def test_the_order_of_the_sources_does_not_matter():
    """Two people who compare two lists compare the same lines."""
    both = [source("press"), source("court")]
    assert gaps(both) == gaps(both[::-1])
