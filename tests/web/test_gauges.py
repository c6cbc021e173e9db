"""`/metrics` and `/health`: figures that a program reads, and whether the desk can answer."""

import asyncio
import re
from dataclasses import replace

import pytest
from litestar.enums import ScopeType
from litestar.testing import TestClient
from tests.ledger.making import NOON, article, keep
from tests.web.conftest import AT, PORT
from tests.web.hushed import HUSH, failed, fill

from vedette.desk import Desk
from vedette.desk.gauging import write
from vedette.desk.standstill import Standstill
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.web import app
from vedette.web.meter import BOUNDS, Meter

LINE = re.compile(r'([a-z_]+)(?:\{([a-z]+)="((?:[^"\\\n]|\\[\\"n])*)"\})? (\S+)')
"""A line of the text format, section "Text-based format" of its specification."""


def figures(body):
    """Read a body strictly: each metric has its help and kind, once and before its figures."""
    assert body.endswith("\n")
    told, kinds = {}, {}
    for line in body.splitlines():
        if line.startswith("# "):
            _, word, name, rest = line.split(" ", 3)
            kinds[name, word] = rest
            assert (name, "HELP") in kinds
            assert not any(named.startswith(name + "{") for named, *_ in told)
            continue
        name, label, value, number = LINE.fullmatch(line).groups()
        family = re.sub("_(bucket|sum|count)$", "", name)
        assert {(name, "TYPE"), (family, "TYPE")} & kinds.keys()
        assert (name, label, value) not in told
        told[name, label, value] = float(number)
    return told


@pytest.fixture
def desk(tmp_path):
    """A desk over forty reports, whose only source failed once."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    fill(url).close()
    store = Store(url, write=True)
    with Appender(store, now=lambda: NOON).batch() as batch:
        batch.poll(failed())
    folding.catch_up(store)
    store.close()
    return Desk(url, sources=[replace(HUSH, handling="clear")], now=lambda: NOON)


@pytest.fixture
def visit(desk):
    """Visit it."""
    site = app(desk, None, host="127.0.0.1", port=PORT)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as client:
        yield client
    desk.close()


def test_figures_are_those_of_the_ledger(visit, desk):
    """What it holds, how it is seen, what failed."""
    answer = visit.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    told = figures(answer.text)
    standing = desk.standing()
    assert told["vedette_articles", None, None] == standing.articles == 40
    assert told["vedette_findings", None, None] == standing.findings
    assert told["vedette_sources", "state", "blind"] == 1
    assert told["vedette_polls_total", "outcome", "failed"] == 1
    assert told["vedette_issues_total", "stage", "collect"] == 1
    assert told["vedette_last_poll_timestamp_seconds", None, None] == NOON.timestamp()
    assert told["vedette_waiting", "stage", "code"] == 0
    assert told["process_cpu_seconds_total", None, None] > 0


def test_what_came_since_is_counted_once(visit, tmp_path):
    """Asked again and again, counters grow by what was appended, and by no more."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    appender = Appender(store, now=lambda: NOON)
    for n in range(1, 4):
        with appender.batch() as batch:
            batch.poll(failed())
        for _ in range(2):
            told = figures(visit.get("/metrics").text)
            assert told["vedette_polls_total", "outcome", "failed"] == 1 + n
    keep(appender, article("new"), code=False)
    told = figures(visit.get("/metrics").text)
    assert told["vedette_waiting", "stage", "relate"] > 0
    folding.catch_up(store)
    told = figures(visit.get("/metrics").text)
    assert told["vedette_waiting", "stage", "relate"] == 0
    assert told["vedette_waiting", "stage", "code"] == 1
    store.close()


