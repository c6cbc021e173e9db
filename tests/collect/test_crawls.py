"""Web archives: every page that is there, and by name every one that is not."""

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.warcs import (
    NOW,
    bodies,
    by,
    http,
    issues,
    kept,
    packed,
    page,
    record,
    sha1,
    stories,
)

from vedette.collect import frames
from vedette.collect.file import collect_files
from vedette.collect.lines import Reading
from vedette.records import ENTRY_TYPE, Capture, Issue

WHERE = Path("a.warc.gz")
PAGES = [page(n) for n in range(5)]


def lz4(data: bytes) -> bytes:
    """Pack one frame of LZ4."""
    return by(pytest.importorskip("fastwarc.stream_io").Lz4Writer, data)


def zstd(data: bytes) -> bytes:
    """Pack one frame of Zstandard."""
    return by(pytest.importorskip("fastwarc.stream_io").ZstdWriter, data)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lz4, zstd])
def test_pages_are_read_however_they_are_packed(pack) -> None:
    """Plain, gzip, LZ4 and Zstandard, each record for itself, in the order of the file."""
    found = kept(packed(stories(5), pack), WHERE)
    assert bodies(found) == PAGES
    assert [one.key for one in found] == [f"https://paper.example/{n}" for n in range(5)]


@pytest.mark.parametrize("pack", [gzip.compress, lz4, zstd])
def test_one_frame_may_hold_everything(pack) -> None:
    """Whoever packs a whole file at once makes no archive unreadable."""
    assert bodies(kept(pack(b"".join(stories(5))), WHERE)) == PAGES


def test_only_articles_and_feeds_are_taken(invented) -> None:
    """No redirect, error, revisit, request, picture, address of another kind, or robots.txt."""
    rss = invented.rss(invented.item(1))
    data = packed(
        [
            record(b"software: x\r\n", kind="warcinfo", url=""),
            record(http(b"", status=302, location="/b")),
            record(http(b"<p>no</p>", status=404)),
            record(http(page(1)), kind="revisit"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(http(b"\x89PNG", kind="image/png")),
            record(http(b"User-agent: *", kind="text/plain"), url="https://a.example/robots.txt"),
            record(page(3), kind="resource", url="urn:text:1"),
            record(http(rss, kind="application/rss+xml"), url="https://a.example/rss"),
            record(
                page(2), kind="resource", url="https://a.example/2", Content_Type="text/html"
            ).replace(b"Content-Type: application/http; msgtype=response\r\n", b""),
        ]
    )
    found = kept(data, WHERE)
    assert [one.media_type for one in found] == [ENTRY_TYPE, "text/html"]


def test_bodies_are_unpacked_as_they_came_over_the_wire() -> None:
    """Chunks and packing are undone, and left alone where the archive has undone them."""
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page(1)[:40], page(1)[40:]))
    gz, deflated = gzip.compress(page(2)), zlib.compress(page(3))
    data = packed(
        [
            record(http(chunked + b"0\r\n\r\n", transfer_encoding="chunked", content_length="")),
            record(http(gz, content_encoding="gzip"), url="https://a.example/2"),
            record(http(deflated, content_encoding="deflate"), url="https://a.example/3"),
            record(http(page(4), content_encoding="br"), url="https://a.example/4"),
            record(http(page(0), transfer_encoding="chunked"), url="https://a.example/0"),
        ]
    )
    assert bodies(kept(data, WHERE)) == [page(n) for n in (1, 2, 3, 4, 0)]


def test_brotli_is_unpacked_by_the_extra() -> None:
    """Browsers ask for it, so archives of browsers hold it."""
    stream_io = pytest.importorskip("fastwarc.stream_io")
    body = by(stream_io.BrotliWriter, page(1))
    assert bodies(kept(record(http(body, content_encoding="br")), WHERE)) == [page(1)]


def test_a_page_that_stood_there_before_is_not_given_twice() -> None:
    """The same words at the same address are one; a change is a second state."""
    data = packed(
        record(http(body), url="https://a.example/1") for body in (page(1), page(1), page(2))
    )
    assert bodies(kept(data, WHERE)) == [page(1), page(2)]


def test_a_replay_knows_a_page_from_its_crawl_on() -> None:
    """WARC-Date is a moment; a channel knows it now."""
    data = record(http(page(1)), date="2026-03-02T08:00:00Z")
    (then,) = kept(data, WHERE, by_published=True)
    (now,) = kept(data, WHERE)
    assert (then.known, now.known) == (datetime(2026, 3, 2, 8, tzinfo=UTC), NOW)


def arc(body: bytes, url: str = "http://paper.example/1") -> bytes:
    """Build one record of an ARC file."""
    block = http(body)
    return f"{url} 192.0.2.1 20260302080000 text/html {len(block)}\n".encode() + block + b"\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_arc_is_read(pack) -> None:
    """The format before WARC has a line in the place of a head."""
    about = b"1 0 Invented\nURL IP-address Archive-date Content-type Archive-length\n"
    first = f"filedesc://a.arc 0.0.0.0 20260302080000 text/plain {len(about)}\n".encode() + about
    data = packed([first + b"\n", arc(page(1)), arc(page(2), "http://paper.example/2")], pack)
    found = kept(data, WHERE, by_published=True)
    assert bodies(found) == [page(1), page(2)]
    assert {one.known for one in found} == {datetime(2026, 3, 2, 8, tzinfo=UTC)}


