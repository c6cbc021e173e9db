"""Packed archives as the stretches of bytes that they hold, with every stretch that is lost named.

An archive of web pages is a row of frames: gzip members, LZ4 or Zstandard frames, most often one
for each page. A frame that is damaged costs itself and no more: the next one that opens like a
page's is searched for. A frame counts as sound only when its end and its checksum were seen.

    plain     the file itself
    gzip      RFC 1952, through zlib
    lz4       LZ4 Frame Format 1.6, through fastwarc
    zstd      RFC 8878, through fastwarc; a dictionary in the first frame is used

Frames of LZ4 and Zstandard tell how long they are without being unpacked, so that the decoder only
ever sees one.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from vedette.collect.packed import Cut, lz4_end, stream_readers, zstd_end

STEP = 1 << 16
"""Bytes in hand: members of news pages have 5 to 40 kB, and each is sought anew."""

FIRST = 1 << 12
"""Bytes that are unpacked of a frame before the rest: they tell whose page it was that broke."""

RATIO = 300
BOMB = 100_000_000
"""Bytes of one frame past which it may be no more than RATIO times its packed size: pages with
much white space reach 60, a bomb has 1000."""

TRIES = 20_000
"""Places that are tried for a next frame after damage; three bytes of a magic number stand by
chance in every 16 MB, so this is past any archive and stops a file that is made of nothing else."""

GZIP, LZ4, ZSTD = b"\x1f\x8b\x08", b"\x04\x22\x4d\x18", b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
_OPENS = re.compile(rb"WARC/\d|(?:filedesc|https?|dns|ftp|warcinfo):\S{1,4000} ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Bytes that were unpacked; `at` is where their frame begins in the file.

    Bytes that were not `packed` are their own place: reading can begin anywhere in them.
    """

    at: int
    data: bytes
    packed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A stretch of the file that gave nothing whole, from byte `at` to byte `until`."""

    at: int
    until: int
    what: str
    why: str = ""


class Unsound(Exception):
    """A frame cannot be unpacked; never leaves this module."""


Frames = Iterator[Piece | Fault]
Opened = Callable[[BinaryIO, int], Iterator[bytes]]
"""Unpacks one frame that begins at an offset; leaves the file at its end, or raises."""


def unpacked(file: BinaryIO, at: int = 0) -> Frames:
    """Unpack a file from a frame on, whatever it is packed with."""
    file.seek(0)
    head = file.read(4)
    if head.startswith(GZIP):
        return _walk(file, at, GZIP, _member)
    if head == LZ4:
        return _walk(file, at, LZ4, _lz4)
    if head in {ZSTD, DICTIONARY}:
        return _walk(file, at, ZSTD, _zstd(file))
    return _plain(file, at)


def _plain(file: BinaryIO, at: int) -> Frames:
    file.seek(at)
    while data := file.read(STEP):
        yield Piece(at=at, data=data, packed=False)
        at += len(data)


def _walk(file: BinaryIO, at: int, magic: bytes, opened: Opened) -> Frames:
    while True:
        at = _past_padding(file, at)
        file.seek(at)
        if not file.read(1):
            return
        file.seek(at)
        try:
            yield from (Piece(at=at, data=data) for data in _bounded(opened(file, at), file, at))
        except Unsound as fault:
            after = _next(file, at + 1, magic, opened)
            yield Fault(at=at, until=after, what=str(fault), why=str(fault.__cause__ or ""))
            at = after
        else:
            at = file.tell()


def _bounded(pieces: Iterator[bytes], file: BinaryIO, at: int) -> Iterator[bytes]:
    size = 0
    for data in pieces:
        size += len(data)
        if bursts(size, file.tell() - at):
            raise Unsound("unpacks to far more than it is")
        yield data


def bursts(size: int, packed: int) -> bool:
    """Tell whether so many bytes are a bomb, being packed in so few.

    >>> bursts(90_000_000, 1), bursts(200_000_000, 1_000_000), bursts(200_000_000, 500_000)
    (False, False, True)
    """
    return size > BOMB and size > RATIO * packed


def _past_padding(file: BinaryIO, at: int) -> int:
    """Step over NULs between frames, which some disks and copies leave at a file's end."""
    file.seek(at)
    while data := file.read(STEP):
        bare = data.lstrip(b"\0")
        if bare:
            return at + len(data) - len(bare)
        at += len(data)
    return at


