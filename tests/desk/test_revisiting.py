"""Pages behind lists that tell of no edit are looked at again, seldom and with conditions."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.desk.test_line import Told
from tests.ledger.making import NOON, capture

from vedette.collect import Answer
from vedette.collect.again import AFTER
from vedette.desk import stages
from vedette.desk.backfilling import at_once
from vedette.desk.fetching import unlisted
from vedette.desk.line import Line
from vedette.desk.revisiting import Revisits
from vedette.engines import Local, unbound
from vedette.entries import entry_bytes
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Channel, Entry, digest

HOUR = timedelta(hours=1)
LINK = "https://a.example/cable-was-cut-off-hanko"
FIRST = "A cable was cut off Hanko on Monday, said the harbour office, and nobody saw it."
EDITED = FIRST.replace("nobody saw it", "a tanker was seen nearby")


class Reads(Told):
    """An engine that reads pages here."""

    def map(self, function, inputs, *, bounds=unbound):
        """Yield one result an input."""
        here = function is stages.read_capture
        return (Local() if here else super()).map(function, inputs, bounds=bounds)


class Site:
    """A site of one page, which says what it was asked with."""

    def __init__(self, text):
        self.text, self.asked, self.busy = text, [], False

    def on_behalf(self, _source):
        """Ask for whichever source."""
        return self

    async def get(self, url, *, headers, **_asked):
        """Answer with the page, or with 304 where the tag still holds."""
        told = headers.get("If-None-Match")
        self.asked.append(told)
        if self.busy:
            return Answer(status=429, url=url, final_url=url)
        body = f"<html><body><article><h1>Cable</h1><p>{self.text}</p></article></body></html>"
        tag = digest(body.encode())
        if told == tag:
            return Answer(status=304, url=url, final_url=url)
        kind = {"content-type": "text/html; charset=utf-8", "etag": tag}
        return Answer(status=200, url=url, final_url=url, headers=kind, body=body.encode())


class Desk:
    """Looks again at one article of a list, by a clock that the test turns."""

    def __init__(self, store, kind="index", **told):
        self.store, self.now, self.site = store, NOON, Site(FIRST)
        channel = Channel(kind=kind, url="https://a.example/news")
        self.line = Line(store, Reads(), now=lambda: self.now)
        self.doing = Revisits(
            line=self.line,
            sources=[unlisted("fi/test", channel)],
            client=self.site,
            now=lambda: self.now,
            sleep=asyncio.sleep,
            write=at_once,
            came=lambda: None,
        )
        self.listed = Entry(key=LINK, link=LINK, title="A cable was cut", **told)
        self.channel = channel

    async def begin(self):
        """Take in the entry and its page."""
        body = entry_bytes(self.listed)
        entry = replace(capture(LINK, body, known=self.now), channel=self.channel.url)
        answer = await self.site.get(LINK, headers={})
        page = replace(
            capture(LINK, answer.body, entry=False, known=self.now),
            channel=self.channel.url,
            headers=answer.headers,
        )
        with self.line.appender.batch() as batch:
            batch.fetched(batch.capture(entry, wants_page=True), page, None, self.now)
        self.line.finish()
        self.site.asked.clear()

    async def after(self, hours):
        """Let hours pass since the first look, and see what is asked and which versions stand."""
        self.now = NOON + hours * HOUR
        self.site.asked.clear()
        await self.doing.round()
        self.line.finish()
        with self.store.reading() as connection:
            texts = connection.execute(select(t.articles.c.text).order_by(t.articles.c.seq))
            return len(self.site.asked), texts.scalars().all()


@pytest.fixture
def store(tmp_path):
    """Open an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield store
    store.close()


async def test_an_edit_that_no_list_tells_of_becomes_a_version(store):
    """Two looks at most, each with the tag; a desk that starts again asks for nothing twice."""
    desk = Desk(store)
    await desk.begin()
    first, second = (pause / HOUR for pause in AFTER)
    assert await desk.after(first - 1) == (0, [desk_text(FIRST)])
    assert await desk.after(first) == (1, [desk_text(FIRST)])
    assert desk.site.asked[0], "the tag was told"
    assert (await desk.after(first))[0] == 0
    desk.site.text = EDITED
    again = Desk(store)
    again.site = again.doing.client = desk.site
    assert await again.after(second) == (1, [desk_text(FIRST), desk_text(EDITED)])
    assert (await again.after(2 * second))[0] == 0


def desk_text(words):
    """The text of the article as it is read."""
    return f"Cable\n\n{words}"


@pytest.mark.parametrize(
    ("kind", "told", "looks"),
    [
        ("index", {}, 1),
        ("index", {"published": NOON - 5 * HOUR}, 1),
        ("sitemap", {}, 1),
        ("sitemap", {"updated": NOON}, 0),
        ("feed", {}, 0),
        ("index", {"published": NOON - 90 * 24 * HOUR}, 0),
    ],
)
async def test_only_where_nothing_else_tells_of_edits(store, kind, told, looks):
    """Not for feeds, for sitemaps with a last change, or for what was filled in of the past."""
    desk = Desk(store, kind, **told)
    await desk.begin()
    assert (await desk.after(4))[0] == looks


async def test_a_busy_host_is_asked_later(store):
    """A look that was put off does not count as one."""
    desk = Desk(store)
    await desk.begin()
    desk.site.busy = True
    assert (await desk.after(3))[0] == 1
    desk.site.busy = False
    assert (await desk.after(4))[0] == 1
    assert (await desk.after(5))[0] == 0
