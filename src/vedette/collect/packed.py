"""Where a frame of LZ4 or Zstandard ends, told from its blocks; who unpacks them is an extra.

Source: LZ4 Frame Format Description 1.6.4; RFC 8878, section 3.1 (Zstandard frames).
"""

from typing import Any, BinaryIO

from vedette.errors import MissingExtra

SKIPPABLE = range(0x184D2A50, 0x184D2A60)


class Cut(Exception):
    """The file ends before the frame does, or what stands there is no frame."""


def _take(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise Cut
    return data


def _number(file: BinaryIO, size: int) -> int:
    return int.from_bytes(_take(file, size), "little")


def _skip(file: BinaryIO, size: int) -> None:
    if size:
        file.seek(size - 1, 1)
        _take(file, 1)


def lz4_end(file: BinaryIO) -> int:
    """Find the end of the LZ4 frame at which the file stands."""
    if _skipped(file):
        return file.tell()
    flags, _ = _take(file, 2)
    _skip(file, (8 if flags & 8 else 0) + (4 if flags & 1 else 0) + 1)
    while size := _number(file, 4) & 0x7FFFFFFF:
        _skip(file, size + (4 if flags & 16 else 0))
    _skip(file, 4 if flags & 4 else 0)
    return file.tell()


def zstd_end(file: BinaryIO) -> int:
    """Find the end of the Zstandard frame at which the file stands."""
    if _skipped(file):
        return file.tell()
    (flags,) = _take(file, 1)
    single = bool(flags & 32)
    sizes = (1 if single else 0, 2, 4, 8)
    _skip(file, (0 if single else 1) + (0, 1, 2, 4)[flags & 3] + sizes[flags >> 6])
    last = False
    while not last:
        block = _number(file, 3)
        last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
        _skip(file, 1 if kind == 1 else size)
    _skip(file, 4 if flags & 4 else 0)
    return file.tell()


def _skipped(file: BinaryIO) -> bool:
    """Step over the magic number, and over the whole frame where it holds no data."""
    if _number(file, 4) not in SKIPPABLE:
        return False
    _skip(file, _number(file, 4))
    return True


def stream_readers(where: str = "a web archive") -> Any:
    """Give fastwarc's readers of packed streams; raises MissingExtra where it is not installed."""
    try:
        from fastwarc import stream_io  # noqa: PLC0415  # an extra
    except ImportError as fault:
        raise MissingExtra(
            what="LZ4, Zstandard and Brotli are unpacked by fastwarc, which is not installed",
            where=where,
            remedy="pip install 'vedette[warc]'",
        ) from fault
    return stream_io
