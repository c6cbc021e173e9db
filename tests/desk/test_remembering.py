"""What a poll adds is what the next one is told, and nothing else is remembered."""

from dataclasses import replace
from datetime import timedelta

from tests.ledger.making import NOON, capture

from vedette.collect import Harvest
from vedette.collect.harvest import part_of
from vedette.desk.fetching import unlisted
from vedette.desk.remembering import keep, past_of
from vedette.entries import entry_bytes
from vedette.ledger import work
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Channel, Entry, Poll

SITE = "https://test.example/"
FILE = "https://test.example/s.xml"
CHANNEL = Channel(kind="sitemap", url=SITE)
SOURCE = unlisted("fi/test", CHANNEL)
POLL = Poll(source="fi/test", channel=SITE, at=NOON, outcome="new", status=200, etag="1")


def past(store, channel=CHANNEL):
    """What a collector is told now."""
    with store.reading() as connection:
        history = work.last_polls(connection, "fi/test", channel.url)[::-1]
        return past_of(connection, SOURCE, channel, history, now=NOON + timedelta(hours=1))


def test_a_look_is_remembered_file_by_file(tmp_path):
    """Validators of each, addresses that are no news, and what is known."""
    entry = Entry(key=f"{SITE}a", link=f"{SITE}a")
    found = replace(capture(entry.key, entry_bytes(entry)), channel=SITE)
    part = replace(POLL, channel=part_of(SITE, FILE), etag="2", seen=7)
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    harvest = Harvest(
        poll=POLL, captures=(found,), parts=(part,), passed={FILE: frozenset({"0a", "0b"})}
    )
    with Appender(store, now=lambda: NOON).batch() as batch:
        keep(batch, harvest, SOURCE, CHANNEL)
    told = past(store)
    assert (told.etag, told.parts[FILE].etag, told.parts[FILE].seen) == ("1", "2", 7)
    assert told.passed == {FILE: frozenset({"0a", "0b"})}
    assert told.known == {entry.key: found.hash}
    assert told.elsewhere == frozenset()
    with store.reading() as connection:
        assert [one.capture.key for one in work.to_fetch(connection)] == [entry.key]
    other = past(store, replace(CHANNEL, url="https://test.example/news", kind="index"))
    assert (other.parts, other.passed) == ({}, {})
    assert entry.key in other.elsewhere
    store.close()
