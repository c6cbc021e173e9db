"""The pages of a measurement, packed as they travel: made ones, or those of an archive."""

import gzip
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from vedette.desk import inputs
from vedette.desk.stages import plugged_readers
from vedette.errors import ReadError
from vedette.read.table import media_type
from vedette.records import Capture
from vedette.sample import everyday
from vedette.sample.dressing import moment

SIZE = 20
"""Pages in a block: of the made ones each has one report, one that looks like one, two copies."""
MADE = (
    "made: real-size pages (about 130 kB) around invented articles; of twenty one is a report in "
    "scope, one begins with one, two are copies"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A page as bytes of gzip, and the capture that it is, without its body."""

    data: bytes
    empty: Capture

    @property
    def capture(self) -> Capture:
        """Unpack it."""
        return replace(self.empty, body=gzip.decompress(self.data))


def blocks(archives: Sequence[str] = ()) -> Iterator[list[Packed]]:
    """Yield whole blocks; of an archive too small for one, the block that there is.

    Raises ReadError where an archive holds no page of HTML.
    """
    captures = _archived(archives) if archives else _made()
    packed = map(_pack, captures)
    block = list(islice(packed, SIZE))
    if not block:
        raise ReadError(
            what="no page of HTML",
            where=", ".join(archives),
            remedy="name a folder, a WARC or files that hold web pages",
        )
    while block:
        yield block
        block = list(islice(packed, SIZE))
        block = block if len(block) == SIZE else []


def _pack(capture: Capture) -> Packed:
    data = gzip.compress(capture.body, 6, mtime=0)
    return Packed(data=data, empty=replace(capture, body=b""))


def _archived(archives: Sequence[str]) -> Iterator[Capture]:
    for found in inputs.files(archives, stdin=sys.stdin.buffer, replaying=True):
        if isinstance(found, Capture) and media_type(found, plugged_readers()) == "text/html":
            yield found


def _made() -> Iterator[Capture]:
    for number, page in enumerate(everyday.stream()):
        yield Capture(
            source=f"bench/{page.outlet}",
            channel="bench",
            key=page.url,
            url=page.url,
            known=moment(number),
            body=page.html.encode(),
            media_type="text/html",
            headers={"content-type": "text/html; charset=utf-8"},
        )
