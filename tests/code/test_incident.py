"""Incidents: one for each thing, its fields, and what is none."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.records import Finding

Find = Callable[[str, str], list[Finding]]


def test_three_mentions_are_one_incident(find: Find) -> None:
    """The clearest mention comes first, the others follow."""
    text = (
        "A parcel bomb exploded at the Ukrainian embassy in Madrid on Tuesday.\n\n"
        "Police said the explosion hurt a clerk. The attack is being investigated."
    )
    (incident,) = find("incident", text)
    assert incident.kind == "explosive_attack"
    assert len(incident.anchor) >= 2
    assert values(incident, "where") == ["ES"]
    assert values(incident, "when") == ["2026-03-10"]
    assert values(incident, "status") == ["under_investigation"]


def test_two_places_in_two_paragraphs_are_two(find: Find) -> None:
    """A roundup's incidents of one kind stay apart."""
    text = (
        "Two drones were seen over the barracks in Aalborg on Monday.\n\n"
        "Three drones were spotted above the port of Gdynia on Tuesday."
    )
    found = find("incident", text)
    assert [f.kind for f in found] == ["drone_incursion", "drone_incursion"]
    assert [values(f, "where") for f in found] == [["DK"], ["PL"]]


@pytest.mark.parametrize(
    "text",
    [
        "If saboteurs cut the railway cables, trains would stop.",
        "The exercise simulated sabotage of the railway by saboteurs.",
        "The plan protects the grid against acts of sabotage.",
        "The minister warned that Russia could carry out acts of sabotage.",
    ],
)
def test_the_feared_and_the_practised_is_none(find: Find, text: str) -> None:
    """Conditions, exercises, precautions and forecasts are no incidents."""
    assert find("incident", text) == []


def test_an_accident_is_told_as_one(find: Find) -> None:
    """The stage that beats all others is kept, though police investigated."""
    text = (
        "The data cable was cut on Monday and police investigated sabotage.\n\n"
        "It turned out to be an accident: a dredger had torn it."
    )
    assert [values(f, "status") for f in find("incident", text)] == [["accident"]]


def test_casualties_are_counted(find: Find) -> None:
    """Number words and figures become integers."""
    (incident,) = find("incident", "A missile struck a hospital in Odesa, killing three people.")
    assert values(incident, "killed") == [3]
    assert words(incident, "killed") == ["three"]


def test_the_vaguer_kind_joins_the_clearer(find: Find) -> None:
    """Sabotage of an undersea cable is one incident of the sea."""
    text = "The undersea cable was cut off Gotland in an act of sabotage, Stockholm said."
    assert [f.kind for f in find("incident", text)] == ["undersea_infrastructure"]
