"""The English reports of streams: of each is known whether it is in scope, and no more.

What is in scope belongs to a story or tells of an incident.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gates.streams import Stream

from vedette.code.language import is_english
from vedette.records import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of a stream; `id` is unique in its stream."""

    id: str
    article: Article
    in_scope: bool


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
