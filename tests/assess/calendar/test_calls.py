"""The calendar of calls: its laws, and how the invented streams stand in it."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial

import pytest
from tests.calendar.measure import Score, score
from tests.calendar.streams import HERE, Told, stream, streams
from tests.effort import effort
from tests.pledges.streams import noon

from vedette.assess.calendar.calling import join
from vedette.assess.calendar.doings import OPPOSITE, direction_of, forbidden, way_of
from vedette.assess.parties import party
from vedette.records import Field
from vedette.relate import words

LISTED = list(streams())
NAMES = [one.name for one in LISTED]
LATE = datetime(2027, 6, 1, tzinfo=UTC)


@cache
def named(name):
    """Give a stream by its name."""
    return LISTED[NAMES.index(name)]


@cache
def folded(name):
    """Give all calls of a stream as they stand in the end."""
    return named(name).told.calls().at(LATE)


@pytest.mark.parametrize("name", NAMES)
def test_the_streams_stand_as_they_were_written(name):
    """Findings of one call or step are put together, and stand as their stream says."""
    one = named(name)
    assert score(one, one.told, one.of, Score()) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_reports_changes_nothing(name):
    """Whatever order reports come in, calls and tracks are the same, field by field."""
    mixed = list(named(name).reports)
    for seed in range(3):
        random.Random(seed).shuffle(mixed)
        told = Told.of(mixed)
        assert told.calls().at(LATE) == folded(name)
        assert told.tracks(LATE.date()) == named(name).told.tracks(LATE.date())


def copied(reports):
    """Give a copy of every report that is none, an hour later."""
    return [
        replace(
            one,
            article=f"copy-{one.article}",
            at=one.at + timedelta(hours=1),
            findings=tuple(replace(f, id=f"copy-{f.id}") for f in one.findings),
        )
        for one in reports
        if one.origin == one.article
    ]


@pytest.mark.parametrize("name", NAMES)
def test_copies_change_nothing(name):
    """A copy of every report is listed, moves no call and is no step."""
    one = named(name)
    told = Told.of([*one.reports, *copied(one.reports)])
    found = told.calls().at(LATE)
    assert [(c.id, c.standing, c.steps) for c in found] == [
        (c.id, c.standing, c.steps) for c in folded(name)
    ]
    for call, before in zip(found, folded(name), strict=True):
        assert [p for p in call.pleas if not p.copied] == [p for p in before.pleas if not p.copied]
    tracks, before = told.tracks(LATE.date()), one.told.tracks(LATE.date())
    assert [[(c.id, c.day, c.height) for c in t.changes] for t in tracks] == [
        [(c.id, c.day, c.height) for c in t.changes] for t in before
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_slices_back(name):
    """Words of calls, of what answers them and of postures stand in their articles."""
    one = named(name)
    texts = {article.id: article.text for article in one.articles}
    for call in folded(name):
        for plea in call.pleas:
            assert texts[plea.article][plea.span.start : plea.span.end] == plea.words
        for step in call.steps:
            assert texts[step.article][step.words.start : step.words.end].strip()
    for track in one.told.tracks(LATE.date()):
        for seen in (seen for change in track.changes for seen in change.sightings):
            assert texts[seen.article][seen.span.start : seen.span.end] == seen.words


@pytest.mark.parametrize("name", NAMES)
def test_what_is_known_later_takes_nothing_back(name):
    """A call that was asked, and every step of it, stands on every later day."""
    one = named(name)
    calls = one.told.calls()
    days = sorted({article.published for article in one.articles})
    before = ()
    for day in days:
        now = calls.at(noon(day))
        for old in before:
            new = next(call for call in now if call.id == old.id)
            assert new.steps[: len(old.steps)] == old.steps
        before = now


@pytest.mark.parametrize("name", NAMES)
def test_what_was_known_then_is_what_was_reported_then(name):
    """The calls of a moment are those of the reports that had appeared by then."""
    one = named(name)
    for day in {article.published for article in one.articles}:
        then = Told.of([report for report in one.reports if report.at <= noon(day)])
        assert then.calls().at(noon(day)) == one.told.calls().at(noon(day))


def test_a_title_without_names_is_of_the_call_of_its_article():
    """Who is not named is known again within one text, and never in another."""
    one = stream(HERE / "13-opposite.toml")
    (first, *_) = one.told.askings
    title = replace(
        first,
        finding="title",
        caller=party(()),
        addressee=party(()),
        content=frozenset({"border"}),
        span=first.span._replace(start=0, end=4),
    )
    told = replace(one.told, askings=(title, first))
    (call,) = told.calls().at(LATE)
    assert (call.callers, call.addressees) == (("EE",), ("FI",))
    elsewhere = replace(one.told, askings=(replace(title, article="other", origin="other"), first))
    assert len(elsewhere.calls().at(LATE)) == 2


def test_parties_are_known_by_state_body_or_voice():
    """Organs stand for their state; two persons of one state are two who ask."""
    poland = party([Field(text="the Polish Foreign Ministry", value="PL")])
    assert poland.meets(party([Field(text="Warsaw", value="PL")]))
    both = party([Field(text="Estonia and Latvia")])
    assert both.actors == {"EE", "LV"}
    assert not party([Field(text="residents")]).named
    one, other = (
        party([Field(text=f"Senator {name}", value="FI")]) for name in ("Aila Aho", "Onni Virta")
    )
    assert one.meets(other)
    assert not one.same(other)


@pytest.mark.parametrize(
    ("told", "way", "not_done"),
    [
        ("close the border", "close", False),
        ("not to close the border", "close", True),
        ("refrain from sending troops", "deploy", True),
        ("a swift inquiry", "", False),
        ("stop closing the strait", "close", True),
    ],
)
def test_directions_of_what_is_asked(told, way, not_done):
    """The first verb has the direction, and what is before it may turn it round."""
    assert (way_of(told), forbidden(told)) == (way, not_done)


def test_opposites_are_mutual():
    """What is the opposite of something has that as its own."""
    assert all(OPPOSITE[OPPOSITE[way]] == way for way in OPPOSITE)
    assert direction_of("close", "reopened the bridge") == "open"
    assert direction_of("close", "shut the bridge") == "close"


def test_many_calls_of_one_who_asks_for_different_things_cost_no_more_for_each():
    """Each report is compared with the calls that share a stem with what it asks."""
    first = stream(HERE / "13-opposite.toml").told.askings[0]

    def asked(count):
        return [
            replace(
                first,
                article=f"a{n:04}",
                origin=f"a{n:04}",
                finding=f"f{n:04}",
                at=first.at + n * timedelta(minutes=1),
                content=frozenset({f"matter {n}", f"end {n}"}),
            )
            for n in range(count)
        ]

    assert len(join(asked(50), words.weight)) == 50
    few, many = (effort(partial(join, asked(n), words.weight)) for n in (200, 2000))
    assert many < 40 * max(few, 0.002)
