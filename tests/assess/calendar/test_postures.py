"""The calendar of postures: lanes, days, levels that words name, and steps by state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.calendar.streams import HERE, stream
from tests.pledges.streams import noon

from vedette.assess.calendar.levels import alerts, level_of
from vedette.assess.calendar.moves import Move
from vedette.assess.calendar.tracks import Postures
from vedette.ledger.calendar import dated
from vedette.relate import words


def tracks(name, day, since=None):
    """Give the tracks of a stream on a day, by state."""
    return {t.country: t for t in stream(HERE / f"{name}.toml").told.tracks(day, since)}


@pytest.mark.parametrize(
    ("told", "name", "rank", "of"),
    [
        ("raised the alert level from ALFA to BRAVO", "bravo", 2, 4),
        ("the CHARLIE-CRP alert level", "charlie", 3, 4),
        ("placed on level 3 readiness", "3", 3, None),
        ("level three of the four-step terror alert", "3 of 4", 3, 4),
        ("moved its readiness from green to yellow", "yellow", 2, 4),
        ("lowered the threat level from “very high” to “high”", "high", 3, 4),
        ("reached the highest state of readiness", "highest", None, None),
        ("gone back to normal readiness", "normal", 0, None),
        ("the second alert step", "2", 2, None),
    ],
)
def test_levels_that_words_name(told, name, rank, of):
    """States, numbers, colours and words of a scale; how many there are only where it is told."""
    found = level_of(told)
    assert (found.name, found.rank, found.of) == (name, rank, of)


@pytest.mark.parametrize(
    "told",
    [
        "put its army on high alert",
        "raised the alert level",
        "red cars on the second floor",
        "doubled the guards",
        "low-flying jets at bravo company",
    ],
)
def test_words_that_name_no_level(told):
    """High alert is no step of a scale, and colours and numbers of other things are none."""
    assert level_of(told) is None


def test_guards_are_no_alert():
    """Only words for alert, readiness or threat move the line of alerts."""
    assert not alerts("doubled the guards at the bridge")
    assert alerts("declared a state of emergency")


def test_a_raise_goes_up_by_one_and_a_lowering_down():
    """Without a named level the line tells the change, from wherever it was."""
    track = tracks("16-readiness", date(2026, 7, 1))["LT"]
    assert [(c.direction, c.height) for c in track.changes] == [
        ("raise", 1), ("hold", 1), ("lower", 0),
    ]  # fmt: skip
    assert track.changes[1].until == date(2026, 6, 15)


def test_a_step_that_has_not_begun_does_not_count_yet():
    """What is announced for a day is listed with it, and moves the level from that day on."""
    track = tracks("15-bravo", date(2026, 3, 20))["PL"]
    assert (track.level, track.named) == (3, "charlie")
    assert tracks("19-lanes", date(2026, 7, 5))["LV"].changes[0].day == date(2026, 7, 10)


def test_steps_before_a_day_are_cut_off_and_their_level_kept():
    """`since` leaves the later steps and tells the height at which they begin."""
    track = tracks("15-bravo", date(2026, 5, 1), since=date(2026, 2, 1))["PL"]
    assert [c.height for c in track.changes] == [3, 2]
    assert (track.before, track.level) == (2, 2)


def test_what_is_known_is_folded_once_and_anew_for_another_moment():
    """One register answers every moment as one of its own; words are weighed the first time."""
    moves, weighed = stream(HERE / "16-readiness.toml").told.moves, []

    def weigh(cuts):
        weighed.append(cuts)
        return words.weight(cuts)

    kept = Postures(moves, weigh=weigh)
    for day in (date(2026, 7, 1), date(2026, 7, 2), date(2026, 5, 3), date(2026, 7, 1)):
        alone = Postures(moves, weigh=words.weight)
        assert kept.at(noon(day)) == alone.at(noon(day))
    before = len(weighed)
    assert before
    kept.at(noon(date(2026, 7, 9)), since=date(2026, 6, 1))
    assert len(weighed) == before


def test_where_nobody_is_named_the_place_tells_whose_it_is():
    """Guards at a bridge are of the bridge's state, and it says so."""
    track = tracks("19-lanes", date(2026, 10, 1))["LV"]
    assert [(c.lane, c.by_place) for c in track.changes] == [
        ("passage", False), ("protection", True),
    ]  # fmt: skip


def test_a_day_far_from_its_report_is_history():
    """A day of years ago is none on which a step begins: that of the report counts."""
    report = stream(HERE / "13-opposite.toml").reports[2]
    (finding,) = report.findings
    (when,) = finding.fields["when"]
    old = replace(finding, fields={**finding.fields, "when": (replace(when, value="2019-04-22"),)})
    (told,) = [one for one in dated(replace(report, findings=(old,))) if isinstance(one, Move)]
    assert (told.day, told.told_day) == (date(2026, 4, 20), False)


@pytest.mark.parametrize(
    ("value", "day", "told", "until"),
    [
        ("2026-04-18", date(2026, 4, 18), True, None),
        ("2026-04-13/2026-04-19", date(2026, 4, 13), True, None),
        ("2026-04-10/2026-06-10", date(2026, 4, 10), True, date(2026, 6, 10)),
        ("2026", date(2026, 4, 20), False, None),
        ("2026-04", date(2026, 4, 20), False, None),
        ("2026-03", date(2026, 3, 31), False, None),
        ("2026-03/2026-05", date(2026, 4, 20), False, None),
        ("2025-10-01/2026-09-30", date(2026, 4, 20), False, None),
        ("2027", date(2027, 1, 1), False, None),
        ("2014", date(2026, 4, 20), False, None),
    ],
)
def test_a_step_of_a_month_or_a_year_begins_near_its_report(value, day, told, until):
    """Such words name no first day, and no last one: only days do."""
    report = stream(HERE / "13-opposite.toml").reports[2]
    (finding,) = report.findings
    (when,) = finding.fields["when"]
    new = replace(finding, fields={**finding.fields, "when": (replace(when, value=value),)})
    (one,) = [one for one in dated(replace(report, findings=(new,))) if isinstance(one, Move)]
    assert (one.day, one.told_day, one.until) == (day, told, until)


def test_a_step_that_many_reports_tell_costs_no_more_for_each():
    """It is told in few ways, and each report is compared with these."""
    first, weighed = stream(HERE / "16-readiness.toml").told.moves[0], []

    def weigh(cuts):
        weighed.append(cuts)
        return words.weight(cuts)

    days = timedelta(days=1)
    told = [
        replace(
            first,
            article=f"a{n:03}",
            origin=f"a{n:03}",
            finding=f"f{n:03}",
            at=first.at + n * days,
            day=first.day + n // 25 * days,
            content=first.content | {f"way {n % 3}"},
            named=None,
        )
        for n in range(100)
    ]
    (track,) = Postures(told, weigh=weigh).at(told[-1].at)
    assert [len(one.sightings) for one in track.changes] == [100]
    assert len(weighed) < 20 * len(told)
