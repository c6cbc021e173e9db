"""The words that name the incidents of a stream's reports, as somebody marked them.

`marks.jsonl` beside a stream's reports has a line for each incident that an English report tells,
in passing too: `report`, `incident`, every mention of it (`anchor`, the clearest first), and the
words for `where`, `when`, `target`, `killed`, `injured`, `count` and `stage`. They stand there as
in the report; `fire@2` are the second such words, counted from the title on. An incident `?` is one
that the stream does not know; it and one that the stream does not list for the report are left
open. One without an anchor is not told in words of its own. Nothing here learns from `count` yet.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from gates.gold import Fault
from gates.streams import Stream

from training.reports import Report
from vedette.code.language import is_english
from vedette.records import Article, Span
from vedette.titled import titled

FILE: Final = "marks.jsonl"
ANCHOR: Final = "anchor"
WORDS: Final = ("where", "when", "target", "killed", "injured", "count", "stage")
UNKNOWN: Final = "?"
_KEYS: Final = frozenset({"report", "incident", ANCHOR, *WORDS})
_NTH: Final = re.compile(r"@([1-9]\d*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident in a report: its mentions, the clearest first, and the words for what is told.

    `kind` and `stage` are None where nobody has said them; `passing` says that the report is about
    something else.
    """

    incident: str
    kind: str | None
    stage: str | None
    passing: bool
    optional: bool
    anchor: tuple[Span, ...]
    words: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Report):
    """A report of which every incident is marked."""

    told: tuple[Told, ...]


def read_marked(folder: Path, stream: Stream) -> Iterator[Read]:
    """Give the English reports of which all is marked; those that tell of none are among them.

    Raises `Fault` with what cannot be meant.
    """
    marks: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in (folder / FILE).read_text("utf-8").splitlines():
        mark = json.loads(line)
        marks[mark["report"]].append(mark)
    incidents = {UNKNOWN, *(i["id"] for n in _INCIDENTS for i in stream.gold.get(n, ()))}
    for report in stream.reports:
        own, known = marks.pop(report["id"], []), {t["incident"]: t for t in report["incidents"]}
        if faults := list(_faults(own, incidents)):
            raise Fault(f"{folder.name}: {report['id']}: " + "; ".join(faults))
        if known.keys() <= {mark["incident"] for mark in own}:
            read = _read(report, own, known)
            if is_english(read.article):
                yield read
    if marks:
        raise Fault(f"{folder.name}: marks of {', '.join(sorted(marks))}, which are not there")


_INCIDENTS: Final = ("incidents", "optional_incidents")


def _faults(marks: Sequence[Mapping[str, Any]], incidents: AbstractSet[str]) -> Iterator[str]:
    counted = Counter(mark["incident"] for mark in marks)
    yield from (
        f"{name} is marked twice" for name, n in counted.items() if n > 1 and name != UNKNOWN
    )
    yield from (f"there is no incident {name}" for name in sorted(counted.keys() - incidents))
    for mark in marks:
        yield from (f"{name} is no mark" for name in sorted(mark.keys() - _KEYS))
        named = (name for name in (ANCHOR, *WORDS) if not isinstance(mark.get(name, []), list))
        yield from (f"{name} is no list" for name in named)


def _read(
    report: Mapping[str, Any],
    marks: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
) -> Read:
    text = titled(report["title"], report["text"])
    told = []
    for mark in marks:
        name = mark["incident"]
        found = {key: _spans(report["id"], text, mark.get(key, ())) for key in (ANCHOR, *WORDS)}
        one = known.get(name, {})
        told.append(
            Told(
                incident=name,
                kind=one.get("kind"),
                stage=one.get("status_here"),
                passing=bool(one.get("background")),
                optional=not one or bool(one.get("optional")),
                anchor=found.pop(ANCHOR),
                words=found,
            )
        )
    published = date.fromisoformat(report["published"][:10])
    return Read(
        id=report["id"],
        article=Article(text=text, title=report["title"], published=published),
        in_scope=bool(report["story"] or marks),
        told=tuple(told),
    )


def _spans(report: str, text: str, listed: list[str]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(_span(report, text, words) for words in listed))


def _span(report: str, text: str, told: str) -> Span:
    """Find words, the n-th of them where that is said."""
    nth = _NTH.search(told)
    words = told[: nth.start()] if nth else told
    at = -1
    for _ in range(int(nth[1]) if nth else 1):
        at = text.find(words, at + 1)
        if at < 0 or not words:
            raise Fault(f"{report} has no words {told!r}")
    return Span(at, at + len(words))
