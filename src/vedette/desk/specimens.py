"""Saved pages beside source files: whether a site's own rules still find what they are for.

A source that declares how its pages are read (`[channels.reading]`) has a page of the site saved
beside its file, under its name: `ee/courier.html` beside `ee/courier.toml`. Checking the sources
reads it by the rules. Saving the page anew shows whether the site has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from vedette import sources as shipped
from vedette.collect.page import reading_of
from vedette.desk.answering import clock
from vedette.errors import ReadError
from vedette.read import read
from vedette.read.selected import unmet
from vedette.records import Capture, Channel, Source
from vedette.sources import Remark

SHIPPED: Final = Path(shipped.__file__).parent
"""The folder of the sources that ship."""


def remarks(sources: Iterable[Source], folders: Sequence[Path]) -> Iterator[Remark]:
    """Say which rules have no saved page, and which find nothing on it."""
    for source in sources:
        for channel in source.channels:
            if reading_of(channel):
                yield from _of(source, channel, folders)


def _of(source: Source, channel: Channel, folders: Sequence[Path]) -> Iterator[Remark]:
    files = [folder / f"{source.id}.html" for folder in folders]
    saved = next((file for file in files if file.is_file()), None)
    if saved is None:
        yield Remark(
            kind="missing",
            source=source.id,
            field="reading",
            what="no saved page shows that its rules hold",
            remedy=f"save an article of the site as {source.id}.html beside the file",
        )
        return
    page = _captured(source, channel, saved)
    for name in unmet(page):
        yield _stale(source, f"{name} finds nothing on {saved.name}")
    try:
        read(page)
    except ReadError as fault:
        yield _stale(source, f"{saved.name} cannot be read: {fault.what}")


def _stale(source: Source, what: str) -> Remark:
    remedy = "look at the page's markup and mend the rule, or save an article anew"
    return Remark(kind="stale", source=source.id, field="reading", what=what, remedy=remedy)


def _captured(source: Source, channel: Channel, saved: Path) -> Capture:
    return Capture(
        source=source.id,
        channel=channel.url,
        key=saved.name,
        url=source.home,
        known=clock(),
        body=saved.read_bytes(),
        media_type="text/html",
        headers=reading_of(channel),
    )
