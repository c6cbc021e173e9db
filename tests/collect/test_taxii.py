"""A collection is asked whether anything is new, and read whole when something is."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stix2

from vedette.collect.harvest import Past
from vedette.collect.keys import Keys
from vedette.collect.taxii import collect_taxii
from vedette.records import Rule

NOW = datetime(2026, 3, 3, tzinfo=UTC)
TYPE = "application/taxii+json;version=2.1"
ROOT = "/api/collections/1/objects/"
FIRST, LAST = "2026-03-01T00:00:00.000001Z", "2026-03-02T00:00:00.000001Z"


def objects():
    """An incident and a report on it."""
    one = stix2.Incident(name="x")
    return [
        json.loads(each.serialize())
        for each in (one, stix2.Report(name="r", published=NOW, object_refs=[one.id]))
    ]


class Served:
    """A server of TAXII on the loopback web."""

    def __init__(self, web):
        self.web = web
        web.paths["/robots.txt"] = web.plain(status=404)

    def answers(self, query, told, last="", status=200):
        """Answer a question with an envelope."""
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        dated = {"x_taxii_date_added_last": last} if last else {}
        self.web.paths[ROOT + query] = self.web.plain(body, status, content_type=TYPE, **dated)

    def asked(self):
        """What was asked, without robots.txt."""
        return [one for one in self.web.log if one.path != "/robots.txt"]


@pytest.fixture
def served(web):
    """Give an empty server."""
    return Served(web)


@pytest.fixture
def poll(served, invented, ask):
    """Poll the collection once."""

    async def once(past=None, *rules, keys=None):
        source, channel = invented.source(served.web.url("/api/collections/1/"), "taxii")
        channel = replace(channel, rules=tuple(Rule(name=n, value=v) for n, v in rules))
        ask.keys = keys or Keys()
        return await collect_taxii(source, channel, past or Past(), ask, now=NOW)

    return once


async def test_the_whole_is_read_page_by_page(served, poll):
    """By the server's token; what belongs together on two pages is one capture."""
    one, report = objects()
    served.answers("?limit=500", {"more": True, "next": "7", "objects": [report]}, FIRST)
    served.answers("?limit=500&next=7", {"more": False, "objects": [one]}, LAST)
    harvest = await poll()
    assert harvest.poll.outcome == "new"
    assert harvest.poll.etag == LAST
    (capture,) = harvest.captures
    assert capture.key == one["id"]
    assert report["id"] in capture.body.decode()
    assert {asked.headers["accept"] for asked in served.asked()} == {TYPE}


async def test_a_server_without_tokens_is_asked_by_date(served, poll):
    """After the last one added; one that gives neither is told, and nothing is taken for all."""
    one, report = objects()
    served.answers("?limit=500", {"more": True, "objects": [one]}, FIRST)
    served.answers(
        "?limit=500&added_after=2026-03-01T00%3A00%3A00.000001Z", {"objects": [report]}, LAST
    )
    harvest = await poll()
    assert (len(harvest.captures), harvest.poll.etag) == (1, LAST)
    served.answers("?limit=500", {"more": True, "objects": [one]})
    harvest = await poll()
    assert harvest.poll.outcome == "failed"
    assert harvest.poll.issue.what == "there is more, and no way to it"


async def test_where_nothing_was_added_one_question_is_asked(served, poll):
    """And where something was, all is read again, and only what changed is a capture."""
    one, report = objects()
    other = json.loads(stix2.Incident(name="y").serialize())
    since = "?limit=1&added_after=2026-03-02T00%3A00%3A00.000001Z"
    served.answers(since, {})
    harvest = await poll(Past(etag=LAST))
    assert (harvest.poll.outcome, harvest.poll.etag) == ("quiet", LAST)
    assert len(served.asked()) == 1
    served.answers("?limit=500", {"objects": [one, other]}, LAST)
    before = await poll()
    known = {capture.key: capture.hash for capture in before.captures}
    served.answers(since, {"objects": [report]})
    served.answers("?limit=500", {"objects": [one, other, report]}, "2026-03-03T00:00:00Z")
    harvest = await poll(Past(etag=LAST, known=known))
    assert [capture.key for capture in harvest.captures] == [one["id"]]
    assert (harvest.poll.seen, harvest.poll.new) == (2, 1)


async def test_an_odd_object_hides_nothing_that_was_added_with_it(served, poll):
    """It is what the one small question is answered with, and no reason to ask no further."""
    odd = {"type": "x-note", "id": "X-NOTE--1", "spec_version": "2.1"}
    since = "?limit=1&added_after=2026-03-01T00%3A00%3A00.000001Z"
    served.answers(since, {"more": True, "objects": [odd]}, FIRST)
    served.answers("?limit=500", {"objects": [odd, *objects()]}, LAST)
    harvest = await poll(Past(etag=FIRST))
    assert (harvest.poll.outcome, harvest.poll.new, harvest.poll.etag) == ("new", 1, LAST)


async def test_who_asks_says_so(served, poll):
    """By the name in the source's file and the secret elsewhere, as a password or as a token."""
    served.answers("?limit=500", {"objects": objects()}, LAST)
    keys = Keys(password=lambda host, user: f"{user}@{host}'s secret")
    await poll(None, ("login", "desk"), keys=keys)
    secret = "desk@127.0.0.1's secret"
    pair = base64.b64encode(f"desk:{secret}".encode()).decode()
    await poll(None, ("login", "desk"), ("scheme", "bearer"), keys=keys)
    told = [asked.headers["authorization"] for asked in served.asked()]
    assert told == [f"Basic {pair}", f"Bearer {secret}"]
    harvest = await poll(None, ("login", "desk"))
    assert harvest.poll.outcome == "failed"
    assert harvest.poll.issue.what == "there is no secret for this collection"
    assert secret not in str(harvest)


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [(b"{", 200, "failed"), (b"[]", 200, "failed"), (b"{}", 401, "failed"), (b"", 503, "busy")],
)
async def test_what_is_no_answer_is_told(served, poll, body, status, outcome):
    """A server that refuses, breaks, or answers with something else; the mark stays."""
    served.answers("?limit=500", body, status=status)
    harvest = await poll()
    assert harvest.poll.outcome == outcome
    assert harvest.poll.issue
    assert not harvest.captures


async def test_an_empty_collection_is_quiet(served, poll):
    """It has nothing, and says so."""
    served.answers("?limit=500", {})
    harvest = await poll()
    assert (harvest.poll.outcome, harvest.issues) == ("quiet", ())
