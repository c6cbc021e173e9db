"""Files become captures in the order given; what cannot be read is told, and the rest goes on."""

import gzip
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vedette.collect.file import LARGEST, collect_files, collect_folder
from vedette.collect.harvest import Past
from vedette.collect.lines import Reading, moment
from vedette.records import ENTRY_TYPE, Capture, Issue

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


def read(*names: str | Path, stdin: bytes | None = None, **how: object) -> list[Capture | Issue]:
    """Read files as standing for no source."""
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(collect_files(map(str, names), Reading(known=NOW, **how), stdin=stream))


def line(**told: object) -> bytes:
    """Write one line of JSON."""
    return json.dumps(told).encode() + b"\n"


def test_kinds_are_told_by_their_names(tmp_path: Path, invented) -> None:
    """Text, page, lines and feed, packed or not, in the order given."""
    (tmp_path / "b.txt").write_bytes(b"Invented text.\r\n")
    (tmp_path / "a.html").write_bytes(b"<p>Invented.</p>")
    (tmp_path / "c.jsonl.gz").write_bytes(
        gzip.compress(line(text="One.") + line(html="<p>Two.</p>"))
    )
    (tmp_path / "d.xml").write_bytes(invented.rss(invented.item(1)))
    found = read(*(tmp_path / name for name in ("b.txt", "a.html", "c.jsonl.gz", "d.xml")))
    assert [capture.media_type for capture in found] == [
        *("text/plain", "text/html", "text/plain", "text/html"),
        ENTRY_TYPE,
    ]
    assert found[0].body == b"Invented text.\r\n"
    assert {capture.known for capture in found} == {NOW}


def test_what_a_line_tells_travels_in_headers(tmp_path: Path) -> None:
    """Nothing is understood yet, nothing is lost."""
    told = {
        "slug": "cable",
        "title": "Cable\ncut",
        "published": "2025-11-16",
        "outlet": "Invented",
        "url": "https://example.org/a",
        "language": "en",
    }
    (tmp_path / "a.jsonl").write_bytes(line(text="Words.", **told))
    (capture,) = read(tmp_path / "a.jsonl")
    told["title"] = "Cable cut"
    assert {name: capture.headers[f"x-{name}"] for name in told} == told
    assert (capture.key, capture.url) == ("cable", "https://example.org/a")
    assert capture.known == NOW


def test_a_replay_knows_an_article_from_its_publication_on(tmp_path: Path) -> None:
    """A day counts from its end; what says nothing is known now."""
    (tmp_path / "a.jsonl").write_bytes(
        line(text="A", published="2025-11-16")
        + line(text="B", date="2025-11-16T08:00:00+02:00")
        + line(text="C", published="yesterday")
    )
    found = read(tmp_path / "a.jsonl", by_published=True)
    assert [capture.known for capture in found] == [
        datetime(2025, 11, 16, 23, 59, 59, tzinfo=UTC),
        datetime(2025, 11, 16, 6, tzinfo=UTC),
        NOW,
    ]
    assert moment("2025-13-01") is None


BAD_LINES = [b"not json\n", b"[1]\n", b'{"text": ""}\n', b'{"text": 3}\n', b'{"text": "\xff"}\n']


@pytest.mark.parametrize("bad", BAD_LINES)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, bad: bytes) -> None:
    """With its file and its number, blank lines counted."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(text="One.") + b"\n" + bad + line(text="Two."))
    first, issue, last = read(path)
    assert (first.body, last.body) == (b"One.", b"Two.")
    assert issue.input == f"{path.as_posix()}:3"
    assert last.key == f"{path.as_posix()}:4"


def test_a_line_without_end_is_stepped_over(tmp_path: Path) -> None:
    """It is too long to keep, and the next one counts."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * (2 * LARGEST + 7) + b"\n" + line(text="Two."))
    issue, last = read(path)
    assert "bytes" in issue.what
    assert last.key.endswith(":2")


def test_a_folder_is_read_by_name_without_what_leads_out(tmp_path: Path) -> None:
    """Links outward, devices, hidden and unknown files are left; the first and third are told."""
    secret = tmp_path / "secret.txt"
    secret.write_text("outside")
    home = tmp_path / "home"
    (home / "b").mkdir(parents=True)
    (home / "b" / "1.txt").write_text("second")
    (home / "a.txt").write_text("first")
    (home / ".hidden.txt").write_text("hidden")
    (home / "out.txt").symlink_to(secret)
    (home / "loop").symlink_to(home, target_is_directory=True)
    (home / "table.csv").write_text("1,2")
    os.mkfifo(home / "pipe.txt")
    found = read(home)
    assert [capture.body for capture in found if isinstance(capture, Capture)] == [
        b"first",
        b"second",
    ]
    assert [issue.what for issue in found if isinstance(issue, Issue)] == [
        "a link that leads out of the folder",
        "not a plain file",
        "not a kind of file that is read",
    ]


def test_a_pattern_is_expanded_in_order(tmp_path: Path) -> None:
    """Here, where the shell did not do it."""
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text(name)
    assert [capture.body for capture in read(tmp_path / "[ab].txt")] == [b"a", b"b"]
    assert [issue.what for issue in read(tmp_path / "x*.txt")] == ["no file matches"]


