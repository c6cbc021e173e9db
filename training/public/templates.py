"""MUC-4 and our incidents: what is taken from a report's templates, and templates made again.

    MUC-4 slot                     here                                 ours
    incident type                  type, one of six                     incident.kind
    PerpInd, PerpOrg               words                                incident.actor
    Target (things)                words                                incident.target
    Victim (people)                words                                incident.target (a person)
    Weapon                         words                                incident.means
    stage                          accomplished, attempted, threatened  incident.status
    confidence in the perpetrator  one of five                          attribution.firmness
    date                           the grammar of times                 incident.when
    country                        places and states that are named     incident.where

Templates of one type in one report become one: which of two attacks an entity belongs to is not
learnt. That loses what `python -m training.public.muc` prints as the ceiling.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vedette.code.places import Gazetteer, find_places
from vedette.code.times import find_times
from vedette.records import Span
from vedette.taxonomy.countries import countries, mentions

TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
CONFIDENCES = (
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "CLAIMED OR ADMITTED",
    "POSSIBLE",
)
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """All that a report tells of its incidents of one type; mentions are strings, by role."""

    type: str
    mentions: Mapping[str, frozenset[str]]
    stages: frozenset[str]
    confidences: frozenset[str]


def templates(record: Mapping[str, Any]) -> list[Template]:
    """Join the templates of each type of a report."""
    by_type: dict[str, list[int]] = {}
    for number, template in enumerate(record["templates"]):
        by_type.setdefault(template["incident_type"].split(" / ")[0], []).append(number)
    return [
        Template(
            type=type_,
            mentions={role: frozenset(_mentions(record, numbers, role)) for role in ROLES},
            stages=frozenset(_labels(record, numbers, "stage")) & set(STAGES),
            confidences=frozenset(_labels(record, numbers, "perp_org_confidence"))
            & set(CONFIDENCES),
        )
        for type_, numbers in by_type.items()
    ]


def joined(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give gold templates, those of one type joined: the most that this mapping can reach."""
    out: dict[str, dict[str, Any]] = {}
    for template in record["templates"]:
        blank = {"incident_type": template["incident_type"], **{role: [] for role in ROLES}}
        one = out.setdefault(template["incident_type"], blank)
        for role in ROLES:
            one[role] += [entity for entity in template[role] if entity not in one[role]]
    return list(out.values())


def _mentions(record: Mapping[str, Any], numbers: Iterable[int], role: str) -> Iterator[str]:
    for number in numbers:
        for entity in record["templates"][number][role]:
            yield from (mention for mention, _ in entity)


def _labels(record: Mapping[str, Any], numbers: Iterable[int], slot: str) -> Iterator[str]:
    for number in numbers:
        for entry in record["keys"][number].get(slot, ()):
            yield from (label.strip("( )") for label in entry.get("label", ()))


def occurrences(text: str, mention: str) -> Iterator[Span]:
    """Find a mention wherever it stands as words of its own.

    >>> list(occurrences("eln men, eln", "eln"))
    [Span(start=0, end=3), Span(start=9, end=12)]
    """
    for match in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text):
        yield Span(*match.span())


def entities(found: Mapping[str, float]) -> list[list[str]]:
    """Make entities of mentions with their sureness: what contains another is the same thing.

    Of one thing only the surest mention is told.

    >>> entities({"urban guerrillas": 0.6, "the guerrillas": 0.9, "bomb": 0.5})
    [['the guerrillas'], ['bomb']]
    """
    told: list[list[str]] = []
    for mention in sorted(found, key=lambda one: (-found[one], one)):
        words = _content(mention)
        if words and not any(_one_thing(words, _content(other)) for (other,) in told):
            told.append([mention])
    return told


def _one_thing(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one) or one[-1] == other[-1]


def _content(mention: str) -> list[str]:
    return [word for word in _WORD.findall(mention.lower()) if word not in _ARTICLES]


def when(record: Mapping[str, Any]) -> str | None:
    """Tell the day: the first one that the text names within two months before its dateline."""
    written = day_of(record["dateline"])
    if written is None:
        return None
    for time in find_times(_recased(record["gtt_text"]), written):
        try:
            day = date.fromisoformat(time.value or "")
        except ValueError:
            continue
        if written - timedelta(days=62) <= day <= written:
            return day.isoformat()
    return written.isoformat()


def where(record: Mapping[str, Any], gazetteer: Gazetteer) -> str | None:
    """Tell the country: the one of most places and states in dateline and text.

    A dateline "Clandestine" is where a radio of rebels is heard, and says nothing.
    """
    dateline = record["dateline"] or ""
    place = "" if dateline.startswith("CLANDESTINE") else dateline
    text = f"{place}\n{record['gtt_text']}".title()
    counts = Counter(found.country for found in find_places(text, gazetteer) if found.country)
    counts.update(mention.code for mention in mentions(text))
    counts.pop("US", None)  # Washington comments on everything in these reports
    named = [countries()[code] for code, _ in counts.most_common() if code in countries()]
    return named[0].name.lower() if named else None


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})[A-Z]* (\d{{2}})\b")


def day_of(dateline: str | None) -> date | None:
    """Read the day of a dateline of the eighties.

    >>> day_of("SAN SALVADOR, 3 JAN 90 (ACAN-EFE)")
    datetime.date(1990, 1, 3)
    """
    found = _DAY.search(dateline or "")
    if not found:
        return None
    day, month, year = found.groups()
    try:
        return date(1900 + int(year), 1 + _MONTHS.index(month), int(day))
    except ValueError:
        return None


_NAMED = re.compile(
    r"\b(january|february|april|june|july|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday)\b|(?<=\d )(may|march|august)\b"
)


def _recased(text: str) -> str:
    """Give months and weekdays their capitals, which the grammar of times asks for."""
    return _NAMED.sub(lambda match: match.group().capitalize(), text)
