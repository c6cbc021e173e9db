"""How much was seen: outages show at once and from their true start, and no failure adds light."""

import asyncio
import contextlib
import email.utils
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.making import article, keep

from vedette.coverage import CoverageAsk, Sight, Tally, exposure
from vedette.desk import Desk, running
from vedette.desk.plugins import part
from vedette.desk.remembering import keep as keep_harvest
from vedette.desk.remembering import past_of
from vedette.desk.settings import Settings
from vedette.ledger import folding, work
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Channel, Poll, Source

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Channel(kind="feed", url="https://test.example/feed")
SOURCE = Source(
    id="fi/test",
    name="The Test",
    home="https://test.example/",
    country="FI",
    languages=("en",),
    owner="test",
    ownership="private",
    licence="invented",
    channels=(FEED,),
)


class Outlet:
    """A feed on loopback with one new entry an hour, by a clock that the test turns."""

    def __init__(self, number):
        self.number, self.hour, self.down = number, 0, ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{self.server.server_port}/feed"
        channel = replace(FEED, url=url, full=True)
        self.source = replace(SOURCE, id=f"fi/outlet{number}", channels=(channel,))

    def feed(self):
        """The newest twenty entries as RSS."""
        items = "".join(
            f"<item><title>News {n}</title><guid isPermaLink='false'>{self.number}-{n}</guid>"
            f"<pubDate>{email.utils.format_datetime(MONDAY + n * HOUR)}</pubDate>"
            f"<description>Entry {n} is invented.</description></item>"
            for n in range(max(0, self.hour - 20), self.hour + 1)
        )
        return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()

    def _handler(outlet):  # noqa: N805  # the outlet is what the handler closes over
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Keep quiet."""

            def do_GET(self):
                if self.path == "/robots.txt":
                    self.send_error(404)
                elif outlet.down == "closed":
                    self.close_connection = True
                elif outlet.down:
                    self.send_error(int(outlet.down))
                else:
                    body = outlet.feed()
                    self.send_response(200)
                    self.send_header("Content-Type", "application/rss+xml")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

        return Handler


class Press:
    """Ten outlets, polled every two hours through the collectors and into a ledger."""

    def __init__(self, tmp_path):
        self.outlets = [Outlet(number) for number in range(10)]
        self.store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
        self.now = MONDAY
        self.appender = Appender(self.store, now=lambda: self.now)
        sources = [outlet.source for outlet in self.outlets]
        self.desk = Desk(self.store, sources=sources, now=lambda: self.now)

    async def until(self, client, hour):
        """Poll every outlet every two hours, up to and with this one."""
        while self.now < MONDAY + hour * HOUR:
            self.now += 2 * HOUR
            for outlet in self.outlets:
                outlet.hour = (self.now - MONDAY) // HOUR
            await asyncio.gather(*(self._poll(client, one.source) for one in self.outlets))
            folding.catch_up(self.store)

    async def _poll(self, client, source):
        (channel,) = source.channels
        with self.store.reading() as connection:
            history = work.last_polls(connection, source.id, channel.url)[::-1]
            past = past_of(connection, source, channel, history, now=self.now)
        collect = part("collectors", channel.kind)
        ask = client.on_behalf(source.id)
        harvest = await collect(source, channel, past, ask, now=self.now)
        with self.appender.batch() as batch:
            keep_harvest(batch, harvest, source, channel)

    def blind(self):
        """The sources that are not seen, with the hours since when."""
        found = self.desk.coverage().blind
        return {one.source: (one.since - MONDAY) / HOUR for one in found}

    def close(self):
        """Stop everything."""
        self.store.close()
        for outlet in self.outlets:
            outlet.server.shutdown()
            outlet.server.server_close()


def test_outages_of_three_in_ten_show_within_two_polls_and_from_their_start(tmp_path):
    """Real polls: the blind are named with their last good poll, and the day stays part seen."""
    press = Press(tmp_path)
    allowed = Settings(allow=("127.0.0.1",), pace=0.0, log_days=0, ledger=f"{tmp_path}/l.sqlite")
    out = {"fi/outlet1": 52, "fi/outlet4": 52, "fi/outlet7": 52}

    async def watched():
        async with running.asking(allowed) as client:
            await press.until(client, 52)
            assert press.blind() == {}
            for number, down in ((1, "closed"), (4, "403"), (7, "500")):
                press.outlets[number].down = down
            await press.until(client, 56)
            assert press.blind() == out
            told = press.desk.coverage()
            assert (told.listed, told.seen) == (10, 7)
            assert {one.why for one in told.blind} >= {"the server does not let us in"}
            await press.until(client, 64)
            assert press.blind() == out
            for outlet in press.outlets:
                outlet.down = ""
            await press.until(client, 74)

    with contextlib.closing(press):
        asyncio.run(watched())
        assert press.blind() == {}
        wednesday = (MONDAY + timedelta(days=2)).date()
        ask = CoverageAsk(since=wednesday, until=wednesday, sources=frozenset(out))
        told = press.desk.coverage(ask)
        assert {(one.since - MONDAY) / HOUR for one in told.spells} == {52}
        assert {(one.until - MONDAY) / HOUR for one in told.spells} == {66}
        assert {one.failed for one in told.spells} == {6}
        assert {line.marks for line in told.lines} == {("part",)}
        dark = 66 - 52 - 2 * 1.5
        assert {round(line.share, 6) for line in told.lines} == {round(1 - dark / 24, 6)}
        whole = press.desk.coverage(CoverageAsk(since=wednesday, until=wednesday))
        assert {line.marks for line in whole.lines if line.name not in out} == {("full",)}
        assert {line.expected for line in whole.lines} == {24}
        # The window held what came meanwhile, so all of it came in the end, and is still no sight.
        assert {line.seen for line in whole.lines} == {24}
        light = press.desk.exposure("FI", "en", wednesday)
        assert round(light, 6) == round(1 - 0.3 * dark / 24, 6)


def desk_over(store, polls, now, **more):
    """A desk over invented polls of one source."""
    with Appender(store, now=lambda: now).batch() as batch:
        for one in sorted(polls, key=lambda one: one.at):
            batch.poll(one)
    folding.catch_up(store)
    return Desk(store, sources=[SOURCE, replace(SOURCE, id="fi/b")], now=lambda: now, **more)


def poll(hour, outcome="new", source="fi/test"):
    """A poll so many hours after Monday's midnight."""
    at = MONDAY + hour * HOUR
    return Poll(source=source, channel=FEED.url, at=at, outcome=outcome, new=outcome == "new")


