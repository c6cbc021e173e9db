"""Killed at any moment, again and again: nothing lost, nothing twice."""

import json
import random
import time

import pytest
from sqlalchemy import select
from tests.killing import assert_sound, finish, held, kill, run, stop, watch
from tests.newsday import NewsDay

from vedette import sample
from vedette.ledger import schema as t
from vedette.ledger.store import Store

pytestmark = pytest.mark.soak
KILLS = 50


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
    found, waiting = newest(url)
    return not waiting and {key: edited for key, (_, edited) in found.items()} == {
        f"{outlet}-{n}": edited for (outlet, n), edited in day.truth().items()
    }


def test_watch_killed_at_any_moment(tmp_path):
    """Fifty kills while entries come out and are edited: each is there once, each edit too."""
    rng = random.Random(20260302)
    day = NewsDay(outlets=4, entries=60, every=4.0)
    day.write_sources(tmp_path / "sources")
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    for _ in range(KILLS):
        process = watch(url, tmp_path / "sources", home=tmp_path, pace="0.05")
        time.sleep(rng.uniform(0.3, 9.0))
        kill(process)
    process = watch(url, tmp_path / "sources", home=tmp_path, pace="0.05")
    deadline = time.time() + 400
    while time.time() < deadline and not (day.over and settled(url, day)):
        time.sleep(2)
    complaint = stop(process)
    day.close()
    assert settled(url, day), complaint
    assert_sound(url)
    found, _ = newest(url)
    assert all(version <= 1 + edited for version, edited in found.values())


def test_replay_killed_at_any_moment(tmp_path):
    """Fifty kills of one replay leave what one replay in peace leaves."""
    rng = random.Random(2)
    archive = tmp_path / "archive.jsonl"
    with archive.open("w", encoding="utf-8") as lines:
        for turn in range(12):
            for report in sample.reports():
                told = json.loads(json.dumps({"slug": report.slug, "outlet": report.outlet}))
                told |= {
                    "url": f"{report.url}?turn={turn}",
                    "title": report.title,
                    "published": report.published.isoformat(),
                    "text": f"{report.text}\n\nEdition {turn}." if turn else report.text,
                }
                lines.write(json.dumps(told) + "\n")
    peaceful, killed = (f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("peaceful", "killed"))
    assert finish(run("replay", str(archive), "--ledger", peaceful, home=tmp_path)) == 0
    for _ in range(KILLS):
        process = run("replay", str(archive), "--ledger", killed, home=tmp_path)
        time.sleep(rng.uniform(0.2, 6.0))
        kill(process)
    assert finish(run("replay", str(archive), "--ledger", killed, home=tmp_path)) == 0
    assert_sound(killed)
    stores = Store(peaceful), Store(killed)
    assert held(stores[0]) == held(stores[1])
    for store in stores:
        store.close()
