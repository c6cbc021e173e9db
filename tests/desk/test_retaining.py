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
    """After an upgrade the newest report of a running incident is not there yet."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    line = Line(store, Idle(), now=clock)
    told = "A cable broke off Hanko on Monday. Police said that they saw an anchor dragged."
    old = article("old", told)
    keep(line.appender, old)
    keep(line.appender, article("new", told, known=clock(), source="se/other"))
    folding.catch_up(store)
    retaining = Retaining(store, [Rule(name="old", drop="articles", after=2)], now=clock)
    assert [(one.name, one.hold) for one in retaining.due()] == [(old.id, "running")]
    with store.transaction() as connection:
        folding.drop_views(connection)
        assert folding.fold(connection, 0, 2)
        assert not folding.is_current(connection)
    assert [(one.name, one.hold) for one in retaining.due()] == [(old.id, None)]
    (gone,) = retaining.run(line.appender)
    assert (gone.gone, gone.held) == (0, 1)
    store.close()