PACES = st.lists(
    st.tuples(st.integers(4, 24), st.sampled_from(["new", "quiet", "quiet", "failed"])),
    min_size=12,
    max_size=40,
)
"""Quarters of an hour since the poll before, and what became of it."""


def paced(paces, source):
    """The polls of a source at these paces."""
    hours = accumulate(quarters / 4 for quarters, _ in paces)
    return [poll(hour, told, source) for hour, (_, told) in zip(hours, paces, strict=True)]


@given(PACES, PACES, st.integers(0, 119))
@settings(max_examples=30, deadline=None)
def test_exposure_never_rises_from_a_failed_poll(tmp_path_factory, one, other, hour):
    """On no day, wherever among the others it falls."""
    polls = paced(one, "fi/test") + paced(other, "fi/b")
    now = MONDAY + 121 * HOUR
    days = [(MONDAY + timedelta(days=n)).date() for n in range(6)]

    def lights(listed, name):
        store = Store(f"sqlite:///{tmp_path_factory.mktemp(name)}/l.sqlite", write=True)
        with contextlib.closing(store):
            desk = desk_over(store, listed, now)
            shares = desk.coverage(CoverageAsk(by="day", since=days[0])).lines
            return [
                *(desk.exposure("FI", "en", day) for day in days),
                *(line.share for line in shares),
            ]

    before = lights(polls, "before")
    after = lights([*polls, poll(hour + 0.1, "failed")], "after")
    for had, has in zip(before[:6], after[:6], strict=True):
        assert (had is None) == (has is None)
    for had, has in zip(before, after, strict=True):
        assert had is None or has is None or has <= had + 1e-12


def test_expectations_are_learnt_from_the_days_before_alone(tmp_path):
    """What a later day brings changes nothing of what was expected."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    with contextlib.closing(store):
        now = MONDAY + 30 * HOUR
        desk_over(store, [poll(hour) for hour in range(100)], now)
        for day, entries in ((0, 50), (1, 3), (2, 5), (3, 90)):
            for n in range(entries):
                at = MONDAY + timedelta(days=day, hours=1)
                keep(
                    Appender(store, now=lambda: now),
                    article(f"{day}-{n}", known=at),
                    body=f"{day}-{n}".encode(),
                )
        folding.catch_up(store)
        desk = Desk(store, sources=[SOURCE], now=lambda: MONDAY + 100 * HOUR)
        lines = desk.coverage(CoverageAsk(by="day")).lines
        # The first day's window had piled up before; a fifth day has begun.
        assert [line.expected for line in lines] == [None, None, 3, 4, 98 / 3]
        assert [line.seen for line in lines] == [50, 3, 5, 90, 0]
        assert [line.marks for line in lines[:4]] == [("full",)] * 4
        assert lines[4].marks == ("silent",)
        assert desk.exposure("FI", "en", MONDAY.date()) is None
        assert desk.exposure("FI", "en", MONDAY.date() + timedelta(days=3)) == 1


def test_where_nothing_can_be_seen_exposure_is_nil(tmp_path):
    """No source of a country, no coder of a language, a desk that stood still for days."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    with contextlib.closing(store):
        polls = [poll(hour) for hour in range(72)]
        now = MONDAY + timedelta(days=10)
        desk = desk_over(store, polls, now, languages=lambda: frozenset({"pl"}))
        day = MONDAY.date() + timedelta(days=2)
        assert desk.exposure("PL", "pl", day) == 0
        assert desk.exposure("FI", "en", day) == 0
        assert desk.coverage().uncoded == ("en",)
        desk = Desk(store, sources=[SOURCE], now=lambda: now)
        assert desk.exposure("FI", "en", day) == 1
        assert desk.exposure("FI", "en", MONDAY.date() + timedelta(days=5)) == 0
        (blind,) = desk.coverage().blind
        assert (blind.since, blind.why) == (MONDAY + 71 * HOUR, "not polled")


def test_a_question_for_all_of_history_costs_no_more_than_some_years(tmp_path):
    """Lines have as many days as are told, and the first of all days is one like others."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    with running.opened(url):
        desk = Desk(url, sources=[SOURCE])
    ever = desk.coverage(CoverageAsk(since=date.min))
    assert (ever.until - ever.since).days == len(ever.total.marks) - 1 == 800
    first = desk.coverage(CoverageAsk(until=date.min))
    assert first.since == first.until == date.min


def test_a_source_counts_by_what_is_expected_of_it_and_could_be_read():
    """Three in four entries are of the one that is seen; one in ten of them cannot be read."""
    day = MONDAY.date()
    seen = Sight(source="a", day=day, expected=30, share=1.0, tally=Tally(seen=30, read=27, lost=3))
    dark = Sight(source="b", day=day, expected=10, share=0.0)
    new = Sight(source="c", day=day, expected=None, share=0.0)
    assert exposure([seen, dark, new]) == 0.75 * 0.9
    assert exposure([new]) is None
    assert exposure([dark]) == 0
