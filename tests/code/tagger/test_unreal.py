"""What a sentence takes back."""

import pytest
from tests.code.tagger.making import thing

from vedette.code.tagger.unreal import unreal
from vedette.records import Field

_LONG = " The mayor thanked all who had come, and spoke for a while of the new bus line." * 6


@pytest.mark.parametrize(
    "text",
    [
        "In April 1986 unknown men burned a depot at Kaunas.",
        "The depot was burned in the 1980s.",
        "A depot built there was burned in 1986.",
        "The depot was burned by the 1986 rebels in April 1986.",
        "No depot burned on Sunday, the brigade said.",
        "The men had not burned the depot.",
        "The guards were spared what burned elsewhere on Sunday.",
        "A depot burned on Sunday. It was an exercise of the fire brigade.",
    ],
)
def test_what_is_long_past_negated_or_a_drill_is_nothing(look, text: str) -> None:
    """A line that takes it back leaves no incident."""
    scene = look(text)
    assert unreal(thing(scene, "burned"), scene)


@pytest.mark.parametrize(
    "text",
    [
        "A depot burned on Sunday.",
        "A depot burned on Sunday, as one had in 1986.",
        "A depot that stood there since 1986 burned.",
        "The monument to the fallen of 1941 was burned.",
        "A monument erected in 1985 was burned.",
        "The monument, which was unveiled there in 1985, was burned.",
        "A depot built by Soviet engineers in 1985 was burned.",
        "The 1985 monument was burned.",
        "Unknown men burned the bridge that was opened in May 1985.",
        "Ein 1985 errichtetes Denkmal was burned.",
        "The depot was burned in 2019.",
        "No doubt men burned the depot.",
        "Nobody has been charged with having burned the depot.",
        "Nobody was hurt, but the depot burned.",
    ],
)
def test_what_happened_is_left_alone(look, text: str) -> None:
    """Another date, a name with a year, a negation of something else."""
    scene = look(text)
    assert not unreal(thing(scene, "burned"), scene)


def test_in_an_article_only_dates_settle_it(look) -> None:
    """In a long text a negation or a drill may be about something else."""
    drill = look("A depot burned on Sunday. It was an exercise." + _LONG)
    past = look("A depot burned in April 1986." + _LONG)
    assert not unreal(thing(drill, "burned"), drill)
    assert unreal(thing(past, "burned"), past)


def test_a_when_of_today_speaks_against_an_old_date(look) -> None:
    """The network has found when it was in another sentence."""
    scene = look("It burned like in April 1986.")
    when = {"when": [Field(text="then", value="2026-03-01")]}
    assert not unreal(thing(scene, "burned", fields=when), scene)


@pytest.mark.parametrize(
    "given",
    [{"kind": "military_buildup"}, {"status": "refuted"}, {"type_": "statement"}],
)
def test_what_a_drill_may_be_is_left_alone(look, given) -> None:
    """A build-up called an exercise, an alarm that proved a drill, a finding of another type."""
    scene = look("Brigades moved up on Sunday for an exercise.")
    assert not unreal(thing(scene, "moved", **given), scene)
