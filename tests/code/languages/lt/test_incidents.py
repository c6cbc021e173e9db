"""What happened, by Lithuanian word lists; the sentences are in `sentences.toml`."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.code.conftest import values, words

from vedette.code.languages import language
from vedette.records import Finding
from vedette.taxonomy.kinds import ORDER

Incidents = Callable[[str, str], list[Finding]]
GIVEN = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
TOLD = GIVEN["told"]
KINDS = [(kind, text) for kind, texts in GIVEN["kinds"].items() for text in texts]
STAGES = [(stage, text) for stage, texts in GIVEN["stages"].items() for text in texts]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists and sentences, and there are no others."""
    assert tuple(language("lt").words.lexicon("kinds").tables) == ORDER
    assert set(GIVEN["kinds"]) == set(ORDER)


@pytest.mark.parametrize(("kind", "text"), KINDS)
def test_every_kind_has_words(incidents: Incidents, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("lt", text)] == [kind]


@pytest.mark.parametrize("text", GIVEN["nothing"])
def test_what_did_not_happen_is_no_incident(incidents: Incidents, text: str) -> None:
    """Sport, weather, ordinary crime, history, fiction, drills, laws and fears are nothing."""
    assert incidents("lt", text) == []


@pytest.mark.parametrize(("stage", "text"), STAGES)
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, stage: str, text: str
) -> None:
    """Words of the article tell the stage; an official's account confirms."""
    (incident,) = incidents("lt", text)
    assert values(incident, "status") == [stage]


def test_when_where_target_and_toll(incidents: Incidents) -> None:
    """The fields come from the sentence, with their values."""
    (incident,) = incidents("lt", TOLD["strike"])
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["Charkive"], ["UA"])
    assert values(incident, "target") == ["housing"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]
    assert values(incident, "series") == [False]


def test_the_day_before_a_verb_of_saying_is_not_the_day_of_the_deed(incidents: Incidents) -> None:
    """The day right before `announced` dates the words."""
    (incident,) = incidents("lt", TOLD["said"])
    assert values(incident, "when") == ["2026-03-10"]


def test_mentions_of_one_thing_are_one_incident(incidents: Incidents) -> None:
    """Explosion and sabotage on one day are one incident with its anchors."""
    (incident,) = incidents("lt", TOLD["one"])
    assert incident.kind == "sabotage"
    assert len(incident.anchor) == 3


def test_two_days_and_two_towns_are_two_incidents(incidents: Incidents) -> None:
    """A second strike on another day elsewhere stands on its own."""
    found = incidents("lt", TOLD["two"])
    assert [values(f, "when") for f in found] == [["2026-03-09"], ["2026-03-11"]]


def test_several_reported_as_one_are_a_series(incidents: Incidents) -> None:
    """A number of them, or that it goes on, makes a series."""
    (incident,) = incidents("lt", TOLD["series"])
    assert values(incident, "series") == [True]