# ── what is lost ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lz4, zstd])
def test_a_cut_archive_names_the_page_that_it_lost(pack) -> None:
    """With the place in the file and the address; what came before is kept."""
    made = [pack(one) for one in stories(5)]
    start = sum(map(len, made[:3]))
    data = b"".join(made[:3]) + made[3][: len(made[3]) - 25]
    found = kept(data, WHERE)
    assert bodies(found) == PAGES[:3]
    (issue,) = issues(found)
    assert "lost: cut short" in issue.what
    assert issue.input == f"a.warc.gz, byte {start}"
    assert issue.remedy
    assert pack in {lz4, zstd} or "https://paper.example/3" in issue.why


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lz4, zstd])
def test_a_rotten_page_costs_no_other(pack) -> None:
    """The next frame, or the next head, is found again."""
    made = [pack(one) for one in stories(5)]
    rotten = bytearray(made[2])
    for at in range(len(rotten) - 60, len(rotten) - 30):
        rotten[at] ^= 0x5A
    found = kept(b"".join([*made[:2], bytes(rotten), *made[3:]]), WHERE)
    assert bodies(found) == PAGES[:2] + PAGES[3:]
    assert len(issues(found)) == 1
    assert f"byte {len(made[0]) + len(made[1])}" in issues(found)[0].input


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("off", [-40, -2, 2, 40, 400, 5_000_000, 10**12])
def test_a_wrong_length_loses_nothing_where_a_digest_tells_the_right_one(pack, off: int) -> None:
    """The page is read, and that its length is wrong is told."""
    made = stories(5)
    block = http(page(2))
    made[2] = record(block, url="https://paper.example/2", length=len(block) + off)
    found = kept(packed(made, pack), WHERE)
    assert bodies(found) == PAGES
    assert [issue.what for issue in issues(found)] == ["a page of the archive is not as it says"]


@pytest.mark.parametrize("off", [-40, 40, 10**12])
def test_a_wrong_length_without_digest_is_measured_by_the_answer(off: int) -> None:
    """The server said how long the page is; where nobody said, the page is lost by name."""
    made = stories(3)
    block = http(page(1))
    at = {"url": "https://paper.example/1", "digest": False}
    made[1] = record(block, **at, length=len(block) + off)
    assert bodies(kept(packed(made), WHERE)) == PAGES[:3]
    block = http(page(1), content_length="")
    made[1] = record(block, **at, length=len(block) + off)
    found = kept(packed(made), WHERE)
    assert bodies(found) == [PAGES[0], PAGES[2]]
    assert "lost" in issues(found)[0].what


def test_a_page_whose_frame_lost_its_end_is_believed_by_its_digest() -> None:
    """It is read and told; without a digest, nobody knows that its bytes are right."""
    found = kept(packed(stories(2))[:-3], WHERE)
    assert bodies(found) == PAGES[:2]
    assert "cut short" in issues(found)[0].why
    last = gzip.compress(record(http(page(1)), digest=False))[:-3]
    found = kept(packed(stories(1)) + last, WHERE)
    assert bodies(found) == PAGES[:1]
    assert "lost" in issues(found)[0].what


def test_a_digest_that_fits_nothing_is_a_loss() -> None:
    """One flipped letter could be another number of dead; whichever digest is told counts."""
    good, bad = record(http(page(1))), record(http(page(2)), url="https://paper.example/2")
    found = kept(packed([good, bad.replace(b"ferry", b"fairy", 1)]), WHERE)
    assert bodies(found) == [page(1)]
    assert "damaged" in issues(found)[0].what
    payload = {"digest": False, "WARC_Payload_Digest": sha1(page(1))}
    for block in (http(page(1)), http(gzip.compress(page(1)), content_encoding="gzip")):
        assert bodies(kept(record(block, **payload), WHERE)) == [page(1)]
    assert bodies(kept(record(http(page(3)), **payload), WHERE)) == []


def test_a_damaged_head_is_told() -> None:
    """A type or an address that is none may have been a page's; plain files guard no head."""
    whole = stories(1)[0]
    for before, after in (
        (b"WARC-Type: response", b"WARC-Type: resq0nse"),
        (b"https://paper", b"https\xff//paper"),
        (b"https://paper", b"htt\xfes://paper"),
    ):
        found = kept(whole.replace(before, after), WHERE)
        assert bodies(found) == []
        assert len(issues(found)) == 1


