"""What is remembered of a channel that is made of several files."""

from dataclasses import replace
from datetime import timedelta

from tests.ledger.making import NOON, capture

from vedette.collect.harvest import part_of
from vedette.ledger import work
from vedette.ledger.append import Appender
from vedette.records import Issue, Poll

SITE = "https://test.example/100%_a"
POLL = Poll(source="fi/test", channel=SITE, at=NOON, outcome="quiet", status=200)


def file(name, **more):
    """A poll of a file of the channel."""
    return replace(POLL, channel=part_of(SITE, f"https://test.example/{name}.xml"), **more)


def test_files_are_found_under_their_channel_alone(store):
    """Oldest poll first, each with its issue, and none of a channel whose name begins alike."""
    issue = Issue(stage="collect", what="odd", input="x")
    other = replace(POLL, channel=part_of(f"{SITE}!b", "https://test.example/one.xml"))
    with Appender(store, now=lambda: NOON).batch() as batch:
        for poll in (POLL, file("one", etag="1"), file("two", issue=issue), other):
            batch.poll(poll)
        batch.poll(file("one", etag="2", at=NOON + timedelta(hours=1)))
        batch.poll(file("old", at=NOON - timedelta(days=99)))
    with store.reading() as connection:
        found = work.parts(connection, "fi/test", SITE, since=NOON - timedelta(days=1))
    assert {url[21:]: [poll.etag for poll in polls] for url, polls in found.items()} == {
        "one.xml": ["1", "2"],
        "two.xml": [""],
    }
    assert found["https://test.example/two.xml"][0].issue == issue


def test_what_stood_there_at_the_first_look_is_kept(store):
    """By file, as hashes."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        for file_, hashes in (("a.xml", "1 2"), ("b.xml", "")):
            batch.version(work.PASSED, work.passed_name("fi/test", SITE, file_), hashes, NOON)
        batch.version(work.PASSED, work.passed_name("fi/test", "other", "c"), "3", NOON)
    with store.reading() as connection:
        found = work.passed(connection, "fi/test", SITE)
    assert found == {"a.xml": frozenset("12"), "b.xml": frozenset()}


def test_what_other_channels_brought_is_told(store):
    """Their keys and the addresses of their pages, and nothing of one's own."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        batch.capture(replace(capture("id-7", entry=False), url="https://test.example/7"))
        batch.capture(replace(capture("id-8", b"two"), channel=SITE))
    with store.reading() as connection:
        found = work.elsewhere(connection, "fi/test", SITE)
    assert {"id-7", "https://test.example/7"} <= found
    assert "id-8" not in found
