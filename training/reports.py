"""Reports as training reads them: those of streams, and those that were written to teach stages.

Of an English report of a stream is known whether it is in scope, because it belongs to a story or
tells of an incident.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gates.streams import Stream

from vedette.code.language import is_english
from vedette.code.languages import codes
from vedette.records import Article, Span
from vedette.titled import titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of a stream; `id` is unique in its stream."""

    id: str
    article: Article
    in_scope: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A report that was written to teach stages: it names its incident `at`, and leaves it so."""

    file: str
    article: Article
    kind: str
    at: Span
    stage: str


def read_staged(folder: Path) -> Iterator[Staged]:
    """Read the reports of a folder that teach stages (its README says how they are written).

    A file whose name begins with the code of a language is in it, all others are in English.
    """
    for path in sorted(folder.glob("*.toml")):
        named = path.stem.partition("-")[0]
        language = named if named in codes() else "en"
        for told in tomllib.loads(path.read_text("utf-8"))["report"]:
            text = titled(told["title"], told["text"])
            start = text.index(told["anchor"])
            published = date.fromisoformat(told["published"])
            yield Staged(
                file=path.stem,
                article=Article(
                    text=text, title=told["title"], published=published, language=language
                ),
                kind=told["kind"],
                at=Span(start, start + len(told["anchor"])),
                stage=told["stage"],
            )


def tellings(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give what a report of a stream tells of incidents with a stage, and not in passing."""
    return [one for one in report["incidents"] if one["status_here"] and not one["background"]]


def read_reports(stream: Stream) -> Iterator[Report]:
    """Read the reports of a stream that are in English."""
    for told in stream.reports:
        article = _article(told)
        if is_english(article):
            in_scope = bool(told["story"] or told["incidents"])
            yield Report(id=told["id"], article=article, in_scope=in_scope)


def _article(told: Mapping[str, Any]) -> Article:
    published = date.fromisoformat(told["published"][:10])
    return Article(text=told["text"], title=told["title"], published=published)
