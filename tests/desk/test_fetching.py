"""The pages behind entries: whose turn it is, and which are asked for again."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.desk.test_line import line
from tests.ledger.making import NOON, capture

from vedette.collect import Answer, HostBusy
from vedette.desk.backfilling import at_once
from vedette.desk.fetching import Pages, in_turn, unlisted
from vedette.entries import entry_bytes
from vedette.ledger import schema as t
from vedette.ledger import work
from vedette.ledger.store import Store
from vedette.ledger.work import Waiting
from vedette.records import Channel, Entry

HTML = b"<html><body><article><h1>Cable</h1><p>A cable was cut off Hanko.</p></article></body>"


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield store
    store.close()


class Fetches:
    """Fetches the pages behind entries, round after round, by a clock of the test's own."""

    def __init__(self, store, client, links, *, summary="", feed="https://a.example/rss"):
        self.now, self.store, self.line = NOON, store, line(store)
        feed = Channel(kind="feed", url=feed)
        with self.line.appender.batch() as batch:
            for link in links:
                listed = Entry(key=link, link=link, title="A cable was cut", summary=summary)
                told = replace(capture(link, entry_bytes(listed), known=NOON), channel=feed.url)
                batch.capture(told, wants_page=True)
        self.pages = Pages(
            line=self.line,
            sources=[unlisted("fi/test", feed)],
            client=client,
            now=lambda: self.now,
            write=at_once,
            came=lambda: None,
        )

    async def rounds(self, count, each):
        """Let time pass, and ask for what is due after each step of it."""
        for _ in range(count):
            async with asyncio.TaskGroup() as group:
                await self.pages.begin(group, asyncio.Semaphore(9))
            self.now += each

    def came(self):
        """Give the pages that came, and how many are waited for still."""
        c = t.captures.c
        with self.store.reading() as connection:
            found = connection.execute(select(c.key).where(c.media_type == "text/html")).scalars()
            return sorted(found), len(work.to_fetch(connection))


class Site:
    """A host that gives one page in so many minutes, and holds all others off meanwhile."""

    def __init__(self, minutes, *answers):
        self.desk, self.free, self.sent = None, NOON, []
        self.minutes, self.answers = minutes, list(answers)

    def on_behalf(self, _source):
        return self

    async def get(self, url, **_asked):
        now = self.desk.now
        if now < self.free:
            fault = HostBusy(what="the host is left alone for now", where=url)
            fault.until = self.free
            raise fault
        self.sent.append((url, now - NOON))
        self.free = now + timedelta(minutes=self.minutes)
        status = self.answers.pop(0) if self.answers else 200
        told = {"content-type": "text/html"}
        body = HTML + url.encode()
        return Answer(status=status, url=url, final_url=url, headers=told, body=body)


async def test_who_waits_for_a_hosts_turn_is_not_given_up(store):
    """An attempt that was not sent is none, though it is put off time and again."""
    links = [f"https://a.example/{n:02}" for n in range(12)]
    desk = Fetches(store, site := Site(5), links, summary="Off Hanko.")
    site.desk = desk
    await desk.rounds(200, timedelta(seconds=30))
    assert desk.came() == (links, 0)
    assert sorted(url for url, _ in site.sent) == links


@pytest.mark.parametrize(
    ("summary", "status", "tries"), [("Off Hanko.", 502, 3), ("", 502, 18), ("", 404, 3)]
)
async def test_a_page_that_fails_is_asked_for_as_long_as_its_entry_can_wait(
    store, summary, status, tries
):
    """A teaser must do after ten minutes; of an address alone nothing else would be left."""
    answers = [status] * 99
    desk = Fetches(store, site := Site(0, *answers), ["https://a.example/1"], summary=summary)
    site.desk = desk
    await desk.rounds(3000, timedelta(minutes=1))
    assert desk.came() == ([], 0)
    gaps = [later - sooner for (_, sooner), (_, later) in pairwise(site.sent)]
    assert len(site.sent) == tries
    assert gaps[:2] == [timedelta(minutes=2), timedelta(minutes=4)]
    assert max(gaps) <= timedelta(hours=4)


async def test_a_robots_file_that_fails_once_costs_no_page(web, ask, store):
    """It is asked for again after an hour, and the page after it."""
    web.paths["/robots.txt"] = web.in_turn(web.plain(b"busy", 503), web.plain(status=404))
    web.paths["/a"] = web.plain(HTML, content_type="text/html")
    desk = Fetches(store, ask, [web.url("/a")], summary="Off Hanko.", feed=web.url("/rss"))
    await desk.rounds(9, timedelta(minutes=10))
    assert desk.came() == ([web.url("/a")], 0)


@given(sources=st.lists(st.sampled_from("abc"), max_size=30))
def test_sources_take_turns_and_none_is_left_out(sources):
    """Nobody is asked for its next page before all others with pages were asked for as many."""
    ready = [
        Waiting(seq=n, capture=capture(str(n), source=source)) for n, source in enumerate(sources)
    ]
    placed = in_turn(ready)
    assert sorted(one.seq for one in placed) == list(range(len(ready)))
    for source in set(sources):
        own = [n for n, one in enumerate(placed) if one.capture.source == source]
        assert [placed[n].seq for n in own] == sorted(placed[n].seq for n in own)
        for turn, at in enumerate(own):
            before = [one.capture.source for one in placed[:at]]
            waiting = {one.capture.source for one in placed[at:]} - {source}
            assert all(before.count(other) >= turn for other in waiting)
