"""The register of pledges: its laws, and how the invented streams stand in it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.pledges.measure import Score, register, score
from tests.pledges.streams import HERE, noon, stream, streams

from vedette.assess.pledges.promises import promise
from vedette.assess.pledges.register import Register
from vedette.assess.printed import Printed
from vedette.pledged import STANDS
from vedette.records import Field, Finding, Interval, Span
from vedette.relate import words

LISTED = list(streams())
NAMES = [one.name for one in LISTED]
LATE_MARCH = datetime(2026, 3, 30, tzinfo=UTC)
LATE = datetime(2028, 1, 1, tzinfo=UTC)


@cache
def named(name):
    """Give a stream by its name."""
    return LISTED[NAMES.index(name)]


@cache
def folded(name):
    """Give the register of a stream."""
    return register(named(name).promises)


WRONG = {
    # "rebuild" alone, a report's only words for the act, is not known again.
    "15-hospital": ["15-hospital: 0 pairs too many, 2 missed"],
    # A word that was taken back and is given again stays broken: nothing tells it from a reminder.
    "20-renewed": ["20-renewed: A on 2026-04-01 is open, told as broken"],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_streams_stand_as_they_were_written(name):
    """Findings of one pledge are put together, no others, and stand as their stream says."""
    one = named(name)
    assert score(one, one.promises, one.of, Score()) == WRONG.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_reports_changes_nothing(name):
    """Whatever order findings come in, the register is the same, field by field."""
    mixed = list(named(name).promises)
    for seed in range(3):
        random.Random(seed).shuffle(mixed)
        assert register(mixed).at(LATE) == folded(name).at(LATE)


@pytest.mark.parametrize("name", NAMES)
def test_copies_change_no_standing(name):
    """A verbatim copy of every report is listed, and moves nothing."""
    one = named(name)
    copies = [
        replace(
            p,
            article=f"copy-{p.article}",
            finding=f"copy-{p.finding}",
            at=p.at + timedelta(hours=1),
            origin=p.origin,
        )
        for p in one.promises
    ]
    with_copies = register([*one.promises, *copies]).at(LATE)
    before = {p.id: p for p in folded(name).at(LATE)}
    assert {p.id: p.turns for p in with_copies} == {p.id: p.turns for p in before.values()}
    for pledge in with_copies:
        own = [b for b in pledge.bearings if not b.copied]
        assert own == [b for b in before[pledge.id].bearings if not b.copied]


@given(
    name=some.sampled_from(NAMES),
    days=some.tuples(
        some.dates(date(2014, 1, 1), date(2040, 1, 1)),
        some.dates(date(2014, 1, 1), date(2040, 1, 1)),
    ),
)
def test_who_asks_later_gets_the_same_changes_and_perhaps_more(name, days):
    """Time takes nothing back: what was kept stays kept, as it was told then."""
    early, late = sorted(days)
    then = {p.id: p for p in folded(name).at(noon(early))}
    now = {p.id: p for p in folded(name).at(noon(late))}
    for id_, pledge in then.items():
        assert now[id_].turns[: len(pledge.turns)] == pledge.turns
        assert pledge.standing in STANDS
        if pledge.standing == "kept":
            assert "lapsed" not in {t.standing for t in now[id_].turns[len(pledge.turns) :]}


@pytest.mark.parametrize("name", NAMES)
def test_all_words_slice_back(name):
    """The words of every report and every change stand in the text of their article."""
    texts = {article.id: article.text for article in named(name).articles}
    for pledge in folded(name).at(LATE):
        for bearing in pledge.bearings:
            text = texts[bearing.article]
            assert text[bearing.span.start : bearing.span.end] == bearing.words
            if bearing.moved:
                assert text[bearing.moved.start : bearing.moved.end].strip()
        for turn in pledge.turns:
            if turn.article:
                assert texts[turn.article][turn.words.start : turn.words.end].strip()


def promised(article, act):
    """What a report of March 2026 tells of Poland, which pledged to do so by May."""
    text = f"Poland pledged to {act} by May 2026."

    def field(words, value=None):
        start = text.index(words)
        return (Field(text=words, span=Span(start, start + len(words)), value=value),)

    told = {
        "promisor": field("Poland", "PL"),
        "act": field(act),
        "due": field("by May 2026", "2026-05"),
    }
    anchor = Span(text.index("pledged"), text.index("pledged") + 7)
    found = Finding(id=f"f{article}", type="pledge", anchor=(anchor,), fields=told)
    at = datetime(2026, 3, 1 + "ab".index(article), tzinfo=UTC)
    report = Printed(
        article=article, origin=article, source="s", at=at, text=text, findings=[found]
    )
    return promise(found, report, words.stems)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("send 12 howitzers to Ukraine", "send a dozen howitzers to Ukraine"),
        ("supply 25 tanks", "supply twenty-five tanks"),
        ("give 500 million euros for shells", "give five hundred million euros for shells"),
        ("deliver 500,000 artillery shells", "deliver half a million artillery shells"),
        ("give 2.5 billion euros for shells", "give 2,5 billion euros for shells"),
    ],
)
def test_a_number_in_other_words_is_the_same_pledge(one, other):
    """It was not given anew, and stays open."""
    told = promised("a", one), promised("b", other)
    (pledge,) = Register(told, stems=words.stems, alike=words.alike).at(LATE_MARCH)
    assert (len(pledge.bearings), pledge.standing) == (2, "open")


def test_another_number_is_told_in_the_words_of_the_act():
    """Where no words for a level stand by themselves."""
    told = promised("a", "send 12 howitzers"), promised("b", "send 6 howitzers")
    old, _ = Register(told, stems=words.stems, alike=words.alike).at(LATE_MARCH)
    assert old.turns[-1].why == "its promisor now gives “send 6 howitzers” by May 2026"


def test_what_the_allies_promised_stands_before_any_report():
    """The declared pledges are there without an article, the measured ones with their figures."""
    listed = {p.level: p for p in register(()).at(noon(date(2026, 11, 1)))}
    assert set(listed) == {"2 % of GDP", "5 % of GDP", "3.5 % of GDP", "1.5 % of GDP"}
    core = listed["3.5 % of GDP"]
    assert (core.review, len(core.courses), core.standing) == (2029, 31, "behind")
    assert core.declared.name == "The Hague Summit Declaration"
    assert listed["5 % of GDP"].standing == "open"
    assert not listed["5 % of GDP"].courses


def test_reports_of_the_allies_pledge_join_the_declared_one():
    """An article on the five per cent is one more report of what the declaration holds."""
    listed = folded("07-allies").at(LATE)
    five = [p for p in listed if p.level == "5 % of GDP"]
    assert len(five) == 1
    assert five[0].declared
    assert len(five[0].articles) == 3


def test_a_revised_pledge_leads_to_the_one_in_its_place():
    """The old one names the new one and the other way round."""
    old, new = (p for p in folded("02-portugal").at(LATE) if p.promisor == "PT")
    assert (old.standing, old.revised, new.revises) == ("revised", new.id, old.id)
    assert old.turns[-1].why == "its promisor now gives 3 % of GDP by 2029"


def test_parts_of_one_pledge_do_not_take_its_place():
    """3.5 and 1.5 of the 5 per cent are no revision of it, whoever tells them later."""
    one = stream(HERE / "07-allies.toml")
    late = [replace(p, article="later", finding=f"late-{n}") for n, p in enumerate(one.promises)]
    late = [replace(p, at=p.at + timedelta(days=99), origin="later") for p in late[1:2]]
    listed = register([*one.promises, *late]).at(LATE)
    assert "revised" not in {p.standing for p in listed}


def test_a_share_that_nobody_says_is_for_defence_is_measured_by_nothing():
    """0.25 per cent for Kyiv, or for something that is not told, has no figures."""
    (one,) = [p for p in named("13-latvia").promises if "January" not in p.made][:1]
    for topic, courses in (("defence", 1), ("aid", 0), ("", 0)):
        (pledge,) = (
            p for p in register([replace(one, topic=topic)]).at(LATE) if p.promisor == "LV"
        )
        assert len(pledge.courses) == courses


def test_a_sooner_day_for_a_part_revises_that_part_alone():
    """3.5 per cent by 2029 takes the place of the 3.5 by 2035, not of the 5 or the 1.5."""
    core = named("07-allies").promises[1]
    sooner = replace(core, due=Interval(date(2029, 1, 1), date(2029, 12, 31)), due_words="by 2029")
    listed = {p.level: p.standing for p in register([sooner]).at(LATE) if p.declared}
    assert listed["3.5 % of GDP"] == "revised"
    assert "revised" not in {listed["5 % of GDP"], listed["1.5 % of GDP"]}


def test_whoever_is_not_named_is_nobody():
    """The nine of one summit are not the nine of another, nor is one minister the next."""
    one = replace(named("10-mayor").promises[0], names=frozenset(), who="the nine")
    other = replace(one, article="other", finding="other", origin="other")
    assert len([p for p in register([one, other]).at(LATE) if not p.declared]) == 2
