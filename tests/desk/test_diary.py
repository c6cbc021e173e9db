"""The record of requests: a file a day, bounded, found again by source, host and time."""

import gzip
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest

from vedette.collect.diary import Request
from vedette.desk.diary import Diary, days, kept
from vedette.desk.settings import Settings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE = Request(url="https://a.example/feed", source="ee/a", became="answered", status=200, bytes=7)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        """Tell the time."""
        return self.now


def test_days_that_are_over_are_packed_and_then_dropped(tmp_path):
    """So many days are kept, and no request of theirs is lost."""
    clock = Clock()
    diary = Diary(tmp_path / "requests", 3, clock)
    for _ in range(6):
        diary(ONE)
        diary(ONE)
        clock.now += timedelta(days=1)
    held = [path.name for _, path in days(tmp_path / "requests")]
    assert held == ["2026-03-05.jsonl.gz", "2026-03-06.jsonl", "2026-03-07.jsonl"]
    found = list(kept(tmp_path / "requests"))
    assert len(found) == 6
    assert found[0]["at"] == "2026-03-05T12:00:00.000+00:00"


def test_requests_are_found_by_source_host_and_time(tmp_path):
    """Each alone and all together."""
    clock = Clock()
    diary = Diary(tmp_path, 30, clock)
    diary(ONE)
    clock.now += timedelta(hours=1)
    diary(
        Request(url="https://b.example:8080/x", source="ee/b", became="refused", why="robots.txt")
    )
    assert [told["source"] for told in kept(tmp_path, host="B.example")] == ["ee/b"]
    assert [told["source"] for told in kept(tmp_path, source="ee/a")] == ["ee/a"]
    assert [told["why"] for told in kept(tmp_path, since=clock.now)] == ["robots.txt"]
    assert list(kept(tmp_path, source="ee/a", since=clock.now)) == []


def test_a_day_that_is_packed_in_pieces_stays_whole(tmp_path):
    """A process whose day ends later adds what it has; a damaged end costs what is damaged."""
    clock = Clock()
    for _ in range(2):
        clock.now = NOON
        Diary(tmp_path, 30, clock)(ONE)
        clock.now += timedelta(days=2)
        Diary(tmp_path, 30, clock)(ONE)
    assert len(list(kept(tmp_path))) == 4
    with (tmp_path / "2026-03-02.jsonl.gz").open("ab") as file:
        file.write(gzip.compress(b"{}")[:9])
    assert len(list(kept(tmp_path))) == 4


def test_a_line_that_was_cut_short_is_left_out(tmp_path):
    """What a kill in the middle of a line leaves."""
    diary = Diary(tmp_path, 30, Clock())
    diary(ONE)
    with (tmp_path / "2026-03-02.jsonl").open("ab") as file:
        file.write(b'{"at": "2026-03-0')
    assert len(list(kept(tmp_path))) == 1


def test_nothing_is_kept_where_nothing_is_wanted(tmp_path):
    """Nor does a folder appear."""
    Diary(tmp_path / "requests", 0, Clock())(ONE)
    assert not (tmp_path / "requests").exists()


def test_what_cannot_be_written_stops_nobody(tmp_path):
    """A file stands in the folder's place."""
    (tmp_path / "requests").write_bytes(b"")
    Diary(tmp_path / "requests", 3, Clock())(ONE)


def write(folder, times, later):
    """Write as another process does, so many days later."""
    clock = Clock()
    clock.now += timedelta(days=later)
    diary = Diary(folder, 30, clock)
    for _ in range(times):
        diary(ONE)


def test_several_processes_write_one_record(tmp_path):
    """Lines stay whole, and a day is packed once."""
    context = get_context("spawn")
    for times, later in ((300, 0), (1, 2)):
        given = (tmp_path, times, later)
        workers = [context.Process(target=write, args=given) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(list(kept(tmp_path))) == 903
    assert [path.suffix for _, path in days(tmp_path)] == [".gz", ".jsonl"]


def test_a_packed_day_reads_as_any_other(tmp_path):
    """Line by line."""
    Diary(tmp_path, 30, Clock())(ONE)
    plain = tmp_path / "2026-03-02.jsonl"
    (tmp_path / "2026-03-02.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert len(list(kept(tmp_path))) == 2


@pytest.mark.parametrize("whole", [True, False])
def test_a_packing_that_was_cut_short_loses_nothing_and_doubles_nothing(tmp_path, whole):
    """A part without its plain file is whole; one beside it is made anew."""
    Diary(tmp_path, 30, Clock())(ONE)
    plain, part = tmp_path / "2026-03-02.jsonl", tmp_path / "2026-03-02.jsonl.gz.part"
    packed = gzip.compress(plain.read_bytes())
    part.write_bytes(packed if whole else packed[:9])
    if whole:
        plain.unlink()
    write(tmp_path, 1, 2)
    assert len(list(kept(tmp_path))) == 2
    assert [path.suffix for _, path in days(tmp_path)] == [".gz", ".jsonl"]


def test_the_record_stands_beside_the_ledger():
    """Of a ledger that is no file, with the user's own data."""
    assert str(Settings(ledger="sqlite:////x/l.sqlite").requests_folder) == "/x/l.sqlite.requests"
    postgres = Settings(ledger="postgresql+psycopg://u@h/n")
    assert postgres.requests_folder.name == "requests"
