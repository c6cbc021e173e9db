"""Web archives, PDFs and mails through the whole line into a ledger."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from tests.collect.mails import mail, mbox, with_paper
from tests.collect.warcs import http, packed, record
from tests.read.captures import page
from tests.read.pdfs import STORY, column, pdf

from vedette.desk import Desk, inputs
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger import schema as t
from vedette.ledger.store import Store

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def through(url, path):
    """Replay a file."""
    store = Store(url, write=True)
    captures = inputs.files([str(path)], replaying=True)
    done = replay(captures, Line(store, Local(), now=lambda: NOON), now=lambda: NOON)
    store.close()
    return done


def rows(url, *columns):
    """Give columns of the articles, in the order of the log."""
    store = Store(url)
    with store.reading() as connection:
        found = connection.execute(select(*columns).order_by(t.articles.c.seq)).all()
    store.close()
    return [tuple(row) for row in found]


def archived(invented):
    """Write an archive that is not in the order of its dates, of two outlets."""
    return [
        record(http(page().encode()), url="https://www.b.example/2", date="2026-03-03T08:00:00Z"),
        record(http(page().encode()), url="https://a.example/1", date="2026-03-02T08:00:00Z"),
        record(
            http(invented, kind="application/rss+xml"),
            url="https://a.example/rss",
            date="2026-03-04T08:00:00Z",
        ),
    ]


FEED = (
    b"<rss version='2.0'><channel><title>A</title><item><guid>id-7</guid>"
    b"<title>Cable cut</title><description>It failed at noon, the operator said.</description>"
    b"</item></channel></rss>"
)


def test_an_archive_is_replayed_in_the_order_of_its_crawl(tmp_path):
    """Each host is a source; packed or not, a second replay of the same pages adds nothing."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    made = archived(FEED)
    (tmp_path / "a.warc.gz").write_bytes(packed(made))
    (tmp_path / "a.warc").write_bytes(b"".join(made))
    assert through(url, tmp_path / "a.warc.gz").kept == 3
    told = rows(url, t.articles.c.source, t.articles.c.key)
    assert told == [
        ("archive/a-example", "https://a.example/1"),
        ("archive/b-example", "https://www.b.example/2"),
        ("archive/a-example", "id-7"),
    ]
    again = through(url, tmp_path / "a.warc")
    assert (again.found, again.kept, again.read) == (3, 0, 0)


def test_a_cut_archive_leaves_its_issue_in_the_ledger(tmp_path):
    """Once, with the file, the byte, the address and what to do."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    (tmp_path / "a.warc.gz").write_bytes(packed(archived(FEED)[:2])[:-40])
    for _ in range(2):
        through(url, tmp_path / "a.warc.gz")
    desk = Desk(url)
    (fault,) = desk.issues().lines
    desk.close()
    assert "a.warc.gz, byte " in fault.issue.input
    assert "https://a.example/1" in fault.issue.why
    assert fault.issue.remedy


def test_pdfs_and_mails_are_articles_with_findings(tmp_path):
    """A paper in an archive, one attached to a mail, and the mail's own words."""
    pytest.importorskip("pypdfium2")
    url = f"sqlite:///{tmp_path}/l.sqlite"
    paper = pdf([(60, 760, 20, "Tanker boarded"), *column(STORY)])
    kept = record(http(paper, kind="application/pdf"), url="https://sea.example/1.pdf")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(packed([kept]))
    (folder / "b.mbox").write_bytes(mbox(with_paper(mail())))
    done = through(url, folder)
    assert (done.kept, done.read, done.coded, done.issues) == (3, 3, 3, 0)
    readers = {reader for (reader,) in rows(url, t.articles.c.reader)}
    assert readers == {"pdf@1", "text@3"}
    sources = {source for (source,) in rows(url, t.articles.c.source)}
    assert sources == {"archive/sea-example", "archive/ministry-of-the-sea"}


def test_a_label_in_an_archive_is_stricter_than_its_handling(tmp_path):
    """And what bears none is handled as the replay says."""
    names = []
    for number, subject in enumerate(("[TLP:AMBER] Sabotage feared", "Tanker boarded")):
        names.append(str(tmp_path / f"{number}.eml"))
        (tmp_path / f"{number}.eml").write_bytes(bytes(mail(Subject=subject)))
    for level, expected in (("clear", ["amber", "clear"]), ("green", ["amber", "green"])):
        found = inputs.files(names, replaying=True, handling=level)
        assert [one.handling for one in found] == expected
