"""A watch that is killed at any moment, while entries come out and while alerts are sent."""

import time

from sqlalchemy import func, select
from tests.desk.test_sending import Killed
from tests.killing import kill, stop
from tests.newsday import NewsDay
from tests.soak.grounds import gaps, views
from tests.soak.striking import Toll, Watching

from vedette.errors import LedgerError
from vedette.ledger import outbox
from vedette.ledger import schema as t
from vedette.ledger.store import Store

OUTLETS, ENTRIES = 4, 60
MEAN = 4.7
"""Seconds that a watch lives, of 0.3 to 9."""
PATIENCE = 1200
"""Seconds for the last one to come to its end."""


def newest(url):
    """Each article's key with its number of versions and whether the newest is the edited one."""
    store = Store(url)
    try:
        with store.reading() as connection:
            a = t.articles.c
            rows = connection.execute(select(a.key, a.version, a.text).order_by(a.version)).all()
            uncoded = select(t.standing.c.article).where(t.standing.c.coding.is_(None))
            folded = select(t.standing.c.article)
            unfolded = select(a.id).where(a.id.not_in(folded))
            waiting = [*connection.execute(uncoded), *connection.execute(unfolded)]
    finally:
        store.close()
    found = {name(key): (version, "was corrected" in text) for key, version, text in rows}
    return found, waiting


def name(key):
    """Name an entry alike whether its key is the feed's or its page's address."""
    return "-".join(key.rsplit("/", 2)[-2:])


def settled(url, day):
    """Whether the ledger holds all that came out as it last stood, read and coded."""
    try:
        found, waiting = newest(url)
    except LedgerError:  # it is being made
        return False
    return not waiting and {key: edited for key, (_, edited) in found.items()} == stood(day)


def stood(day):
    """Each entry of a day by its name, and whether it was edited."""
    return {f"{outlet}-{n}": edited for (outlet, n), edited in day.truth().items()}


def ingest(folder, kills, rng):
    """Kill a watch so often while entries come out and are edited; give the toll.

    A feed has all of its entries: what leaves a feed while nobody watches is nobody's to keep.
    """
    day = NewsDay(
        outlets=OUTLETS, entries=ENTRIES, every=max(1.0, kills * MEAN / ENTRIES), window=ENTRIES
    )
    day.write_sources(folder / "sources")
    url = f"sqlite:///{folder}/ledger.sqlite"
    for _ in range(kills):
        process = Watching(url, folder / "sources", folder)
        time.sleep(rng.uniform(0.3, 2 * MEAN - 0.3))
        assert process.returncode is None, process.communicate()
        kill(process)
    process = Watching(url, folder / "sources", folder)
    deadline = time.time() + PATIENCE
    while time.time() < deadline and not (day.over and settled(url, day)):
        time.sleep(2)
    complaint = stop(process)
    day.close()
    assert process.returncode == 0, complaint
    return Toll(kills=kills) + told(url, day)


def told(url, day):
    """What is wrong with a ledger after a day is over."""
    (found, waiting), truth = newest(url), stood(day)
    lost = sum(key not in found or found[key][1] != edited for key, edited in truth.items())
    more = sum(version > 1 + edited for version, edited in found.values())
    strange = len(found.keys() - truth.keys())
    c = t.captures.c
    twice = select(c.key).group_by(c.source, c.key, c.hash).having(func.count() > 1)
    store = Store(url)
    with store.reading() as connection:
        more += len(connection.execute(twice).all())
    missing, strays = gaps(store)
    store.close()
    path = url.removeprefix("sqlite:///")
    return Toll(
        lost=lost + len(waiting) + missing,
        doubled=more + strange + strays,
        differing=len(views(path)[1]),
    )


class Struck(Killed):
    """A watch over a folder that is forked anew after each kill."""

    patience = PATIENCE

    def start(self):
        """Start watching."""
        return Watching(self.url, self.home / "sources", self.home, **self.more())


def sending(folder, kills):
    """Kill a watch so often while reports come and the receiver stumbles; give the toll."""
    alerts = Struck(folder, reports=2 * kills)
    alerts.through(kills=kills)
    alerts.check()
    store = Store(alerts.url)
    with store.reading() as connection:
        sent = connection.execute(select(t.envelopes.c.key)).scalars().all()
        waits = outbox.posted(connection)
    missing, strays = gaps(store)
    store.close()
    taken = alerts.hook.taken
    return Toll(
        kills=kills,
        lost=len(set(sent) - set(taken)) + len(waits) + missing,
        doubled=len(taken) - len(set(taken)) + strays,
        differing=len(views(alerts.url.removeprefix("sqlite:///"))[1]),
    )