def test_missing_empty_broken_and_huge_files_are_issues(tmp_path: Path, invented) -> None:
    """Each with its words, and none stops the next."""
    (tmp_path / "empty.txt").write_bytes(b"\n")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"text" * 1000)[:-20])
    (tmp_path / "lie.txt.gz").write_bytes(b"plain")
    (tmp_path / "huge.txt").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "page.xml").write_bytes(b"<html><title>x</title></html>")
    (tmp_path / "good.rss").write_bytes(invented.rss(invented.item(1)))
    names = (
        "none.txt",
        "empty.txt",
        "cut.txt.gz",
        "lie.txt.gz",
        "huge.txt",
        "page.xml",
        "good.rss",
    )
    found = read(*(tmp_path / name for name in names))
    assert [issue.what for issue in found[:-1]] == [
        "no such file",
        "an empty file",
        "the file cannot be read",
        "the file cannot be read",
        f"more than {LARGEST:,} bytes",
        "a web page in the feed's place",
    ]
    assert isinstance(found[-1], Capture)


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (b'{"text": "A"}\n{"text": "B"}\n', ["text/plain", "text/plain"]),
        (b"<!doctype html><p>x</p>", ["text/html"]),
        (b"Invented words.\nMore.\n", ["text/plain"]),
        (b"%PDF-1.7\nx", ["application/pdf"]),
        (b'{"version": "x",\n "items": [{"id": "1", "title": "T"}]}', [ENTRY_TYPE]),
        (b'{"title": "x", "items": [{"id": "1", "title": "T"}]}', [ENTRY_TYPE]),
        (b"<rss><channel><item><title>T</title></item></channel></rss>", [ENTRY_TYPE]),
    ],
)
def test_standard_input_is_known_by_its_bytes(given: bytes, kinds: list[str]) -> None:
    """Nobody has to say what is piped in."""
    assert [capture.media_type for capture in read("-", stdin=given)] == kinds


def test_standard_input_that_was_not_handed_in_is_an_issue() -> None:
    """Nothing is read behind the caller's back."""
    (issue,) = read("-")
    assert isinstance(issue, Issue)


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """The first capture is there before the last line is looked at."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(text="One.") * 3)
    found = collect_files([str(path)], Reading(known=NOW))
    next(found)
    path.write_bytes(b"")
    assert next(found) is not None


async def test_a_folder_is_a_channel(tmp_path: Path, invented, ask) -> None:
    """New and changed files are captures; the others are quiet; faults are kept."""
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.csv").write_text("1")
    source, channel = invented.source(str(tmp_path), "file")
    found = await collect_folder(source, channel, Past(), ask, now=NOW)
    assert (found.poll.outcome, found.poll.seen, found.poll.new) == ("new", 1, 1)
    assert found.poll.issue is not None
    past = Past(known={capture.key: capture.hash for capture in found.captures})
    assert (await collect_folder(source, channel, past, ask, now=NOW)).poll.outcome == "quiet"
    (tmp_path / "a.txt").write_text("edited")
    assert (await collect_folder(source, channel, past, ask, now=NOW)).poll.new == 1
    gone, channel = invented.source(str(tmp_path / "none"), "file")
    assert (await collect_folder(gone, channel, Past(), ask, now=NOW)).poll.outcome == "failed"


async def test_an_article_and_its_edit_in_one_file_are_brought_once(
    tmp_path: Path, invented, ask
) -> None:
    """In the order of the file; the next edit comes alone."""
    url, path = "https://a.example/1", tmp_path / "a.jsonl"
    path.write_bytes(line(url=url, text="First.") + line(url=url, text="Edited."))
    source, channel = invented.source(str(tmp_path), "file")
    first = await collect_folder(source, channel, Past(), ask, now=NOW)
    assert [one.body for one in first.captures] == [b"First.", b"Edited."]
    past = Past(known={one.key: one.hash for one in first.captures})
    assert (await collect_folder(source, channel, past, ask, now=NOW)).poll.outcome == "quiet"
    path.write_bytes(path.read_bytes() + line(url=url, text="Edited again."))
    (last,) = (await collect_folder(source, channel, past, ask, now=NOW)).captures
    assert last.body == b"Edited again."


@pytest.mark.parametrize(
    ("in_feed", "in_line", "known"),
    [
        (
            "Sun, 16 Nov 2025 00:00:00 +0000",
            "2025-11-16",
            datetime(2025, 11, 16, 23, 59, 59, tzinfo=UTC),
        ),
        (
            "Sun, 16 Nov 2025 08:30:00 +0000",
            "2025-11-16T08:30:00+00:00",
            datetime(2025, 11, 16, 8, 30, tzinfo=UTC),
        ),
    ],
)
def test_an_entry_and_a_line_of_one_day_are_known_at_once(
    tmp_path: Path, invented, in_feed: str, in_line: str, known: datetime
) -> None:
    """A feed writes a day without an hour as midnight; it counts from its end all the same."""
    item = f"<title>Cable cut</title><pubDate>{in_feed}</pubDate>"
    (tmp_path / "a.xml").write_bytes(invented.rss(item))
    (tmp_path / "b.jsonl").write_bytes(line(title="Cable cut", published=in_line))
    found = read(tmp_path / "a.xml", tmp_path / "b.jsonl", by_published=True)
    assert [one.known for one in found] == [known, known]
