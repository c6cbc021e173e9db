"""Tell a finding in a reader's words: its name, how far it is established, who speaks, its values.

Everything here is pure and gives plain text; escaping is the templates' business.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from vedette import blame
from vedette.blame import Heard
from vedette.records import Field, Finding
from vedette.web import blaming
from vedette.web.names import country_name
from vedette.web.tongues import gettext
from vedette.web.words import FIRMNESS, SIGN_OF_STAGE, kind_name, spaced

GAUGED: Mapping[str, str] = {
    "incident": "status",
    "attribution": "firmness",
    "denial": "state",
    "statement": "quote",
    "pledge": "status",
    "forecast": "modality",
    "posture": "direction",
}
"""The field that tells how far a finding of each type is established; a call has none."""


VOICES: Mapping[str, tuple[str, str]] = {
    "denial": ("denier", ""),
    "statement": ("speaker", "addressee"),
    "pledge": ("promisor", ""),
    "forecast": ("forecaster", ""),
    "call": ("caller", "addressee"),
    "posture": ("actor", ""),
}
"""Who acts or speaks in each type, and towards whom. Who is accused is told by `behind`."""


STATE_FIELDS = frozenset({"where", "actor", "accused", "accuser", "denier", "region"})
"""Fields whose value is a country's code or a sea's name."""


TIME_FIELDS = frozenset({"when", "due", "horizon"})
"""Fields whose value is a time: a part of an ISO 8601 date, an interval, or a reference."""


REFERENCES: Mapping[str, str] = {
    "PRESENT": "now",
    "PAST": "in the past",
    "FUTURE": "in the future",
}
"""TimeML's words for a time that is told by its side of the present alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How far something is established: a sign of the sprite or a rung from 0 to 6, and words."""

    words: str
    sign: str = ""
    rung: int | None = None


def label(finding: Finding) -> str:
    """Name a finding by its kind, else by its type."""
    return kind_name(finding.kind) if finding.kind else spaced(finding.type)


def gauge(finding: Finding) -> Gauge | None:
    """Tell how far the finding is established, where the article's words show it."""
    entries = finding.fields.get(GAUGED.get(finding.type, ""), ())
    value = next((entry.value for entry in entries if entry.value is not None), None)
    if finding.type == "attribution" and isinstance(value, int) and 0 <= value < len(FIRMNESS):
        return Gauge(words=gettext(FIRMNESS[value]), rung=value)
    if not isinstance(value, str) or not value:
        return None
    if finding.type == "statement":
        quote = f"{value} quote"
        return Gauge(words=gettext(quote))
    return Gauge(words=spaced(value), sign=f"stage-{SIGN_OF_STAGE.get(value, 'open')}")


def voices(finding: Finding) -> tuple[str, str]:
    """Tell who acts or speaks, and towards whom; empty where the article names nobody."""
    first, second = VOICES.get(finding.type, ("", ""))
    return _heard(finding, first), _heard(finding, second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Who is said to be behind it, in words; with a label where these begin with who is accused."""

    label: str
    words: blame.Told


def behind(finding: Finding, heard: Heard) -> Behind | None:
    """Put an accusation into words; None for a finding that accuses nobody."""
    words = blame.blame(finding, heard, named)
    if not words:
        return None
    by_name = finding.type == "incident" and heard.accusers
    label = blaming.words(blame.label(finding, "actor", heard)) if by_name else ""
    return Behind(label=label, words=blaming.translated(words))


def named(entry: Field) -> str:
    """Name who stands in a field: in the article's words, else the state that the value is."""
    return entry.text or shown("actor", entry.value)


def confidence(finding: Finding) -> str:
    """Write a confidence in hundredths, cut and not rounded: `0.90` is told of what reached 0.9.

    >>> confidence(Finding(id="", type="call", anchor=(), fields={}, confidence=0.899))
    '0.89'
    """
    # Rounded far beyond the hundredths first: 0.29 * 100 is 28.999999999999996.
    return f"{math.floor(round(finding.confidence * 100, 6)) / 100:.2f}"


def _heard(finding: Finding, name: str) -> str:
    entries = finding.fields.get(name, ())
    heard = [entry.text or shown(name, entry.value) for entry in entries]
    return ", ".join(word for word in heard[:2] if word) + (" …" if len(heard) > 2 else "")


def shown(name: str, value: object) -> str:
    """Show a field's value as words.

    >>> shown("where", "PL"), shown("killed", (3, 5)), shown("series", False), shown("firmness", 4)
    ('Poland', '3–5', 'no', '4 of 6, official accusation')
    """
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case int() if name == "firmness" and 0 <= value < len(FIRMNESS):
            name = gettext(FIRMNESS[value])
            return gettext("%(rung)s of 6, %(name)s", rung=value, name=name)
        case (low, high):
            return f"{low}–{high}"
        case _:
            text = str(value)
            if name in TIME_FIELDS:
                return _time(text)
            return country_name(text) if name in STATE_FIELDS else spaced(text)


def _time(value: str) -> str:
    """Show a time as words.

    >>> _time("PRESENT"), _time("2025-11-15/2025-11-17"), _time("2025-11")
    ('now', '2025-11-15 to 2025-11-17', '2025-11')
    """
    parts = [gettext(REFERENCES[part]) if part in REFERENCES else part for part in value.split("/")]
    return (
        gettext("%(first)s to %(last)s", first=parts[0], last=parts[1]) if parts[1:] else parts[0]
    )