def test_answers_are_counted_by_their_status(visit):
    """With how long they took, in buckets that add up."""
    for path in ("/incidents", "/incidents", "/nowhere"):
        visit.get(path)
    told = figures(visit.get("/metrics").text)
    assert told["vedette_http_requests_total", "status", "200"] == 2
    assert told["vedette_http_requests_total", "status", "404"] == 1
    buckets = [n for (name, _, _), n in told.items() if name.endswith("_bucket")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == told["vedette_http_request_seconds_count", None, None] == 3
    assert told["vedette_http_request_seconds_sum", None, None] > 0


async def test_a_slow_answer_is_in_no_bucket_of_the_fast():
    """It is counted where its time is reached, and in all beyond."""

    async def slow(_scope, _receive, send):
        await asyncio.sleep(0.03)
        await send({"type": "http.response.start", "status": 200})

    async def sent(_message):
        pass

    meter = Meter()
    await meter.over(slow)({"type": ScopeType.HTTP, "method": "GET", "path": "/"}, None, sent)
    told = figures(write(meter.metrics()).decode())
    within = [told["vedette_http_request_seconds_bucket", "le", f"{one}"] for one in BOUNDS]
    assert within[:3] == [0, 0, 0]
    assert told["vedette_http_request_seconds_bucket", "le", "+Inf"] == 1


def test_a_desk_is_well_while_its_ledger_can_be_read(client, live):
    """It says so in a word, and that it is not with a status that probes understand."""
    assert (client.get("/health").status_code, client.get("/health").json()) == (
        200,
        {"ledger": "readable"},
    )
    live.broken = True
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"ledger": "out of reach"})
    assert client.get("/health?x=1").status_code == 400


def stand_still(desk, why):
    """Let a desk that watches have met this when it last wrote."""
    desk.standstill = Standstill(since=NOON, why=why, tries=3)


def test_a_line_that_stands_still_says_why_and_since_when(client, live):
    """Whoever may not log in learns it in words that name no server; no probe restarts it."""
    stand_still(live, "connection to server at 10.0.0.7, user desk, failed")
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "ledger": "readable",
        "line": "stands still",
        "since": "2026-03-02T12:00:00+00:00",
        "why": "the database is out of reach",
    }
    live.standstill.over()
    assert client.get("/health").json() == {"ledger": "readable"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "the disk is full"),
        ('could not extend file "base/5/1": No space left on device', "the disk is full"),
        ("attempt to write a readonly database", "the ledger can only be read"),
        ("cannot execute INSERT in a read-only transaction", "the ledger can only be read"),
        ("disk I/O error", "the disk takes nothing in"),
        ("another vedette watches it meanwhile", "another vedette watches the ledger"),
        ("terminating connection due to administrator command", "the database is out of reach"),
    ],
)
def test_figures_say_that_the_line_stands_still(visit, desk, said, told):
    """Since when, with a reason out of few, so that an alarm can rest on it."""
    stand_still(desk, said)
    found = figures(visit.get("/metrics").text)
    assert found["vedette_standing_still", None, None] == 1
    since = found["vedette_standstill_since_timestamp_seconds", "why", told]
    assert since == NOON.timestamp()
    desk.standstill.over()
    found = figures(visit.get("/metrics").text)
    assert found["vedette_standing_still", None, None] == 0
    assert not any(name.startswith("vedette_standstill_since") for name, *_ in found)


def test_a_desk_that_does_not_watch_cannot_know(visit):
    """It leaves out whether the line stands still, rather than say that it does not."""
    found = figures(visit.get("/metrics").text)
    assert not any("still" in name for name, *_ in found)
    assert found["vedette_ledger_readable", None, None] == 1


def test_figures_outlive_their_ledger(visit, desk, tmp_path):
    """While it is out of reach they say that, and since when; afterwards all is there again."""
    stand_still(desk, "unable to open database file")
    assert visit.get("/metrics").status_code == 200
    path = tmp_path / "l.sqlite"
    kept = path.read_bytes()
    path.write_bytes(b"no ledger" * 2000)
    answer = visit.get("/metrics")
    found = figures(answer.text)
    assert answer.status_code == 200
    assert found["vedette_ledger_readable", None, None] == 0
    assert found["vedette_standing_still", None, None] == 1
    assert ("vedette_articles", None, None) not in found
    assert found["process_cpu_seconds_total", None, None] > 0
    path.write_bytes(kept)
    found = figures(visit.get("/metrics").text)
    assert found["vedette_ledger_readable", None, None] == 1
    assert found["vedette_articles", None, None] == 40


def test_a_ledger_that_is_gone_is_not_readable(desk, tmp_path):
    """And it is again as soon as it is back."""
    assert desk.is_readable()
    path = tmp_path / "l.sqlite"
    kept = path.read_bytes()
    path.write_bytes(b"no ledger" * 2000)
    assert not desk.is_readable()
    path.write_bytes(kept)
    assert desk.is_readable()
    desk.close()