def _next(file: BinaryIO, after: int, magic: bytes, opened: Opened) -> int:
    """Find the next frame that opens like a page's; the file's end where there is none."""
    for at in _places(file, after, magic):
        try:
            first = next(opened(file, at), b"")
        except Unsound:
            continue
        if _OPENS.match(first):
            return at
    return file.seek(0, 2)


def _places(file: BinaryIO, at: int, magic: bytes) -> Iterator[int]:
    tried, overlap = 0, len(magic) - 1
    while True:
        file.seek(at)
        data = file.read(STEP)
        for found in re.finditer(re.escape(magic), data):
            yield at + found.start()
            tried += 1
            if tried == TRIES:
                return
        if len(data) < STEP:
            return
        at += len(data) - overlap


def _member(file: BinaryIO, at: int) -> Iterator[bytes]:
    """Unpack one gzip member; its checksum is looked at before its end."""
    file.seek(at)
    inflate, size = zlib.decompressobj(31), FIRST
    try:
        while not inflate.eof:
            raw = inflate.unconsumed_tail or file.read(STEP)
            data = inflate.decompress(raw, size)
            size = STEP
            if not (raw or data or inflate.eof):
                raise Unsound("cut short")
            if data:
                yield data
    except zlib.error as fault:
        raise Unsound("damaged") from fault
    file.seek(-len(inflate.unused_data), 1)


def _lz4(file: BinaryIO, at: int) -> Iterator[bytes]:
    yield from _decoded(file, at, lz4_end, stream_readers().Lz4Reader)


def _zstd(file: BinaryIO) -> Opened:
    dictionary = _dictionary(file)

    def opened(file: BinaryIO, at: int) -> Iterator[bytes]:
        readers = stream_readers()
        yield from _decoded(
            file, at, zstd_end, lambda raw: readers.ZstdReader(raw, dictionary=dictionary)
        )

    return opened


def _dictionary(file: BinaryIO) -> bytes | None:
    """Give the dictionary that stands in the first frame, packed or not (WARC with Zstandard)."""
    file.seek(0)
    if file.read(4) != DICTIONARY:
        return None
    told = file.read(min(int.from_bytes(file.read(4), "little"), 1 << 24))
    if told.startswith(ZSTD):
        told = stream_readers().ZstdReader(BytesIO(told)).read(1 << 24)
    return told


def _decoded(
    file: BinaryIO,
    at: int,
    end_of: Callable[[BinaryIO], int],
    reader: Callable[[BinaryIO], BinaryIO],
) -> Iterator[bytes]:
    file.seek(at)
    try:
        end = end_of(file)
        stream = reader(cast("BinaryIO", _Slice(file, at, end)))
        while data := stream.read(STEP):
            yield data
    except Cut as fault:
        raise Unsound("cut short") from fault
    except OSError as fault:
        raise Unsound("damaged") from fault
    file.seek(end)


class _Slice:
    """One frame of a file as a stream of its own: the decoder would read on into the next."""

    def __init__(self, file: BinaryIO, at: int, end: int) -> None:
        self._file, self._at, self._start, self._end = file, at, at, end

    def read(self, size: int = -1) -> bytes:
        left = self._end - self._at
        self._file.seek(self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at - self._start

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = (self._start, self._at, self._end)[whence] + offset
        return self.tell()

    def close(self) -> None:
        """Leave the file open."""
