"""What the desk calls things on its pages: the short names of types, kinds and values.

The nouns and enums are those of the coding guide; here stands only how a reader is told of them, in
the language of his page. A name that is not listed (a kind that a plugin brings) is shown as it is,
its underscores as spaces.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from markupsafe import Markup, escape

from vedette import records
from vedette.records import FindingType
from vedette.web.tongues import gettext

Kind = Literal[
    "assassination",
    "cbrn",
    "missile_drone_strike",
    "drone_incursion",
    "airspace_violation",
    "gnss_interference",
    "undersea_infrastructure",
    "explosive_attack",
    "arson",
    "sabotage",
    "cyberattack",
    "influence_operation",
    "vandalism",
    "espionage",
    "border_provocation",
    "naval_incident",
    "military_buildup",
    "economic_coercion",
    "unexplained",
]
"""The 19 kinds of incident, in the coding guide's order of precedence."""

TYPES: Final[tuple[FindingType, ...]] = get_args(FindingType)
KINDS: Final[tuple[str, ...]] = get_args(Kind)

KIND_NAMES: Final[Mapping[str, str]] = {
    "cbrn": "CBRN",
    "missile_drone_strike": "missile or drone strike",
    "gnss_interference": "GNSS interference",
}

FORMATS: Final[Mapping[str, str]] = {
    "atom": "Atom",
    "datasette": "Datasette",
    "geojson": "GeoJSON",
    "jsonl": "JSON Lines",
    "jsonld": "JSON-LD",
    "misp-feed": "MISP feed",
    "package": "Data Package",
    "parquet": "Parquet",
    "sqlite": "SQLite",
    "txt": "Text",
}
"""How formats are written that are no abbreviation, by the ending of their files."""

RELIABILITIES: Final = records.RELIABILITIES
CREDIBILITIES: Final = records.CREDIBILITIES

FIRMNESS: Final = records.FIRMNESS

STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("reported", "unattributed", "possible", "indirect", "hold", "made"),
    "half": ("under_investigation", "revised", "likely", "mixed", "delayed", "no_comment"),
    "full": ("confirmed", "attributed", "certain", "direct", "kept", "accepted", "claimed"),
    "double": ("charged", "convicted"),
    "split": ("contested", "unlikely"),
    "stopped": ("foiled", "closed_unsolved", "charges_dropped", "acquitted"),
    "crossed": (
        "accident",
        "refuted",
        "retracted",
        "impossible",
        "broken",
        "withdrawn",
        "denied",
        "dismissed_as_absurd",
    ),
    "up": ("raise", "deploy", "close", "exercise"),
    "down": ("lower", "withdraw", "open"),
}
"""Which sign stands for which value: filled as far as it is established, crossed where undone."""

SIGN_OF_STAGE: Final[Mapping[str, str]] = {
    value: sign for sign, values in STAGES.items() for value in values
}

STATES: Final = ("blind", "gone", "quiet", "seeing", "unpolled")
"""Of a source, in the order in which sources are listed: what needs a look comes first."""

OUTCOMES: Final[Mapping[str, str]] = {
    "new": "new entries",
    "quiet": "nothing new",
    "unchanged": "not modified",
    "moved": "moved for good",
    "gone": "gone",
    "refused": "refused",
    "busy": "busy, asked to wait",
    "failed": "failed",
}

ANSWERED: Final = frozenset({"new", "quiet", "unchanged", "moved"})
"""Outcomes of a poll whose channel answered."""

WHY_VERSION: Final[Mapping[str, str]] = {
    "first": "first seen",
    "edit": "edited by the publisher",
    "reader": "read anew by us",
}


def kind_name(kind: str) -> str:
    """Name a kind for a reader.

    >>> kind_name("gnss_interference"), kind_name("naval_incident")
    ('GNSS interference', 'naval incident')
    """
    return gettext(KIND_NAMES[kind]) if kind in KIND_NAMES else spaced(kind)


def format_name(ending: str) -> str:
    """Name a format by the ending of its files, as those who made it write it.

    >>> format_name("geojson"), format_name("stix"), format_name("misp-feed")
    ('GeoJSON', 'STIX', 'MISP feed')
    """
    return FORMATS.get(ending) or ending.upper()


def typed(sentence: str) -> Markup:
    """Escape a sentence, and set what stands between backticks in it as what is typed.

    >>> typed("ask `a < b`, or wait")
    Markup('ask <code>a &lt; b</code>, or wait')
    """
    parts = map(escape, sentence.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts)
    )


def spaced(word: str) -> str:
    """Show an enum's value as words: `under_investigation` is `under investigation`."""
    return gettext(word.replace("_", " "))


def stage_name(status: str) -> str:
    """Name a stage of an incident as such: what is attributed is so by others.

    >>> stage_name("attributed"), stage_name("under_investigation")
    ('attributed by others', 'under investigation')
    """
    return gettext("attributed by others") if status == "attributed" else spaced(status)


def sign_of(type_: str, kind: str | None) -> str:
    """Name the sign in the sprite for a finding: that of its kind, else that of its type."""
    if kind is not None:
        return f"kind-{kind}" if kind in KINDS else "kind-unexplained"
    return f"type-{type_}"
