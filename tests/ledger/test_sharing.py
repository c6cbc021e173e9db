"""What is looked at for an article: those next to it that have its keys, whenever they came."""

import random
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from tests.ledger.making import NOON, article, capture

from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.signing import signatures
from vedette.relate import glances, stories

COUNT = glances.REACH + 44
"""Reports that all name Kaskinen: enough for the first to be out of reach of the last."""


def made(n):
    """A short report, whose other words no other has, in a language of which much goes uncoded."""
    return article(
        f"k{n}",
        f"Kaskinen, Inkoo: crane Qq{n}q off Zz{n}z moved.",
        title=f"Ww{n}w",
        language="fi",
        known=NOON + timedelta(hours=n),
        source=f"fi/s{n}",
    )


def put(batch, one):
    """Append an article with a capture of its own."""
    seq = batch.capture(capture(one.key, one.text.encode(), source=one.source, known=one.known))
    assert seq is not None
    batch.article(seq, one)


def both(store):
    """The links that the ledger has, and those that all reports give at once."""
    with store.reading() as connection:
        standing = connection.execute(select(t.standing.c.article)).scalars().all()
        signed = signatures(connection, standing, dict.fromkeys(standing, ()), ())
        rows = connection.execute(select(t.links)).all()
        copied = dict(connection.execute(select(t.copies.c.article, t.copies.c.origin)).all())
    whole = stories.links(list(signed.values()), copied)

    def told(linked):
        """The links of those that are no copies: copies are linked whatever their words."""
        return {
            (a, b): odds for (a, b), odds in linked.items() if copied.get(a, a) != copied.get(b, b)
        }

    return told({(row.one, row.other): row.odds for row in rows}), told(whole)


def test_links_do_not_hang_on_when_reports_came(store, appender):
    """Late ones, edits and erasures: what is out of reach for them is, what comes into it too."""
    chance = random.Random(5)
    late = chance.sample(range(COUNT), 9)
    listed = [*(n for n in range(COUNT) if n not in late), *late]
    edited, erased = chance.sample(range(COUNT), 5), chance.sample(range(COUNT), 5)
    for some in (listed[:40], listed[40:-5], listed[-5:]):
        with appender.batch() as batch:
            for n in some:
                put(batch, made(n))
        folding.catch_up(store)
    kept, whole = both(store)
    assert kept == whole != {}
    with appender.batch() as batch:
        for n in edited:
            put(batch, replace(made(n), text=f"Oravainen: Qq{n}q off Zz{n}z."))
        for n in erased:
            batch.erase(made(n).id, author="D", reason="asked", at=NOON)
    folding.catch_up(store)
    kept, whole = both(store)
    assert kept == whole != {}
    assert folding.check(store).holds
