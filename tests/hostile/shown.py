"""A ledger that means harm in whatever a page can show: reports, outlets, decisions, watches."""

import json
from dataclasses import replace
from functools import partial
from itertools import cycle

from sqlalchemy import select
from tests.hostile.ledger import HONEST, evil, filled, honest
from tests.hostile.trying import NOW, SHORT
from tests.hostile.words import WORDS

from vedette.desk.deciding import Deciding
from vedette.ledger import related
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Channel, Issue, Poll, Source

SHOWN = {name: words for name, words in WORDS.items() if len(words) <= SHORT and "\0" not in words}
"""What fits a page, and a line that somebody writes."""


def source(name, number, words):
    """A source in whose every word that somebody writes harm stands."""
    home = f"https://evil{number}.example/"
    return Source(
        id=name, name=words, home=home, country="EE", languages=("en",), owner=words,
        ownership="private", licence=words, channels=(Channel(kind="feed", url=f"{home}rss"),),
        reliability="D", reason=words, found=words,
    )  # fmt: skip


def sources(url):
    """List every source of a ledger, as somebody who means harm would."""
    store = Store(url)
    with store.reading() as connection:
        named = sorted(set(connection.execute(select(t.articles.c.source)).scalars()))
    store.close()
    told = cycle(SHOWN.values())
    return tuple(source(name, number, next(told)) for number, name in enumerate(named))


def laid_out(folder):
    """Fill a ledger in a folder with harm by every way in; give its address."""
    (folder / "in").mkdir()
    lines = [json.dumps(honest(number)) for number in range(HONEST)]
    lines += [json.dumps(evil(words, number)) for number, words in enumerate(SHOWN.values())]
    (folder / "in" / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    url = f"sqlite:///{folder}/ledger.sqlite"
    filled(url, folder / "in")
    store = Store(url, write=True)
    _decided(store)
    _failed(store, sources(url))
    store.close()
    return url


def _decided(store):
    """Let somebody whose name means harm decide, for reasons that do."""
    with store.reading() as connection:
        whole = [one.id for one in related.incidents(connection)]
        article = connection.execute(select(t.standing.c.article)).scalars().first()
    for number, words in enumerate(SHOWN.values()):
        by = Deciding(store=store, author=f"{words} {number}", reason=words, at=NOW)
        verbs = (by.note, by.acknowledge, partial(by.assign, to=words), by.confirm)
        verbs[number % len(verbs)](whole[number % len(whole)])
        by.sign(words, words.encode("utf-8", "replace") + b" brief")
    replace(by, reason="words that come back").never(phrase=SHOWN["script"], until=NOW.date())
    by.note(f"{article}")


def _failed(store, listed):
    """Note polls that failed, and issues, in words that mean harm."""
    with Appender(store, now=lambda: NOW).batch() as batch:
        for one, words in zip(listed, cycle(SHOWN.values()), strict=False):
            issue = Issue(stage="collect", what=words, input=words, why=words, remedy=words)
            at = one.channels[0].url
            batch.poll(Poll(source=one.id, channel=at, at=NOW, outcome="failed", issue=issue))
            batch.issue(issue, at=NOW)
