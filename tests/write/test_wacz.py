"""Packages of evidence: what goes in comes out, by our own reader and by those of others."""

import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.making import capture

from vedette.answers import Held
from vedette.collect.lines import Reading
from vedette.collect.wacz import pages
from vedette.entries import entry_bytes
from vedette.records import Capture, Entry
from vedette.write import wacz
from vedette.write.cdxj import surt
from vedette.write.warcs import blocks

MADE = datetime(2026, 3, 5, 12, tzinfo=UTC)
PAGE = b"<!doctype html><title>A cable broke</title><p>A cable broke off Hanko on Monday.</p>"


def page(key="a", body=PAGE, **more) -> Capture:
    """Capture a page."""
    return replace(capture(key, body, entry=False), **more)


def packed(*captures: Capture) -> bytes:
    """Pack captures, each with an article."""
    held = [
        Held(capture=one, article=f"a{n}", version=1, title=f"Över {n}")
        for n, one in enumerate(captures)
    ]
    file = io.BytesIO()
    wacz.write(held, file, title="a case", made=MADE, software="vedette test")
    return file.getvalue()


def read(package: bytes, tmp_path):
    """Read a package with our own reader."""
    path = tmp_path / "case.wacz"
    path.write_bytes(package)
    return list(pages(path, Reading(known=MADE, by_published=True)))


def test_what_is_packed_is_read_back(tmp_path):
    """Bytes, address, moment and type of each page, and nothing is amiss."""
    moved = page(
        "b", PAGE + b"b", final_url="https://test.example/moved", url="https://t.example/b"
    )
    found = read(packed(page(), moved), tmp_path)
    assert [(one.body, one.media_type, one.known) for one in found] == [
        (PAGE, "text/html", page().known),
        (PAGE + b"b", "text/html", moved.known),
    ]
    assert [one.url for one in found] == ["https://test.example/a", "https://test.example/moved"]


def test_an_entry_is_kept_as_a_resource_and_is_no_page(tmp_path):
    """What a feed said stands beside the page under a name of its own: the hash of its bytes."""
    body = entry_bytes(Entry(key="a", link="https://test.example/a", title="A cable"))
    package = packed(capture("a", body), page())
    assert [one.body for one in read(package, tmp_path)] == [PAGE]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        index = archive.read(wacz.INDEX).decode()
    name = f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    assert sum(line.startswith(name) for line in index.splitlines()) == 1


def test_the_same_captures_give_the_same_bytes():
    """So that two who hold one ledger get one hash."""
    assert packed(page(), page("b")) == packed(page(), page("b"))


def test_every_part_has_its_hash_and_the_list_of_them_too():
    """As WACZ 1.1.1 asks."""
    with zipfile.ZipFile(io.BytesIO(packed(page()))) as archive:
        told = json.loads(archive.read("datapackage.json"))
        seal = json.loads(archive.read("datapackage-digest.json"))
        for part in told["resources"]:
            raw = archive.read(part["path"])
            assert part["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
            assert part["bytes"] == len(raw)
        sealed = hashlib.sha256(archive.read("datapackage.json")).hexdigest()
    assert (seal["path"], seal["hash"]) == ("datapackage.json", f"sha256:{sealed}")
    assert told["wacz_version"] == "1.1.1"
    names = {part["path"] for part in told["resources"]}
    assert names == {"archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"}


def test_the_index_points_to_each_record():
    """Offset and length cut out one packed record, with the address and digest that it tells."""
    with zipfile.ZipFile(io.BytesIO(packed(page(), page("b", PAGE + b"b")))) as archive:
        raw, index = archive.read(wacz.ARCHIVE), archive.read(wacz.INDEX).decode()
        listed = archive.read(wacz.PAGES).decode().splitlines()
    for line in index.splitlines():
        told = json.loads(line.split(" ", 2)[2])
        start = int(told["offset"])
        one = gzip.decompress(raw[start : start + int(told["length"])])
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in one
        body = one.split(b"\r\n\r\n", 2)[2].removesuffix(b"\r\n\r\n")
        assert told["digest"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
    first, *rows = map(json.loads, listed)
    assert first["format"] == "json-pages-1.0"
    assert [(row["url"], row["title"], row["ts"]) for row in rows] == [
        ("https://test.example/a", "Över 0", "2026-03-02T12:00:00Z"),
        ("https://test.example/b", "Över 1", "2026-03-02T12:00:00Z"),
    ]


def test_the_wire_is_not_told_of_what_was_unpacked():
    """A coding that was undone, or a length of before, would be untrue of the bytes."""
    told = {"content-encoding": "gzip", "content-length": "7", "etag": '"x"', "x": "a\r\nb"}
    first, _ = blocks(page(headers=told))
    head = gzip.decompress(first.raw).decode().lower()
    assert "content-encoding" not in head
    assert f"content-length: {len(PAGE)}" in head
    assert 'etag: "x"' in head
    assert "x: a b\r\n" in head


def test_one_that_two_channels_brought_stands_there_once():
    """The same bytes from the same address at the same moment."""
    count, _ = wacz.write(
        [Held(capture=page()), Held(capture=page(channel="other"))],
        io.BytesIO(),
        title="x",
        made=MADE,
        software="x",
    )
    assert count == 1


@given(bodies=st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=5, unique=True))
def test_other_readers_find_every_page_whole(bodies):
    """Law: what fastwarc reads is what was packed, with the digests that it works out itself."""
    fastwarc = pytest.importorskip("fastwarc.warc")
    given_ = [page(str(n), body, known=MADE + timedelta(hours=n)) for n, body in enumerate(bodies)]
    with zipfile.ZipFile(io.BytesIO(packed(*given_))) as archive:
        raw = archive.read(wacz.ARCHIVE)
    kind = fastwarc.WarcRecordType.response
    records = fastwarc.ArchiveIterator(io.BytesIO(raw), record_types=kind, parse_http=True)
    found = [(record.headers["WARC-Target-URI"], record.reader.read()) for record in records]
    assert found == [(one.url, one.body) for one in given_]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://www.a.example/B?y=2&x=1", "example,a)/b?x=1&y=2"),
        ("http://a.example", "example,a)/"),
        ("https://a.example:444/", "example,a:444)/"),
        ("https://a.example/ä b", "example,a)/ä%20b"),
        ("mid:x", "mid:x"),
    ],
)
def test_addresses_are_turned_round(url, told):
    """As indexes of web archives have them."""
    assert surt(url) == told
