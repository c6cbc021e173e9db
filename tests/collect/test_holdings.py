"""A folder of web archives is a channel: a part at each poll, each file once."""

import os
import resource
import sys
from pathlib import Path

import pytest
from tests.collect.warcs import NOW, by, http, packed, page, record, stories

from vedette.collect import holdings
from vedette.collect.file import collect_folder
from vedette.collect.harvest import Past, recall


async def polled(invented, ask, path: Path, past: Past):
    """Poll a folder of archives."""
    source, channel = invented.source(str(path), "warc")
    return await holdings.collect_archives(source, channel, past, ask, now=NOW)


async def test_a_file_is_read_once_until_it_changes(tmp_path: Path, invented, ask) -> None:
    """What is read is marked in the poll; other files in the folder are nobody's business."""
    (tmp_path / "a.warc.gz").write_bytes(packed(stories(3)))
    (tmp_path / "index.cdx").write_text("x")
    first = await polled(invented, ask, tmp_path, Past())
    assert (first.poll.outcome, first.poll.new, first.issues) == ("new", 3, ())
    assert first.poll.issue is None
    past = recall([first.poll], {one.key: one.hash for one in first.captures})
    assert (await polled(invented, ask, tmp_path, past)).poll.outcome == "unchanged"
    (tmp_path / "b.warc").write_bytes(b"".join(stories(4)[3:]))
    second = await polled(invented, ask, tmp_path, past)
    assert [one.body for one in second.captures] == [page(3)]
    os.utime(tmp_path / "a.warc.gz", (1, 1))
    past = recall([second.poll], past.known)
    assert (await polled(invented, ask, tmp_path, past)).poll.outcome == "quiet"


async def test_an_archive_that_grows_brings_no_older_state_back(
    tmp_path: Path, invented, ask
) -> None:
    """A page that was crawled twice is known as it was at last."""
    twice = [record(http(page(0))), record(http(page(0, "An edited ferry was stopped.")))]
    (tmp_path / "a.warc.gz").write_bytes(packed(twice))
    first = await polled(invented, ask, tmp_path, Past())
    assert (first.poll.new, first.poll.size) == (2, sum(len(one.body) for one in first.captures))
    known = {one.key: one.hash for one in first.captures}
    (tmp_path / "a.warc.gz").write_bytes(packed([*twice, *stories(3)[2:]]))
    second = await polled(invented, ask, tmp_path, recall([first.poll], known))
    assert [one.body for one in second.captures] == [page(2)]


async def test_a_big_archive_is_read_in_parts(tmp_path: Path, invented, ask) -> None:
    """Each poll goes on where the one before it stopped, and none is given twice."""
    count = 2 * holdings.MOST + 7
    (tmp_path / "a.warc.gz").write_bytes(packed(stories(count)))
    (tmp_path / "b.warc").write_bytes(b"".join(stories(count + 2)[count:]))
    polls, bodies = [], []
    for _ in range(4):
        harvest = await polled(invented, ask, tmp_path, recall(polls, {}))
        polls.append(harvest.poll)
        bodies += [one.body for one in harvest.captures]
    assert [poll.new for poll in polls] == [holdings.MOST, holdings.MOST, 9, 0]
    assert bodies == [page(n) for n in range(count + 2)]
    assert polls[-1].outcome == "unchanged"


async def test_losses_and_missing_files_are_told(tmp_path: Path, invented, ask) -> None:
    """A cut archive brings what it has; a folder without archives fails."""
    (tmp_path / "a.warc.gz").write_bytes(packed(stories(3))[:-30])
    harvest = await polled(invented, ask, tmp_path, Past())
    assert harvest.poll.new == 2
    assert "lost" in harvest.poll.issue.what
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (empty, tmp_path / "none"):
        harvest = await polled(invented, ask, path, Past())
        assert harvest.poll.outcome == "failed"
        assert harvest.poll.issue is not None


async def test_what_cannot_be_opened_now_is_read_next_time(tmp_path: Path, invented, ask) -> None:
    """Too many open files, or a share that is away: nothing is marked as read."""
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(packed(stories(3)))
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        first = await polled(invented, ask, archive, Past())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert (first.poll.outcome, first.poll.etag) == ("failed", "")
    assert first.poll.issue.what == "the file cannot be read"
    assert (await polled(invented, ask, archive, recall([first.poll], {}))).poll.new == 3


async def test_what_wants_an_extra_is_read_once_it_is_there(
    tmp_path: Path, invented, ask, monkeypatch
) -> None:
    """The other archives are read meanwhile."""
    writer = pytest.importorskip("fastwarc.stream_io").Lz4Writer
    (tmp_path / "a.warc.lz4").write_bytes(by(writer, b"".join(stories(3))))
    (tmp_path / "b.warc").write_bytes(b"".join(stories(4)[3:]))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "fastwarc", None)
        first = await polled(invented, ask, tmp_path, Past())
    assert (first.poll.new, "warc" in first.poll.issue.remedy) == (1, True)
    second = await polled(invented, ask, tmp_path, recall([first.poll], {}))
    assert [one.body for one in second.captures] == [page(n) for n in range(3)]


async def test_a_channel_of_texts_leaves_archives_to_their_own(
    tmp_path: Path, invented, ask
) -> None:
    """One poll would hold all pages of a gigabyte at once."""
    (tmp_path / "a.warc.gz").write_bytes(packed(stories(3)))
    (tmp_path / "b.txt").write_text("Invented.")
    source, channel = invented.source(str(tmp_path), "file")
    harvest = await collect_folder(source, channel, Past(), ask, now=NOW)
    assert (harvest.poll.new, "warc" in harvest.poll.issue.remedy) == (1, True)
