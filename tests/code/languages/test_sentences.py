"""What happened, by word lists; the sentences of a language are in its `sentences.toml`."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.code.conftest import values, words

from vedette.code.languages import language
from vedette.records import Finding
from vedette.taxonomy.kinds import ORDER

Incidents = Callable[[str, str], list[Finding]]
GIVEN = {
    path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("*/sentences.toml"))
}


def listed(table: str) -> list[tuple[str, str, str]]:
    """Give each sentence of a table with its language and what it is told under."""
    return [
        (code, name, text)
        for code, given in GIVEN.items()
        for name, texts in given[table].items()
        for text in texts
    ]


@pytest.fixture(params=GIVEN)
def spoken(request: pytest.FixtureRequest) -> str:
    """Give each language in turn."""
    return str(request.param)


@pytest.fixture
def told(spoken: str) -> dict[str, Any]:
    """Give the sentences that are looked at closely."""
    found: dict[str, Any] = GIVEN[spoken]["told"]
    return found


def test_the_lists_are_of_the_guides_kinds(spoken: str) -> None:
    """All nineteen kinds have lists and sentences, and there are no others."""
    assert tuple(language(spoken).words.lexicon("kinds").tables) == ORDER
    assert set(GIVEN[spoken]["kinds"]) == set(ORDER)


@pytest.mark.parametrize(("code", "kind", "text"), listed("kinds"))
def test_every_kind_has_words(incidents: Incidents, code: str, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents(code, text)] == [kind]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, given in GIVEN.items() for text in given["nothing"]]
)
def test_what_did_not_happen_is_no_incident(incidents: Incidents, code: str, text: str) -> None:
    """Sport, weather, ordinary crime, history, fiction, drills, laws and fears are nothing."""
    assert incidents(code, text) == []


@pytest.mark.parametrize(("code", "stage", "text"), listed("stages"))
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, code: str, stage: str, text: str
) -> None:
    """Words of the article tell the stage; an official's account confirms."""
    (incident,) = incidents(code, text)
    assert values(incident, "status") == [stage]


def test_when_where_target_and_toll(
    incidents: Incidents, spoken: str, told: dict[str, Any]
) -> None:
    """The fields come from the sentence, with their values."""
    (incident,) = incidents(spoken, told["strike"])
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == ([told["where"]], ["UA"])
    assert values(incident, "target") == ["housing"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]
    assert values(incident, "series") == [False]


def test_the_day_before_a_verb_of_saying_is_not_the_day_of_the_deed(
    incidents: Incidents, spoken: str, told: dict[str, Any]
) -> None:
    """The day right before `announced` dates the words."""
    (incident,) = incidents(spoken, told["said"])
    assert values(incident, "when") == ["2026-03-10"]


def test_mentions_of_one_thing_are_one_incident(
    incidents: Incidents, spoken: str, told: dict[str, Any]
) -> None:
    """Explosion and sabotage on one day are one incident with its anchors."""
    (incident,) = incidents(spoken, told["one"])
    assert incident.kind == "sabotage"
    assert len(incident.anchor) == 3


def test_two_days_and_two_towns_are_two_incidents(
    incidents: Incidents, spoken: str, told: dict[str, Any]
) -> None:
    """A second strike on another day elsewhere stands on its own."""
    found = incidents(spoken, told["two"])
    assert [values(f, "when") for f in found] == [["2026-03-09"], ["2026-03-11"]]


def test_several_reported_as_one_are_a_series(
    incidents: Incidents, spoken: str, told: dict[str, Any]
) -> None:
    """A number of them, or that it goes on, makes a series."""
    (incident,) = incidents(spoken, told["series"])
    assert values(incident, "series") == [True]