def test_padding_is_no_loss_and_rubbish_is_told() -> None:
    """NULs behind the last page lose nothing; other bytes may have been something."""
    assert issues(kept(packed(stories(2)) + b"\0" * 100_000, WHERE)) == []
    found = kept(packed(stories(2)) + b"rubbish" * 99 + packed(stories(3)[2:]), WHERE)
    assert bodies(found) == PAGES[:3]
    assert len(issues(found)) == 1
    found = kept(b"rubbish\n" + b"".join(stories(2)), WHERE)
    assert bodies(found) == PAGES[:2]


def test_a_page_that_the_crawler_broke_off_is_read_and_told() -> None:
    """It has words, and not all of them."""
    found = kept(record(http(page(1)), WARC_Truncated="length"), WHERE)
    assert bodies(found) == [page(1)]
    assert "broke the page off" in issues(found)[0].why


def test_a_page_cannot_smuggle_in_another_outlets() -> None:
    """A head within a page is only looked for where the length is wrong."""
    forged = record(http(page(9)), url="https://agency.example/forged")
    found = kept(packed([record(http(page(1) + b"\r\n\r\n" + forged))], bytes), WHERE)
    assert [one.key for one in found] == ["https://paper.example/1"]


def test_what_is_too_large_is_stepped_over_and_told() -> None:
    """A film is nobody's business; an endless page is an issue; a bomb is not unpacked."""
    film = record(http(b"\0" * 11_000_000, kind="video/mp4"), digest=False)
    endless = record(http(b"<p>" * 4_000_000), url="https://a.example/2", digest=False)
    found = kept(packed([film, endless, *stories(1)]), WHERE)
    assert bodies(found) == PAGES[:1]
    assert ["bytes" in issue.what for issue in issues(found)] == [True]


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_page_that_unpacks_to_too_much_is_told(coding: str) -> None:
    """However it is packed: no page is larger than one from the network may be."""
    endless = b"<p>" * 4_000_000
    if coding == "gzip":
        body = gzip.compress(endless)
    else:
        stream_io = pytest.importorskip("fastwarc.stream_io")
        body = by(stream_io.BrotliWriter if coding == "br" else stream_io.ZstdWriter, endless)
    data = record(http(body, content_encoding=coding), url="https://a.example/2")
    found = kept(packed([data, *stories(1)]), WHERE)
    assert bodies(found) == PAGES[:1]
    assert ["more than 10,000,000 bytes" in issue.what for issue in issues(found)] == [True]


def test_a_bomb_is_left() -> None:
    """A frame that unpacks to a thousand times itself ends at a hundred megabytes."""
    bomb = gzip.compress(b"WARC/1.0\r\n" + b"\0" * (frames.BOMB + 1_000_000))
    found = kept(bomb + packed(stories(1)), WHERE)
    assert bodies(found) == PAGES[:1]
    assert "far more" in issues(found)[0].what


def test_an_empty_archive_says_so() -> None:
    """Nothing is not the same as nothing new."""
    (issue,) = kept(b"", WHERE)
    assert issue.what == "an empty archive"


@given(st.data())
def test_no_damage_is_silent(data) -> None:
    """Whatever is overwritten or cut off: no page is made up, and none is missing untold."""
    made = bytearray(packed(stories(4)))
    at = data.draw(st.integers(0, len(made) - 1))
    rubbish = data.draw(st.binary(max_size=80))
    if data.draw(st.booleans()):
        del made[at:]
    else:
        made[at : at + len(rubbish)] = rubbish
    found = kept(bytes(made), WHERE)
    assert set(bodies(found)) <= set(PAGES[:4])
    # Cut between two records, an archive is a shorter archive, and nothing can tell.
    starts = {len(packed(stories(n))) for n in range(5)}
    assert bodies(found) == PAGES[:4] or len(made) in starts or issues(found)


@given(st.data())
def test_no_damage_breaks_the_reader(data) -> None:
    """Frames without checksums may hide some of it; there are captures and issues all the same."""
    pack = data.draw(st.sampled_from([bytes, lambda one: gzip.compress(one) + b"x"]))
    made = bytearray(packed(stories(3), pack))
    for _ in range(data.draw(st.integers(1, 4))):
        at, rubbish = data.draw(st.integers(0, len(made) - 1)), data.draw(st.binary(max_size=80))
        made[at : at + data.draw(st.integers(0, 40))] = rubbish
    assert all(isinstance(one, Capture | Issue) for one in kept(bytes(made), WHERE))


# ── as files ────────────────────────────────────────────────────────────────────────────────────


def test_archives_are_files_like_others(tmp_path: Path) -> None:
    """By name in a folder, by their bytes where they are named outright."""
    (tmp_path / "a.warc.gz").write_bytes(packed(stories(2)))
    (tmp_path / "b.warc").write_bytes(b"".join(stories(4)[2:]))
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "c.download").write_bytes(packed(stories(5)[4:]))
    reading = Reading(known=NOW)
    names = [str(tmp_path / "*.warc*"), str(odd / "c.download")]
    found = list(collect_files(names, reading))
    assert bodies(found) == PAGES
    assert all(isinstance(one, Capture) for one in found)
