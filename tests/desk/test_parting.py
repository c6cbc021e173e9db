"""Incidents that are one for a while and part again: each is told, each in one thread."""

import random

import pytest
from sqlalchemy import select
from tests.desk.alerted import Alerted, rule

from vedette.assess.alerting.threads import pair
from vedette.desk.deciding import Deciding
from vedette.ledger import matters, related, stirring, threads
from vedette.ledger import schema as t

DEEDS = (
    ("cable was cut", "A cable was cut off Hanko on Monday. Nobody saw it.", "Hanko"),
    ("wire was cut", "In a shop of Turku a wire was cut at night, the staff said.", "Turku"),
    (
        "pipe was holed",
        "A pipe was holed near Kotka, and the gas flowed out, a diver said.",
        "Kotka",
    ),
    ("mast was felled", "Somebody sawed until a mast was felled on the hill of Pori.", "Pori"),
)


@pytest.fixture
def desk(tmp_path):
    """A desk that was told of deeds in four towns."""
    made = Alerted(tmp_path, rule(most=1000))
    for key, (anchor, text, place) in enumerate(DEEDS):
        made.report(f"{key}", text, anchor=anchor, place=place)
    made.fold()
    yield made
    made.store.close()


def names(desk):
    """The incidents that there are."""
    with desk.store.reading() as connection:
        return [one.id for one in related.incidents(connection)]


def spoken_of(desk):
    """The incidents that open threads speak of, one for each thread."""
    with desk.store.reading() as connection:
        words = matters.words(connection, names(desk))
        told = threads.told(
            connection, set(connection.execute(select(t.alerts.c.thread)).scalars())
        )
    open_ = {one.alert.thread: one.grounds for one in told if one.alert.cause != "withdrawn"}
    return pair({name: one.grounds for name, one in words.items()}, open_, {}).values()


def joined_and_parted(desk, rng, times=14):
    """Join incidents by decisions, and take such decisions back, looking each time."""
    joined = []
    for n in range(times):
        analyst = Deciding(store=desk.store, author="A", reason=f"look {n}", at=desk.now)
        if joined and rng.random() < 0.5:
            analyst.withdraw(joined.pop(rng.randrange(len(joined))))
        elif len(there := names(desk)) > 1:
            joined.append(analyst.merge(*rng.sample(there, 2)))
        desk.wait(minutes=1).fold()
        yield n


@pytest.mark.parametrize("seed", range(4))
def test_each_is_told_however_often_they_join_and_part(desk, seed):
    """Each incident has one open thread that speaks of it, and no thread speaks of none."""
    for _ in joined_and_parted(desk, random.Random(seed)):
        assert sorted(spoken_of(desk)) == sorted(names(desk))


@pytest.mark.parametrize("seed", range(4))
def test_looking_again_tells_nothing(desk, seed):
    """What did not change is not told again, whichever report somebody looks at."""
    for _ in joined_and_parted(desk, random.Random(seed)):
        before = len(desk.told())
        for key in range(len(DEEDS)):
            article = select(t.articles.c.id).where(t.articles.c.key == f"{key}")
            with desk.appender.batch() as batch:
                stirring.note(batch.connection, batch.connection.execute(article).scalars())
            desk.fold()
        assert len(desk.told()) == before
