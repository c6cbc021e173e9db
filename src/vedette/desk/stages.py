"""The stages left of the ledger as functions over one input, fit to run in another process."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from inspect import signature

from vedette.code import Coder
from vedette.code.llm import Server
from vedette.desk.plugins import part, plugged
from vedette.desk.settings import Settings, unserved
from vedette.desk.wire import wire
from vedette.engines import Bound
from vedette.entries import entry_from
from vedette.errors import ReadError
from vedette.ledger.work import Waiting
from vedette.read import Reader, read
from vedette.read.html import NAME as HTML
from vedette.read.selected import unmet
from vedette.read.table import media_type, table
from vedette.records import Article, Capture, Coding, Entry, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Hired:
    """A coder by the name under which it is plugged in, and the server that it may ask."""

    name: str
    server: Server | None = None


CODER = Hired(name="tagger")
"""The coder that ships; `[code] coder` in the settings names another."""

APART: Mapping[str, Hired] = {
    "stix": Hired(name="import-stix"),
    "csv": Hired(name="import-csv"),
}
"""Readers whose articles have a coder of their own, which counts for them whatever is set: they
hold no prose, but what another system has coded already."""


RISKY: Mapping[str, Bound] = {"application/pdf": Bound(seconds=20.0, megabytes=250)}
"""Media type → what reading one capture of it may cost, where strangers can make it cost anything.

A PDF of 98 kB that unpacks to 100 MB of drawing took 44 seconds and 8.4 GB. Of 98 real ones the
slowest (260 kB, a book) took 2.6 seconds, the largest 6 MB.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of a capture: an article, an issue, or both where the teaser had to do.

    `by` is the reader that is done with the capture.
    """

    article: Article | None
    issue: Issue | None
    by: str


@cache
def plugged_readers() -> Mapping[str, Reader]:
    """Give every reader that is plugged in, by media type."""
    return table(*(make() for _, make in sorted(plugged("readers").items())))


def readers() -> frozenset[str]:
    """Name all readers at work."""
    return frozenset(reader.name for reader in plugged_readers().values())


def article_of(capture: Capture, entry: Entry | None = None) -> Article:
    """Read a capture with the readers that are plugged in; raises ReadError."""
    return read(capture, entry=entry, readers=plugged_readers())


def read_capture(waiting: Waiting) -> Read:
    """Read a capture; a page that cannot be read gives way to the teaser of its entry."""
    by = reader_of(waiting.capture)
    entry = entry_from(waiting.entry.body) if waiting.entry else None
    try:
        article = article_of(waiting.capture, entry)
    except ReadError as fault:
        return Read(article=_teaser(waiting.entry), issue=_issue(fault), by=by)
    return Read(article=article, issue=_astray(waiting.capture) if by == HTML else None, by=by)


def _astray(capture: Capture) -> Issue | None:
    """Say which of a site's own rules found nothing on a page, which was read without them."""
    lost = unmet(capture)
    if not lost:
        return None
    return Issue(
        stage="read",
        what=f"the site's own rule for {' and '.join(lost)} finds nothing on the page",
        input=capture.final_url or capture.url,
        why="the page was read like any other",
        remedy="mend [channels.reading] in its source file; vedette sources check tries it",
    )


def bound_of(waiting: Waiting) -> Bound | None:
    """Give what reading a capture may cost, None where its format can do no harm."""
    return RISKY.get(media_type(waiting.capture, plugged_readers()))


def read_teaser(waiting: Waiting) -> Read:
    """Read the entry alone, for the page that no reader came back from."""
    return Read(article=_teaser(waiting.entry), issue=None, by=reader_of(waiting.capture))


def reader_of(capture: Capture) -> str:
    """Name the reader that a capture falls to; without one, the first says that it cannot."""
    reader = plugged_readers().get(media_type(capture, plugged_readers()))
    return reader.name if reader else min(readers())


def _teaser(entry: Capture | None) -> Article | None:
    if entry is None:
        return None
    try:
        return article_of(entry)
    except ReadError:
        return None


def _issue(fault: ReadError) -> Issue:
    return Issue(
        stage="read", what=fault.what, input=fault.where, why=fault.why, remedy=fault.remedy
    )


def hired(settings: Settings, name: str) -> Hired:
    """Name a coder, with the server if it asks one."""
    return Hired(name=name, server=settings.server if asks(name) else None)


def asks(name: str) -> bool:
    """Say whether a coder asks a server: then its loader takes the wire to it."""
    taken = signature(part("coders", name)).parameters.values()
    return any(one.default is one.empty for one in taken)


@cache
def coder(chosen: Hired) -> Coder:
    """Load a coder that is plugged in, once in a process; raises ConfigurationError.

    The wire to the server that the settings name is made here, and handed in.
    """
    loader = part("coders", chosen.name)
    loaded: Coder
    if not asks(chosen.name):
        loaded = loader()
    elif chosen.server is None:
        raise unserved("[code.llm] url")
    else:
        loaded = loader(wire(chosen.server))
    return loaded


def identity(chosen: Hired) -> tuple[str, str]:
    """Tell a coder's name and taxonomy, loading it where it will work."""
    return coder(chosen).name, coder(chosen).taxonomy


def languages(chosen: Hired) -> frozenset[str] | None:
    """Name the languages that a coder works in, by ISO 639-1 code; None where it takes all."""
    if chosen.name != CODER.name:
        return None
    from vedette.code.languages import codes  # noqa: PLC0415 - compiles its lists

    return codes() | {"en"}


def depths(chosen: Hired) -> Mapping[str, str]:
    """Give how deep a coder reads each of its languages, empty where it says nothing of it."""
    if chosen.name != CODER.name:
        return {}
    from vedette.code import languages as known  # noqa: PLC0415 - compiles its lists

    return known.depths()


def coder_of(chosen: Hired, article: Article) -> Hired:
    """Give the coder that counts for an article: its reader's own, else the chosen one."""
    return APART.get(article.reader.partition("@")[0], chosen)


def code_article(chosen: Hired, article: Article) -> Coding:
    """Code one article."""
    return coder(chosen).code(article)
