"""Calls, forecasts, pledges and postures."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.records import Finding

Find = Callable[[str, str], list[Finding]]


@pytest.mark.parametrize(
    ("text", "caller", "addressee", "action"),
    [
        ("Kyiv urged Berlin to send more tanks.", "Kyiv", "Berlin", "send more tanks"),
        ("The mayor called on residents to stay calm.", "The mayor", "residents", "stay calm"),
        ("The opposition demanded an inquiry.", "The opposition", None, "an inquiry"),
        ("The union called for restraint.", "The union", None, "restraint"),
        ('"We must close the gap," the general said.', "the general", "We", "close the gap"),
    ],
)
def test_calls(find: Find, text: str, caller: str, addressee: str | None, action: str) -> None:
    """Who asks, whom, to do what."""
    (call,) = find("call", text)
    assert words(call, "caller") == [caller]
    assert words(call, "addressee") == ([addressee] if addressee else [])
    assert words(call, "action") == [action]


def test_an_imperative_in_a_list_is_a_call(find: Find) -> None:
    """Advice to nobody in particular has an action and no caller."""
    (call,) = find("call", "Never share a code.")
    assert "caller" not in call.fields
    assert words(call, "action") == ["share a code"] or words(call, "action") == [
        "Never share a code"
    ]


def test_wanting_to_act_oneself_is_no_call(find: Find) -> None:
    """`X wants to …` is nothing."""
    assert find("call", "Berlin wants to leave.") == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The service expects that attacks will increase.", "likely"),
        ("The service does not expect an attack this year.", "unlikely"),
        ("The general warned that Russia could attack within five years.", "possible"),
        ("An attack this year is unlikely, the institute wrote.", "unlikely"),
        ("A repeat cannot be excluded, the police said.", "possible"),
    ],
)
def test_forecasts(find: Find, text: str, modality: str) -> None:
    """Verbs, modals and predicates foretell, each with its modality."""
    (forecast,) = find("forecast", text)
    assert values(forecast, "modality") == [modality]
    assert words(forecast, "event")


def test_a_horizon_runs_from_publication(find: Find) -> None:
    """`within five years` of 12 March 2026 ends in March 2031."""
    (forecast,) = find("forecast", "He warned that Russia could attack NATO within five years.")
    assert values(forecast, "horizon") == ["2026-03-12/2031-03-12"]


def test_a_chance_in_figures(find: Find) -> None:
    """A number gives the probability and the modality."""
    text = "The panel puts the chance of a ceasefire by autumn at 20 per cent."
    (forecast,) = find("forecast", text)
    assert values(forecast, "probability") == [0.2]
    assert values(forecast, "modality") == ["unlikely"]


@pytest.mark.parametrize(
    "text",
    ["The minister said Norway will send two frigates.", "He said he will study the letter."],
)
def test_a_speakers_own_measure_is_no_forecast(find: Find, text: str) -> None:
    """What one will do oneself is decided, not foretold."""
    assert find("forecast", text) == []


def test_pledges(find: Find) -> None:
    """Who binds himself to what, how much, by when."""
    (pledge,) = find("pledge", "Poland promised to spend 5% of GDP on defence by the end of 2027.")
    assert words(pledge, "promisor") == ["Poland"]
    assert words(pledge, "target") == ["5% of GDP"]
    assert values(pledge, "due") == ["2027-12-31"]


def test_an_intention_is_no_pledge(find: Find) -> None:
    """Planning and considering bind nobody."""
    assert find("pledge", "Poland plans to spend more. Berlin is considering it.") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Finland closed its border crossings on Friday.", "close"),
        ("Germany deployed two frigates to the Baltic Sea.", "deploy"),
        ("Norway has raised its alert level.", "raise"),
        ("Lithuania extended the state of emergency.", "hold"),
        ("Polish and Dutch jets were airborne until dawn.", "deploy"),
        ("Canada withdrew its troops from Latvia.", "withdraw"),
    ],
)
def test_postures(find: Find, text: str, direction: str) -> None:
    """Readiness, presence and protection change in eight directions."""
    (posture,) = find("posture", text)
    assert values(posture, "direction") == [direction]
    assert words(posture, "change")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor demanded that the border be closed.",
        "Finland could close its border.",
        "Finland has not closed its border.",
        "If Finland closes its border, trade will stop.",
    ],
)
def test_measures_not_taken_are_no_postures(find: Find, text: str) -> None:
    """Demanded, possible, refused, conditional: nothing changed."""
    assert find("posture", text) == []


def test_a_posture_has_actor_and_region(find: Find) -> None:
    """Who moves, and where to."""
    (posture,) = find("posture", "Germany deployed two frigates to the Baltic Sea.")
    assert values(posture, "actor") == ["DE"]
    assert values(posture, "region") == ["Baltic Sea"]
