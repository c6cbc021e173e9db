"""A large ledger for measuring pages: 100,000 articles and 20,000 incidents out of the sample.

Each article is a report of the sample archive with its findings, and behind it sentences that are
drawn from all of the archive, so that common words are in most of the articles and rare ones in
few; each incident is told by copies of its reports, and stands in a copy of their story.
"""

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from litestar.testing import TestClient
from sqlalchemy import func, insert, select, text, update

from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.relating import incident_from
from vedette.ledger.store import Store
from vedette.web import app

SENTENCES = 6
"""Sentences that come behind those of a report, of which there are 9 to 20."""
INCIDENTS = 20_000
BATCH = 2000


@contextmanager
def visiting(path: Path, articles: int) -> Iterator[TestClient[Any]]:
    """Open the pages of a desk over the ledger at a path, which is filled where it is not there."""
    settings = replace(settle(None), ledger=f"sqlite:///{path}")
    if not path.exists():
        began = time.perf_counter()
        with running.opened(settings.ledger_url) as store:
            running.fill_sample(store, Local())
            _resample(store, articles)
        print(f"filled in {time.perf_counter() - began:.0f} s")
    desk = running.live_desk(settings, running.sample_sources())
    site = app(desk, None, host="127.0.0.1", port=8400)
    with TestClient(site, base_url="http://127.0.0.1:8400") as client:
        yield client
    desk.close()


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
        stands = [dict(row) for row in connection.execute(select(t.stories)).mappings()]
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
        for n in range(1, most // len(stands)):
            connection.execute(insert(t.stories), [_retold(one, n) for one in stands])
        read = connection.execute(select(func.max(t.log.c.seq))).scalar_one()
        connection.execute(update(t.snapshots).values(seq=read))
        connection.execute(text("ANALYZE"))


def _again(one: dict[str, Any], n: int) -> dict[str, Any]:
    """Make the n-th copy of an incident, told by the n-th copies of its reports."""
    whole = incident_from(one["body"])
    name = _numbered(whole.id, n)
    tellings = tuple(replace(told, article=f"{told.article}-{n}") for told in whole.tellings)
    body = msgspec.json.encode(replace(whole, id=name, kin=(), tellings=tellings))
    own = {"id": name, "body": body, "digest": rows.digest_of(body)}
    return {**one, **own, "story": _numbered(one["story"], n)}


def _renamed(one: dict[str, Any], n: int) -> dict[str, str]:
    """Let the n-th copy of an article tell the n-th copy of an incident."""
    return {"incident": _numbered(one["incident"], n), "article": f"{one['article']}-{n}"}


def _retold(one: dict[str, Any], n: int) -> dict[str, Any]:
    """Let the n-th copy of an article stand in the n-th copy of its story."""
    return {**one, "story": _numbered(one["story"], n), "article": f"{one['article']}-{n}"}


def _numbered(name: str, n: int) -> str:
    """Give the id of the n-th copy of what has this one."""
    return f"{name[:-6]}{n:06}"


def _made(
    rng: random.Random, origins: list[dict[str, Any]], pool: list[str], last: int, count: int
) -> Iterator[tuple[dict[str, Any], ...]]:
    for n in range(count):
        origin = origins[n % len(origins)]
        at = last + 1 + n
        known = rows.stamp(rows.moment(origin["seen"]) - timedelta(minutes=5 * (count - n)))
        body = " ".join([origin["text"], *rng.sample(pool, SENTENCES)])
        name = f"{origin['id']}-{n // len(origins) + 1}"
        row = {key: value for key, value in origin.items() if key not in {"coding", "seen"}}
        row |= {"seq": at, "id": name, "key": f"{origin['key']}-{n}", "text": body, "known": known}
        standing = {
            "article": name, "first": at, "seq": at, "coding": origin["coding"],
            "source": origin["source"], "known": known,
        }  # fmt: skip
        words = {"a": at, "b": origin["title"], "c": body, "d": origin["outlet"] or ""}
        yield {"seq": at, "noun": "articles", "recorded": known}, row, standing, words
