"""How long `/search` takes on a ledger of 100,000 articles and 20,000 incidents.

    python benchmarks/searching.py [--articles 100000] [--rounds 5] [--ledger FILE]

The ledger is resampled from the sample archive: each article is made of sentences that are drawn
from all of it, with the findings of one of its reports, so that common words are in most of the
articles and rare ones in few. Times are those of the whole answer, page included, over the desk's
own handlers in this process; the first round, which grades and places all incidents once, is told
apart.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec
from litestar.testing import TestClient
from sqlalchemy import insert, select, text, update

from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.relating import incident_from
from vedette.ledger.store import Store
from vedette.web import app

SENTENCES = 14
"""Sentences of an article: those of the sample have 9 to 20."""
INCIDENTS = 20_000
BATCH = 2000
Timed = tuple[float, float, str]
CLOCKS = (time.perf_counter, time.process_time)
LINES = (
    "the", "police", "railway", "cable", "signalling cabinet", '"signalling cabinet"',
    "prosecutors",
    "Gdynia", "drone*", "fire -drill", '"set on fire"', "buoy", "Łuków", "anchor tanker", "rail",
    "kind:sabotage", "kind:arson,sabotage place:PL", "kind:sabotage rail", "place:PL rail",
    'kind:arson "signalling cabinet"', "actor:RU", "actor:RU firmness:>=4", "firmness:>=5 cable",
    "status:charged", "target:rail fire", "-kind:espionage police", "country:Poland -source:none",
    "since:2025-06 police", "since:2025-01 until:2025-02 cable", "type:attribution prosecutors",
    "confidence:>=0.95 drone", "grade:>=B2", "grade:>=B2 police", "voices:>=2 kind:arson",
    "bbox:20,53,27,57", "bbox:20,53,27,57 fire", "area:20,53;27,53;27,57;20,57 kind:arson",
    "language:en police", "text:drone,missile,cable", "zzzz",
)  # fmt: skip


def main() -> int:
    """Fill, ask, print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "ledger.sqlite"
        settings = replace(settle(None), ledger=f"sqlite:///{path}")
        if not path.exists():
            began = time.perf_counter()
            with running.opened(settings.ledger_url) as store:
                running.fill_sample(store, Local())
                _resample(store, asked.articles)
            print(f"filled in {time.perf_counter() - began:.0f} s")
        desk = running.live_desk(settings, running.sample_sources())
        site = app(desk, None, host="127.0.0.1", port=8400)
        with TestClient(site, base_url="http://127.0.0.1:8400") as client:
            for order in ("fit", "new"):
                _report(f"{order} first round", _round(client, order))
                times = [pair for _ in range(asked.rounds) for pair in _round(client, order)]
                _report(order, times)
        desk.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ledger", type=Path)
    return parser.parse_args()


def _round(client: TestClient[Any], order: str) -> list[Timed]:
    found = []
    for line in LINES:
        began = time.perf_counter(), time.process_time()
        answer = client.get("/search", params={"q": line, "order": order})
        found.append(
            (*(1000 * (now() - then) for now, then in zip(CLOCKS, began, strict=True)), line)
        )
        assert answer.status_code == 200, (line, answer.status_code)
    return found


def _report(what: str, times: list[Timed]) -> None:
    for n, clock in enumerate(("elapsed", "processor")):
        only = [one[n] for one in times]
        cut = quantiles(only, n=20)[-1]
        slow = sorted(times, key=lambda one: -one[n])[:4]
        told = ", ".join(f"{one[2]!r} {one[n]:.0f}" for one in slow)
        print(f"{what:16} {clock:9} p50 {median(only):6.1f} p95 {cut:6.1f} ms; slowest {told}")


# ── a large ledger ──────────────────────────────────────────────────────────────────────────────


def _resample(store: Store, most: int) -> None:
    rng = random.Random(7)  # the same ledger each time
    with store.reading() as connection:
        told = connection.execute(
            select(t.articles, t.standing.c.coding, t.standing.c.known.label("seen")).join(
                t.standing, t.standing.c.seq == t.articles.c.seq
            )
        ).mappings()
        origins = [dict(row) for row in told]
        happened = [dict(row) for row in connection.execute(select(t.incidents)).mappings()]
        tells = [dict(row) for row in connection.execute(select(t.tellings)).mappings()]
        last = max(connection.execute(select(t.log.c.seq)).scalars())
    pool = [one for row in origins for one in re.split(r"(?<=[.!?])\s+", row["text"]) if one]
    made = _made(rng, origins, pool, last, most - len(origins))
    while some := [one for _, one in zip(range(BATCH), made, strict=False)]:
        with store.transaction() as connection:
            for table, n in ((t.log, 0), (t.articles, 1), (t.standing, 2)):
                connection.execute(insert(table), [one[n] for one in some])
            words = text(
                "INSERT INTO view_search (rowid, title, text, outlet) VALUES (:a,:b,:c,:d)"
            )
            connection.execute(words, [one[3] for one in some])
    with store.transaction() as connection:
        for n in range(1, INCIDENTS // len(happened)):
            listed = [_again(one, n) for one in happened]
            connection.execute(insert(t.incidents), listed)
            copied = [{**one, **_renamed(one, n)} for one in tells]
            connection.execute(insert(t.tellings), copied)
        connection.execute(update(t.snapshots).values(seq=last + most))
        connection.execute(text("ANALYZE"))


def _again(one: dict[str, Any], n: int) -> dict[str, Any]:
    """Make the n-th copy of an incident, told by the n-th copies of its reports."""
    whole = incident_from(one["body"])
    name = f"{whole.id[:-6]}{n:06}"
    tellings = tuple(replace(told, article=f"{told.article}-{n}") for told in whole.tellings)
    body = msgspec.json.encode(replace(whole, id=name, kin=(), tellings=tellings))
    return {**one, "id": name, "body": body}


def _renamed(one: dict[str, Any], n: int) -> dict[str, str]:
    """Let the n-th copy of an article tell the n-th copy of an incident."""
    return {"incident": f"{one['incident'][:-6]}{n:06}", "article": f"{one['article']}-{n}"}


def _made(
    rng: random.Random, origins: list[dict[str, Any]], pool: list[str], last: int, count: int
) -> Iterator[tuple[dict[str, Any], ...]]:
    for n in range(count):
        origin = origins[n % len(origins)]
        at = last + 1 + n
        known = rows.stamp(rows.moment(origin["seen"]) - timedelta(minutes=5 * (count - n)))
        body = " ".join([origin["title"], *rng.sample(pool, SENTENCES)])
        name = f"{origin['id']}-{n // len(origins) + 1}"
        row = {key: value for key, value in origin.items() if key not in {"coding", "seen"}}
        row |= {"seq": at, "id": name, "key": f"{origin['key']}-{n}", "text": body, "known": known}
        standing = {
            "article": name, "first": at, "seq": at, "coding": origin["coding"],
            "source": origin["source"], "known": known,
        }  # fmt: skip
        words = {"a": at, "b": origin["title"], "c": body, "d": origin["outlet"] or ""}
        yield {"seq": at, "noun": "articles", "recorded": known}, row, standing, words


if __name__ == "__main__":
    sys.exit(main())
