"""The stage of an incident over time."""

from dataclasses import replace

import pytest
from tests.relate.making import report, signed

from vedette.records import Span, Telling
from vedette.relate.ladder import confirmed, steps
from vedette.relate.voices import Voice


def voices(*told: tuple[str, str]) -> list[Voice]:
    """One report a day, each by a source and in a stage."""
    made = []
    for n, (source, status) in enumerate(told):
        signature = signed(report(f"r{n}", "A fire.", source=source, days=n))
        telling = Telling(
            article=signature.article, finding=f"f{n}", words=Span(0, 1), status=status
        )
        made.append(Voice(report=signature, origin=signature.article, telling=telling))
    return made


@pytest.mark.parametrize(
    ("told", "climbed"),
    [
        (["reported", "under_investigation", "charged", "convicted"],) * 2,
        (["charged", "under_investigation", "reported"], ["charged"]),
        (["reported", "accident", "under_investigation"], ["reported", "accident"]),
        (["attributed", "contested", "charged"],) * 2,
        (["confirmed", "contested", "attributed"], ["confirmed", "contested"]),
        (["charged", "accident"], ["charged"]),
        (["accident", "charged"], ["accident", "charged"]),
        (["charged", "charges_dropped", "acquitted"],) * 2,
    ],
)
def test_a_stage_goes_one_way(told, climbed) -> None:
    """Later stages follow; a late report with an earlier one does not take it back."""
    found = steps(voices(*((f"xx/{n}", status) for n, status in enumerate(told))))
    assert [step.status for step in found] == climbed


def test_only_its_own_source_takes_a_report_back() -> None:
    """Another outlet that calls it withdrawn makes it contested."""
    own = steps(voices(("xx/one", "reported"), ("xx/one", "retracted")))
    other = steps(voices(("xx/one", "reported"), ("xx/two", "retracted")))
    assert [step.status for step in own] == ["reported", "retracted"]
    assert [step.status for step in other] == ["reported", "contested"]


@pytest.mark.parametrize(
    ("told", "climbed"),
    [
        (["one reported", "two charged", "one retracted"], ["reported", "charged"]),
        (["one reported", "two convicted", "three retracted"], ["reported", "convicted"]),
        (["one reported", "two accident", "three retracted"], ["reported", "accident"]),
        (["one reported", "two accident", "one retracted"], ["reported", "accident", "retracted"]),
        (
            ["one reported", "two confirmed", "two retracted"],
            ["reported", "confirmed", "contested"],
        ),
        (["two contested", "one reported", "one retracted"], ["contested", "retracted"]),
        (["one reported", "one retracted", "two retracted"], ["reported", "retracted"]),
        (["one reported", "one retracted", "two charged"], ["reported", "retracted", "charged"]),
    ],
)
def test_a_report_that_is_taken_back_undoes_no_verdict(told, climbed) -> None:
    """Nor does it open again what has ended, and who told it second does not end it."""
    heard = voices(*((f"xx/{source}", status) for source, status in map(str.split, told)))
    assert [step.status for step in steps(heard)] == climbed


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (["reported", "reported", "reported"], 2),
        (["charged", "under_investigation", "reported"], 0),
        (["reported", "charged", "charged", "reported"], 2),
        (["reported", "accident", "accident", "under_investigation"], 2),
        (["confirmed", "contested", "attributed", "contested", "reported"], 3),
        (["attributed", "foiled", "unattributed"], 0),
        (["contested", "charged", "contested"], 1),
    ],
)
def test_a_stage_is_confirmed_by_the_last_report_that_tells_it(told, day) -> None:
    """Earlier stages do not bear a later one out, nor do others of the same rank."""
    heard = voices(*((f"xx/{n}", status) for n, status in enumerate(told)))
    assert confirmed(heard, steps(heard)) == heard[day].at


def test_a_stage_is_confirmed_though_a_copy_brought_it() -> None:
    """Where copies are left out, the change itself is the last word; of no report there is none."""
    heard = voices(("xx/one", "reported"), ("xx/two", "charged"))
    assert confirmed(heard[:1], steps(heard)) == heard[1].at
    assert confirmed([], ()) is None


def test_what_is_told_in_passing_moves_and_confirms_nothing() -> None:
    """A verdict that names a sibling is none on it, nor a word that it still stands."""
    first, verdict = voices(("xx/one", "reported"), ("xx/two", "convicted"))
    aside = replace(verdict, telling=replace(verdict.telling, background=True))
    climbed = steps([first, aside])
    assert [step.status for step in climbed] == ["reported"]
    assert confirmed([first, aside], climbed) == first.at
