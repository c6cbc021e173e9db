"""Entries as bytes: there and back, and the same bytes for the same entry."""

import contextlib
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.entries import entry_bytes, entry_from
from vedette.errors import ReadError
from vedette.records import Entry

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
zones = st.none() | st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
moments = st.none() | st.datetimes(timezones=zones)
entries = st.builds(
    Entry,
    key=texts,
    link=texts,
    title=texts,
    published=moments,
    updated=moments,
    summary=texts,
    content=texts,
    whole=st.booleans(),
    authors=st.lists(texts, max_size=3).map(tuple),
    tags=st.lists(texts, max_size=3).map(tuple),
    language=texts,
)


@given(entries)
def test_entry_comes_back_as_it_was(entry: Entry) -> None:
    """Writing and reading is nothing, and writing again gives the same bytes."""
    body = entry_bytes(entry)
    assert entry_from(body) == entry
    assert entry_bytes(entry_from(body)) == body


def test_what_no_store_can_hold_is_taken_out() -> None:
    """NULs go, halves of surrogate pairs become U+FFFD, whole pairs become their letter."""
    body = entry_bytes(Entry(key="1", title="a\0b\ud83dc\ud83d\ude00"))
    assert entry_from(body).title == "ab\ufffdc😀"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"key": 1}',
        b'{"key": "1", "published": "soon"}',
        b'{"key": "1", "authors": "Tove"}',
        b'{"key": "1", "authors": [1]}',
        b'{"key": "1", "whole": "yes"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_bytes_that_are_no_entry_are_refused(body: bytes) -> None:
    """A ReadError says why, whatever the bytes are."""
    with pytest.raises(ReadError, match="not an entry"):
        entry_from(body)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_entry_or_an_error(body: bytes) -> None:
    """Nothing but a ReadError comes out."""
    with contextlib.suppress(ReadError):
        assert isinstance(entry_from(body), Entry)
