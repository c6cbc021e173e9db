"""Where sources differ, how they stand to the incident, and what analysts decided, as STIX objects.

Source: STIX 2.1, sections 4.13 and 4.15.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vedette.answers import Judgement
from vedette.records import Disagreement, Heard
from vedette.write.naming import spaced, state
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, provenance, stamp
from vedette.write.withheld import SOMEBODY, without

OPINIONS: Final[Mapping[str, str]] = {"contradicts": "disagree", "open": "neutral"}
"""How a report that does not tell the incident as having happened stands to it."""


def disagreements(making: Making) -> Iterator[Object]:
    """Write where sources differ."""
    for differing in making.dossier.sheet.disagreements:
        yield _disagreement(making, differing)


def _disagreement(making: Making, differing: Disagreement) -> Object:
    """Write one field, each value with who holds it."""
    sides = [
        f"{_value(making, differing.field, side.value)} ({', '.join(_voices(making, side.voices))})"
        for side in differing.sides
    ]
    reports = [making.report(article) for side in differing.sides for article in side.articles]
    return making.made(
        "note",
        "disagreement",
        differing.field,
        abstract=f"sources differ on {spaced(differing.field)}",
        content=f"Sources differ on {spaced(differing.field)}: {'; '.join(sides)}.",
        object_refs=list(dict.fromkeys([making.incident, *reports])),
    )


def _value(making: Making, field: str, value: str) -> str:
    if field != "accused":
        return without(spaced(value), making.withheld)
    return state(value) if state(value) != value else SOMEBODY


def _voices(making: Making, voices: Sequence[str]) -> list[str]:
    listed = [source.name if (source := making.source(name)) else name for name in voices]
    return listed or ["copies alone"]


def opinions(making: Making) -> Iterator[Object]:
    """Write how those stand to it who do not tell it as having happened, by their last word."""
    grade = making.dossier.sheet.grade
    voices = {voice.article: voice for voice in (grade.voices if grade else ())}
    for article, voice in voices.items():
        if voice.stance in OPINIONS and article in making.here:
            yield _opinion(making, voice)


def _opinion(making: Making, voice: Heard) -> Object:
    (name,) = _voices(making, [voice.source])
    does = "contradicts it" if voice.stance == "contradicts" else "leaves it open"
    heard = "counted in the grade" if voice.counted else f"heard, not counted: {voice.why}"
    return making.made(
        "opinion",
        voice.article,
        opinion=OPINIONS[voice.stance],
        explanation=f"{name} {does}; {heard}.",
        authors=[name],
        object_refs=[making.incident],
        extensions=provenance(report_ref=making.report(voice.article)),
    )


def judgements(making: Making) -> Iterator[Object]:
    """Write what analysts decided of an incident."""
    for one in making.dossier.judgements:
        yield _judgement(making, one)


def _judgement(making: Making, one: Judgement) -> Object:
    what = f" ({', '.join(one.fields)})" if one.fields else ""
    return making.made(
        "note",
        "decision",
        str(one.number),
        abstract="decision of an analyst",
        content=f"Decision {one.number} of an analyst, {stamp(one.at)}: {spaced(one.verb)}{what};"
        f" {one.standing}. Who decided and why stays on the desk.",
        object_refs=[making.incident],
    )
