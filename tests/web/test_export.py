"""Exports begin before they are promised."""

from collections.abc import Iterator

import pytest

from vedette.errors import LedgerError
from vedette.web.export import begun


def failing(after: int) -> Iterator[bytes]:
    """Write some chunks, then fail."""
    for at in range(after):
        yield b"%d" % at
    raise LedgerError(what="gone", where="here")


def test_what_fails_at_once_is_no_half_file():
    """The error comes before any header is sent, so that it can be answered as one."""
    with pytest.raises(LedgerError):
        begun(failing(0))


def test_nothing_is_lost_by_beginning():
    """All chunks come, in order; an empty export is an empty file."""
    assert list(begun(iter([b"a", b"b", b"c"]))) == [b"a", b"b", b"c"]
    assert b"".join(begun(iter(()))) == b""


def test_no_more_than_the_first_chunk_is_fetched():
    """An export of everything is not written into memory first."""
    chunks = begun(failing(1))
    assert next(chunks) == b"0"
    with pytest.raises(LedgerError):
        next(chunks)
