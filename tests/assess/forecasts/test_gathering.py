"""Sayings of one forecaster on one thing: put together, kept apart, and what they change."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import permutations

import pytest
from tests.assess.forecasts.making import days, saying
from tests.effort import effort

from vedette.assess.forecasts.foretold import likelihood_of
from vedette.assess.forecasts.gathering import gather
from vedette.assess.forecasts.measuring import Measure
from vedette.assess.forecasts.standing import stand
from vedette.assess.forecasts.yardsticks import yardstick

CABLE = "the cable to Runo is cut"
TODAY = date(2026, 12, 1)
SCALE = yardstick("icd203")


def first():
    """What is foretold in January until the end of June."""
    told = {"until": "2026-06-30", "due": "by the end of June", "names": frozenset({"runo"})}
    return saying("a", "2026-01-05", "likely", CABLE, **told)


def standing(*told, today=TODAY):
    """The only forecast that these sayings make."""
    (thread,) = gather(told)
    return stand(thread, thread.voice.name, (), Measure(SCALE), today)


def test_what_is_said_again_is_one_forecast_with_what_changed():
    """Nearer and surer; it is scored as it was first told."""
    again = saying(
        "b", "2026-02-09", "almost certain", CABLE, until="2026-04-30", due="by the end of April"
    )
    found = standing(first(), again)
    assert [one.changes for one in found.sayings] == [(), ("nearer", "surer")]
    assert (found.scored, found.likelihood.point, found.horizon.last) == (
        0,
        67.5,
        date(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("more", "changes"),
    [
        ({"until": "2026-08-31", "due": "by the end of August"}, ("later",)),
        ({"until": "2026-07-31", "due": "by the end of June"}, ()),
        ({}, ()),
        ({"sentence": "It is no longer likely that it is cut."}, ("withdrawn",)),
    ],
)
def test_a_restatement_says_what_it_changes(more, changes):
    """The same words said later reach further by themselves, and change nothing."""
    again = saying("b", "2026-02-09", "likely", CABLE, **more)
    if "sentence" in more:
        start = more["sentence"].index("likely")
        again = replace(again, anchor=(type(again.anchor[0])(start, start + 6),))
    assert standing(first(), again).sayings[1].changes == changes


def test_a_time_that_is_told_later_makes_it_scoreable():
    """Open-ended at first; from the saying with a day on it can be scored."""
    vague = saying("a", "2026-01-05", "likely", CABLE, due="soon")
    assert standing(vague).state == "unscoreable"
    again = replace(
        first(), article="b", finding="f-b", at=vague.at + timedelta(days=9), origin="b"
    )
    found = standing(vague, again)
    assert (found.scored, found.state) == (1, "due")
    assert found.sayings[1].changes == ("a time is told",)


@pytest.mark.parametrize(
    "other",
    [
        saying("b", "2026-02-01", "likely", CABLE, who="General Ulla Berg", until="2026-06-30"),
        saying("b", "2026-02-01", "likely", "the bridge at Narva closes", until="2026-06-30"),
        replace(
            saying("b", "2026-08-01", "likely", CABLE), horizon=days("2026-08-01", "2026-12-31")
        ),
        saying("b", "2026-07-15", "likely", CABLE),
        saying("b", "2026-02-01", "likely", CABLE, until="2026-06-30", names=frozenset({"hiuma"})),
        saying("b", "2026-02-01", "likely", CABLE, who="analysts", until="2026-06-30"),
    ],
)
def test_other_forecasts_stay_apart(other):
    """Of another voice, thing, days or place, after its time, of nobody named."""
    assert len(gather([first(), other])) == 2


def test_two_sayings_of_one_report_are_one():
    """The title says it without a time and without a name; the fuller one counts."""
    title = replace(saying("a", "2026-01-05", "likely", CABLE, who="admiral"), finding="f-title")
    (thread,) = gather([title, first()])
    assert [one.finding for one in thread.sayings] == ["f-a"]


def test_the_order_of_sayings_does_not_matter():
    """Every order of hand-in gives the same threads."""
    listed = [
        first(),
        saying("b", "2026-02-09", "could", CABLE, until="2026-05-31"),
        saying("c", "2026-03-01", "likely", "the bridge at Narva closes", until="2026-06-30"),
        saying("d", "2026-03-02", "likely", CABLE, who="Sandell", until="2026-06-30"),
    ]
    assert [len(thread.sayings) for thread in gather(listed)] == [3, 1]
    assert all(gather(order) == gather(listed) for order in permutations(listed))


def test_copies_add_nothing():
    """With a copy the same sayings and the same id; the copy is named beside them."""
    copy = replace(first(), article="z", finding="f-z", origin="a")
    later = replace(copy, at=copy.at + timedelta(days=1))
    alone, with_copy = standing(first()), standing(first(), later)
    assert (with_copy.id, len(with_copy.sayings)) == (alone.id, 1)
    assert with_copy.sayings[0].copies == ("z",)
    assert replace(with_copy.sayings[0], copies=()) == alone.sayings[0]


@pytest.mark.parametrize(
    ("cue", "sentence", "modality", "means"),
    [
        ("will", "There is a realistic chance that X will do it.", "certain", ("default", 97)),
        ("will", "It is highly likely that X will do it.", "certain", ("term", 87.5)),
        ("could", "It is unlikely, he said, that X could do it.", "possible", ("default", 50)),
        ("unlikely", "It is unlikely that X will do it.", "unlikely", ("term", 32.5)),
        ("doubts", "He doubts that it is likely to come.", "unlikely", ("default", 32.5)),
        ("expects", "He expects it.", "likely", ("default", 67.5)),
    ],
)
def test_the_words_at_the_cue_are_mapped(cue, sentence, modality, means):
    """A term in the same breath as the cue, not of another clause, and never its opposite."""
    one = saying("a", "2026-01-05", cue, CABLE, sentence=sentence, modality=modality)
    start = sentence.index(cue)
    one = replace(one, anchor=(type(one.anchor[0])(start, start + len(cue)),))
    found = likelihood_of(one, SCALE)
    assert (found.how, found.point) == means


def test_a_forecast_that_many_reports_tell_costs_no_more_for_each():
    """It is told in few ways, and each saying is compared with these."""

    def told(count):
        return [
            saying(
                f"a{n:04}",
                str(date(2026, 1, 5) + timedelta(days=n // 100)),
                "likely",
                f"{CABLE} in way {n % 3}",
                until="2026-06-30",
            )
            for n in range(count)
        ]

    assert [len(one.sayings) for one in gather(told(100))] == [100]
    few, many = (effort(partial(gather, told(n))) for n in (200, 2000))
    assert many < 40 * max(few, 0.002)
