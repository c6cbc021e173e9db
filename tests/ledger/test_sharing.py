"""What is looked at for an article: those next to it that have its keys, whenever they came."""

import random
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from tests.ledger.making import NOON, article, capture

from vedette.ledger import folding, sharing
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


def test_what_is_ordinary_is_not_looked_at_for_what_is(store, appender):
    """Two such of one language are not compared; one of another language is, with all."""
    with appender.batch() as batch:
        for n in range(12):
            put(batch, replace(made(n), language="en"))
        put(batch, replace(made(12), language="fi"))
    folding.catch_up(store)
    ordinary, foreign = made(11), made(12)
    with store.reading() as connection:
        names = [ordinary.id, foreign.id]
        signed = signatures(connection, names, dict.fromkeys(names, ()), ())
        assert signed[ordinary.id].is_ordinary
        assert not signed[foreign.id].is_ordinary
        assert sharing.worth_comparing(connection, signed[ordinary.id]) == [foreign.id]
        abroad = replace(signed[ordinary.id], language="fi")
        assert len(sharing.worth_comparing(connection, abroad)) == 12


def test_who_keeps_a_key_moves_nobody(store, appender):
    """An edit that only weighs a report's words otherwise leaves all others where they stood."""
    with appender.batch() as batch:
        for n in range(COUNT):
            put(batch, made(n))
    folding.catch_up(store)
    name = made(COUNT // 2).id
    with store.transaction() as connection:
        signed = signatures(connection, [name], {name: ()}, ())[name]
        held = sharing.keys(signed)
        heavier = [key._replace(weight=key.weight + 1) for key in held]
        assert sharing.write(connection, name, heavier) == set()
        rows = connection.execute(select(t.keys).where(t.keys.c.article == name)).all()
        assert sorted(row.weight for row in rows) == sorted(key.weight for key in heavier)
        assert sharing.write(connection, name, ())
