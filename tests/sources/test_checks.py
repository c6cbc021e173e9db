"""Checks: what a right list leaves open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vedette.records import Channel, Source
from vedette.sources import check
from vedette.sources.checks import KEEPS

TODAY = date(2026, 11, 25)


def source(name="a", **given):
    """Make a source that leaves nothing open."""
    told = {
        "id": f"ee/{name}", "name": name, "home": f"https://{name}.ee/", "country": "EE",
        "languages": ("et",), "owner": name, "ownership": "private", "licence": "CC BY 4.0",
        "channels": (Channel(kind="feed", url=f"https://{name}.ee/rss", verified=TODAY),),
        "found": "a list",
    }  # fmt: skip
    return Source(**(told | given))


def open_points(*sources, today=TODAY):
    """List what is open, as (kind, source, field)."""
    return [(r.kind, r.source, r.field) for r in check(sources, today=today)]


def test_a_source_that_says_all_leaves_nothing_open():
    """No remark for the sake of a remark."""
    assert open_points(source()) == []


@pytest.mark.parametrize(
    ("given", "kind", "field"),
    [
        ({"channels": ()}, "missing", "channels"),
        ({"found": ""}, "missing", "found"),
        ({"licence": "unread: all rights reserved is assumed"}, "missing", "licence"),
        ({"licence": ""}, "missing", "licence"),
        ({"reliability": "B"}, "missing", "reason"),
        ({"channels": (Channel(kind="feed", url="https://a.ee/"),)}, "unverified", "channels"),
    ],
)
def test_each_open_point_is_told_by_its_field(given, kind, field):
    """The remark names the field in which the answer goes."""
    assert open_points(source(**given)) == [(kind, "ee/a", field)]


def verified(day):
    """Make a source whose feed answered on this day."""
    return source(channels=(Channel(kind="feed", url="https://a.ee/", verified=day),))


def test_an_answer_grows_stale_after_half_a_year():
    """The last day that counts counts; the next does not; without a today nothing is stale."""
    assert open_points(verified(TODAY - KEEPS)) == []
    late = verified(TODAY - KEEPS - timedelta(days=1))
    assert open_points(late) == [("stale", "ee/a", "channels")]
    assert open_points(late, today=None) == []


def test_an_answer_in_the_future_is_no_answer():
    """A slip in the year is seen."""
    assert open_points(verified(TODAY + timedelta(days=1))) == [("stale", "ee/a", "channels")]


def test_a_folder_on_disk_needs_no_verification():
    """Whether a path is there, the poll says."""
    assert open_points(source(channels=(Channel(kind="file", url="dumps/"),))) == []


def test_doubles_are_told_at_the_later_source():
    """Name, address and id may stand once."""
    other = replace(source("b"), name="A", channels=source("a").channels)
    assert open_points(source("a"), other) == [
        ("doubled", "ee/b", "channels"),
        ("doubled", "ee/b", "name"),
    ]
    assert ("doubled", "ee/a", "id") in open_points(source("a"), source("a"))


def test_one_owner_in_two_spellings_is_seen():
    """Two spellings would count one voice twice; two owners are two and right."""
    one, other = source("a", owner="European Union"), source("b", owner="European  union")
    assert open_points(one, other) == [("doubled", "ee/b", "owner")]
    assert open_points(one, source("b", owner="Europe")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schibsted", "Schibsted ASA"),
        ("The Kyiv Independent", "Kyiv Independent"),
        ("Česká televize", "Ceska Televize"),
        ("Gremi Media S.A.", "Gremi Media"),
    ],
)
def test_accents_articles_and_legal_forms_make_no_other_owner(one, other):
    """Whoever writes the same house in his own way has not founded a second one."""
    assert open_points(source("a", owner=one), source("b", owner=other)) == [
        ("doubled", "ee/b", "owner")
    ]


def test_an_outlet_in_two_files_is_seen_by_its_home():
    """Two feeds of one outlet are two channels; an edition has a page of its own."""
    other = source("b", home="http://www.a.ee")
    assert open_points(source("a"), other) == [("doubled", "ee/b", "home")]
    assert open_points(source("a"), source("b", home="https://a.ee/en")) == []


def test_the_order_of_the_sources_does_not_matter():
    """A report that two people compare must not depend on a dictionary's order."""
    both = (source("a", found=""), source("b", licence=""))
    assert check(both) == check(both[::-1])
