"""A desk that watches lets go of what is old, beside all else that it does."""

import asyncio
from functools import partial

from sqlalchemy import select
from tests.desk.test_watching import Idle
from tests.ledger.making import article, keep

from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.retaining import Retaining
from vedette.desk.settings import Settings
from vedette.desk.watching import Watch
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.retention import Rule


def test_a_watching_desk_lets_go_and_its_views_follow(tmp_path):
    """What a rule lets go leaves the views by the desk's own fold."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    line = Line(store, Idle(), now=clock)
    keep(line.appender, article("dull", "Nothing to see."))
    keep(line.appender, article("told"))
    folding.catch_up(store)
    rule = Rule(name="dull", drop="articles", after=1, found="none")
    retaining = Retaining(store, [rule], now=clock)

    def standing():
        with store.reading() as connection:
            return list(connection.execute(select(t.standing.c.article)).scalars())

    async def watched():
        watch = Watch(line=line, sources=(), settings=Settings(), client=None, now=clock)
        daily = watch.daily(partial(retaining.run, line.appender), after=0)
        job = asyncio.create_task(watch.run(daily))
        while len(standing()) == 2:
            assert not job.done(), job.exception()
            await asyncio.sleep(0.05)
        watch.stop()
        await job

    asyncio.run(asyncio.wait_for(watched(), 20))
    assert standing() == [article("told").id]
    assert folding.check(store).holds
    store.close()


def test_what_is_held_stays_while_views_are_folded_afresh(tmp_path):
    """After an upgrade findings are not there yet, and all looks as if nothing was found in it."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    line = Line(store, Idle(), now=clock)
    keep(line.appender, article("dull", "Nothing to see."))
    keep(line.appender, article("told"))
    with store.transaction() as connection:
        folding.drop_views(connection)
        seen = folding.fold(connection, 0, 100)
        folding.drop_views(connection)
        assert folding.fold(connection, 0, seen - 1)
        assert not folding.is_current(connection)
    rule = Rule(name="dull", drop="articles", after=1, found="none")
    Retaining(store, [rule], now=clock).run(line.appender)
    folding.catch_up(store)
    with store.reading() as connection:
        assert list(connection.execute(select(t.standing.c.article)).scalars()) == [
            article("told").id
        ]
        assert folding.is_current(connection)
    store.close()
