"""The ledger: findings appended a second, and how long questions take, while it grows.

    python benchmarks/ledger.py [--findings 1000000] [--ledger URL]

Codings of twenty findings with five entries each are appended in batches of fifty articles, through
the same calls as in the line, and not folded. After each fifth of them are told the findings a
second of the processor in that fifth; at the end, with as many articles in the view of what stands
and in the full-text index, the 95th percentile of the newest twenty and of a search by rank.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, text

from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import (
    Article,
    Capture,
    Coding,
    Field,
    Finding,
    Span,
    coding_id,
    finding_id,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EACH, BATCH, ASKED = 20, 50, 200
WORDS = [
    "harbour",
    "cable",
    "ferry",
    "minister",
    "train",
    "signal",
    "police",
    "vote",
    "night",
    "court",
    "coast",
    "power",
]
NAMES = ("where", "when", "target", "actor", "effect")


def main() -> None:
    """Append, and ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--ledger", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.ledger or f"sqlite:///{Path(folder) / 'l.sqlite'}"
        store = Store(url, write=True)
        _append(store, given.findings // EACH)
        _ask(store)
        store.close()


def _append(store: Store, articles: int) -> None:
    appender = Appender(store, now=lambda: NOON)
    fifth = max(BATCH, articles // 5)
    made, spent, last = 0, 0.0, 0
    numbers = random.Random(1)
    while made < articles:
        batch = [make_article(made + n, numbers) for n in range(BATCH)]
        began = time.process_time()
        put(appender, batch)
        spent += time.process_time() - began
        made += BATCH
        if made - last >= fifth or made >= articles:
            each = EACH * (made - last) / spent
            print(
                f"{EACH * made:9,} findings, {each:8,.0f} a second (articles included)", flush=True
            )
            spent, last = 0.0, made


def put(appender: Appender, made: Sequence[tuple[Capture, Article, Coding]]) -> None:
    """Append articles with their codings, in one transaction."""
    with appender.batch() as batch:
        for capture, article, coding in made:
            number = batch.capture(capture)
            seq = number and batch.article(number, article)
            assert seq
            batch.coding(seq, coding)


def make_article(number: int, numbers: random.Random) -> tuple[Capture, Article, Coding]:
    """Make an article of a hundred words with twenty findings."""
    words = " ".join(numbers.choices(WORDS, k=99)) + f" n{number}"
    capture = Capture(
        source=f"s/{number % 97}",
        channel="bench",
        key=str(number),
        url=f"https://news.example/{number}",
        known=NOON + timedelta(seconds=number),
        body=words.encode(),
        media_type="text/plain",
    )
    article = Article(
        text=words,
        title=f"Report {number}",
        language="en",
        url=capture.url,
        source=capture.source,
        key=capture.key,
        known=capture.known,
        reader="text@1",
    )
    head = Coding(text_hash=article.text_hash, reader="text@1", coder="bench@1", taxonomy="t")
    findings = tuple(_finding(head, words, n) for n in range(EACH))
    return capture, article, replace(head, findings=findings)


def _finding(head: Coding, words: str, n: int) -> Finding:
    spans = [Span(5 * n + k, 5 * n + k + 4) for k in range(6)]
    fields = {
        name: (Field(span=span, text=words[span.start : span.end], value=f"v{n}"),)
        for name, span in zip(NAMES, spans[1:], strict=True)
    }
    anchor = (spans[0],)
    name = finding_id(
        coding_id(head.text_hash, head.reader, head.coder, head.taxonomy),
        "incident",
        "sabotage",
        anchor,
        fields,
    )
    return Finding(
        id=name, type="incident", kind="sabotage", anchor=anchor, fields=fields, confidence=0.9
    )


def _ask(store: Store) -> None:
    """Put what was appended into the views that lists and search ask, and ask them."""
    began = time.process_time()
    a, c = t.articles.c, t.coded.c
    with store.transaction() as connection:
        standing = select(a.id, a.seq, a.seq, c.coding, a.source, a.known).join(
            t.coded, c.article == a.seq
        )
        names = ["article", "first", "seq", "coding", "source", "known"]
        connection.execute(insert(t.standing).from_select(names, standing))
        connection.execute(
            text(
                "INSERT INTO view_search (rowid, title, text, outlet)"
                " SELECT seq, title, text, '' FROM articles"
            )
        )
        connection.execute(text("ANALYZE"))
    print(f"views filled in {time.process_time() - began:.0f} s")
    numbers = random.Random(2)
    with store.reading() as connection:
        v = t.standing.c
        newest = (
            select(a.title, v.known)
            .join(t.standing, v.seq == a.seq)
            .order_by(v.known.desc(), v.first.desc())
            .limit(20)
        )
        _timed("newest twenty", lambda: connection.execute(newest).all())
        ranked = text(
            "SELECT rowid FROM view_search WHERE view_search MATCH :asked ORDER BY rank LIMIT 20"
        )

        def search() -> object:
            asked = {"asked": f"n{numbers.randrange(50_000)} OR n7"}
            return connection.execute(ranked, asked).all()

        _timed("search by rank", search)


def _timed(name: str, ask: Callable[[], object]) -> None:
    took = []
    for _ in range(ASKED):
        began = time.process_time()
        ask()
        took.append(1000 * (time.process_time() - began))
    print(f"{name}: 95th percentile {sorted(took)[int(0.95 * ASKED)]:.2f} ms")


if __name__ == "__main__":
    main()
