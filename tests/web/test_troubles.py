"""Rows of the issues' page."""

from dataclasses import replace
from datetime import timedelta

from tests.web.invented import NOON, SOURCES

from vedette.desk import Fault, Page
from vedette.records import Issue
from vedette.web.troubles import folded

FEED = Fault(
    seq=9,
    at=NOON,
    issue=Issue(
        stage="collect",
        what="nothing is at this address",
        input="https://lt.pakrante.example/rss",
        why="status 404",
    ),
    article=None,
)


def earlier(fault: Fault, hours: int, **issue) -> Fault:
    """Give a fault of some hours before, other particulars perhaps."""
    told = replace(fault.issue, **issue)
    return replace(fault, seq=fault.seq - hours, at=fault.at - timedelta(hours=hours), issue=told)


def test_the_same_trouble_is_told_once():
    """Equal issues of one input fold where their newest stands; another input stays apart."""
    other = earlier(FEED, 1, input="https://fi.meri.example/rss")
    rows = folded([FEED, other, earlier(FEED, 2), earlier(FEED, 3)], SOURCES)
    assert [(row.fault.seq, row.times, row.first) for row in rows] == [
        (9, 3, NOON - timedelta(hours=3)),
        (8, 1, NOON - timedelta(hours=1)),
    ]


def test_trouble_names_whose_it_is():
    """A channel's address and an article's host name the source; a stranger's host itself."""
    article = earlier(FEED, 1, input="https://www.lt.pakrante.example/news/7")
    stranger = earlier(FEED, 2, input="https://www.stranger.example/x")
    folder = earlier(FEED, 3, input="inbox/a.txt")
    rows = folded([FEED, article, stranger, folder], SOURCES)
    names = [(row.source.id if row.source else None, row.host) for row in rows]
    assert names[0] == names[1] == ("lt/pakrante", "lt.pakrante.example")
    assert names[2:] == [(None, "stranger.example"), (None, "")]


def test_a_host_that_two_sources_share_names_neither():
    """Two papers of one house: only a channel of its own tells which is meant."""
    house = replace(SOURCES[0], id="lt/other", home=SOURCES[1].home, channels=())
    article = earlier(FEED, 1, input="https://lt.pakrante.example/news/7")
    rows = folded([FEED, article], [*SOURCES, house])
    assert [row.source and row.source.id for row in rows] == ["lt/pakrante", None]


def test_the_page_tells_count_source_and_reason(client, live):
    """On a narrow page too, the reason stands apart from what happened."""
    faults = (FEED, earlier(FEED, 1), earlier(FEED, 2))
    live.issues = lambda **_: Page(lines=faults, next=7)
    page = client.get("/issues").text
    assert page.count("nothing is at this address") == 1
    assert "nothing is at this address <small>(status 404)</small>" in page
    assert "3 times, last <time" in page
    assert 'href="/sources/lt/pakrante"><bdi>Pakrantės žinios</bdi>' in page
    assert 'href="/issues?before=7"' in page
