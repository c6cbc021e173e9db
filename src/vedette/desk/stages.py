"""The stages left of the ledger as functions over one input, fit to run in another process."""

from dataclasses import dataclass
from functools import cache

from vedette import code
from vedette.entries import entry_from
from vedette.errors import ReadError
from vedette.ledger.work import Waiting
from vedette.read import READERS, read
from vedette.read.table import media_type
from vedette.records import Article, Capture, Coding, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of a capture: an article, an issue, or both where the teaser had to do.

    `by` is the reader that is done with the capture.
    """

    article: Article | None
    issue: Issue | None
    by: str


def readers() -> frozenset[str]:
    """Name all readers at work."""
    return frozenset(reader.name for reader in READERS.values())


def read_capture(waiting: Waiting) -> Read:
    """Read a capture; a page that cannot be read gives way to the teaser of its entry."""
    by = reader_of(waiting.capture)
    entry = entry_from(waiting.entry.body) if waiting.entry else None
    try:
        article = read(waiting.capture, entry=entry)
    except ReadError as fault:
        return Read(article=_teaser(waiting.entry), issue=issue_of("read", fault), by=by)
    return Read(article=article, issue=None, by=by)


def reader_of(capture: Capture) -> str:
    """Name the reader that a capture falls to; without one, the first says that it cannot."""
    reader = READERS.get(media_type(capture))
    return reader.name if reader else min(readers())


def _teaser(entry: Capture | None) -> Article | None:
    if entry is None:
        return None
    try:
        return read(entry)
    except ReadError:
        return None


def issue_of(stage: str, fault: ReadError) -> Issue:
    """Turn an error into the issue that is kept of it."""
    return Issue(
        stage="read" if stage == "read" else "code",
        what=fault.what,
        input=fault.where,
        why=fault.why,
        remedy=fault.remedy,
    )


@cache
def coder() -> code.Coder:
    """Load the coder, once in a process."""
    return code.load()


def identity(_: None = None) -> tuple[str, str]:
    """Tell the coder's name and taxonomy, loading it where it will work."""
    return coder().name, coder().taxonomy


def code_article(article: Article) -> Coding:
    """Code one article."""
    return coder().code(article)
