"""What is killed: a replay, decisions, a rebuild, an upgrade; each upon a ledger of its own."""

import json
import shutil
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select
from tests.killing import held
from tests.ledger.making import NOON
from tests.ledger.olden import EARLIER, olden, revision, told
from tests.ledger.streaming import keep, reports
from tests.soak.striking import Toll, finish, start, vedette

from vedette import sample
from vedette.ledger import folding, migrate, related
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.store import Store

AGAIN = 3600
"""Seconds that folding a whole day anew may take."""
REPORTS = 40
"""Reports of the ledger that is decided in, rebuilt and upgraded; it folds in half a second."""
REPLAYED = 24
"""Reports of a replay: some seconds of work, most of it the coder's."""


def filled(path, stream="rhine"):
    """Fill a ledger with coded reports of a stream, and fold them."""
    store = Store(f"sqlite:///{path}", write=True)
    appender = Appender(store, now=lambda: NOON)
    for written, tells in reports(stream, REPORTS):
        keep(appender, written, tells)
    folding.catch_up(store)
    store.close()
    return path


def views(path):
    """What the views hold once everything is folded, and which of them a fresh fold contradicts.

    A process of its own looks: one remembers what it has related, by the names of codings.
    """
    told = Path(f"{path}.views")
    finish(start(_look_over, path, told), AGAIN)
    return json.loads(told.read_bytes())


def _look_over(path, told):
    store = Store(f"sqlite:///{path}", write=True)
    folding.catch_up(store)
    with store.reading() as connection:
        found = dict(folding.fingerprints(connection)), folding.check(store).differing
    store.close()
    told.write_text(json.dumps(found))


def gaps(store):
    """How many numbers of the log are missing, and how many rows have none of their own."""
    with store.reading() as connection:
        last = connection.execute(select(func.max(t.log.c.seq))).scalar() or 0
        nouns = Counter(connection.execute(select(t.log.c.noun)).scalars())
        strays = sum(
            abs(count - folding.size(connection, t.metadata.tables[noun]))
            for noun, count in nouns.items()
        )
    return last - nouns.total(), strays


class Replay:
    """One replay of an archive; it leaves what one in peace has left."""

    peace = None

    def __init__(self, folder):
        self.folder, self.done = folder, False
        self.archive, self.path = folder / "archive.jsonl", folder / "l.sqlite"
        with self.archive.open("w", encoding="utf-8") as lines:
            for report in [*sample.reports()][:REPLAYED]:
                line = {"slug": report.slug, "outlet": report.outlet, "url": report.url}
                line |= {"title": report.title, "text": report.text}
                line["published"] = report.published.isoformat()
                lines.write(json.dumps(line) + "\n")

    def work(self):
        """Replay, until one has come to its end."""
        if self.done:
            return None
        url = f"sqlite:///{self.path}"
        return vedette, self.folder, "replay", str(self.archive), "--ledger", url

    def look(self, *, killed):
        """Note whether it came to its end."""
        self.done = not killed
        return Toll()

    def end(self):
        """Compare with what the first, in peace, has left."""
        store = Store(f"sqlite:///{self.path}")
        missing, strays = gaps(store)
        left = Counter(map(repr, (row for rows in held(store) for row in rows)))
        store.close()
        Replay.peace = Replay.peace or left
        lost, more = Replay.peace - left, left - Replay.peace
        differing = len(views(self.path)[1])
        return Toll(lost=lost.total() + missing, doubled=more.total() + strays, differing=differing)


class Decision:
    """One decision upon an incident, given until its number was seen.

    What changes which incidents there are is not given again where it is in the ledger: its words
    would name what is gone.
    """

    turns, template = 0, None

    def __init__(self, folder):
        self.path, self.folder = folder / "l.sqlite", folder
        if Decision.template is None:
            Decision.template = filled(folder / "template.sqlite")
        shutil.copy(Decision.template, self.path)
        Decision.turns += 1
        self.reason = f"reason {Decision.turns}"
        with Store(f"sqlite:///{self.path}").reading() as connection:
            (one, other, *_) = [whole.id for whole in related.incidents(connection)][
                Decision.turns % 8 :
            ]
        self.verb = [("note", one), ("dismiss", one), ("merge", one, other), ("confirm", one)][
            Decision.turns % 4
        ]
        self.seen = False

    def made(self):
        """How often it stands in the ledger."""
        store = Store(f"sqlite:///{self.path}")
        with store.reading() as connection:
            asked = select(t.decisions.c.seq).where(t.decisions.c.reason == self.reason)
            found = connection.execute(asked).all()
        store.close()
        return len(found)

    def work(self):
        """Decide, as who saw no number would."""
        if self.seen or (self.verb[0] in {"dismiss", "merge"} and self.made()):
            return None
        given = ("--author", "A. Analyst", "--reason", self.reason)
        url = f"sqlite:///{self.path}"
        return vedette, self.folder, "decide", *self.verb, *given, "--ledger", url

    def look(self, *, killed):
        """One that came to its end is there."""
        self.seen = not killed
        return Toll(lost=self.seen and not self.made())

    def end(self):
        """It is there once, and the views know of it."""
        missing, strays = gaps(Store(f"sqlite:///{self.path}"))
        differing = len(views(self.path)[1])
        return Toll(lost=missing, doubled=self.made() - 1 + strays, differing=differing)


class Rebuild:
    """One rebuild; its views are those that were kept step by step."""

    template, kept = None, None

    def __init__(self, folder):
        self.path, self.folder, self.done = folder / "l.sqlite", folder, False
        if Rebuild.template is None:
            Rebuild.template = filled(folder / "template.sqlite")
            Rebuild.kept, _ = views(Rebuild.template)
        shutil.copy(Rebuild.template, self.path)

    def work(self):
        """Rebuild, until one has come to its end."""
        url = f"sqlite:///{self.path}"
        return None if self.done else (vedette, self.folder, "rebuild", "--ledger", url)

    def look(self, *, killed):
        """Whoever folds next, after a kill, comes to the same views."""
        self.done = True
        return self.end() if killed else Toll()

    def end(self):
        """Compare the views and the log with what was there before."""
        before, after = (told(path, self.path) for path in (Rebuild.template, self.path))
        found, against = views(self.path)
        differing = sum(Rebuild.kept[name] != found[name] for name in found) + len(against)
        return _rows(before, after) + Toll(differing=differing)


def _rows(before, after):
    """How many rows of the log are lost, and how many are new."""
    lost = sum((Counter(before[name]) - Counter(after[name])).total() for name in before)
    more = sum((Counter(after[name]) - Counter(before[name])).total() for name in before)
    return Toll(lost=lost, doubled=more)


def opened(path):
    """Open a ledger as a verb that writes does, which brings it forward, and fold it."""
    store = Store(f"sqlite:///{path}", write=True)
    folding.catch_up(store)
    store.close()


class Upgrade:
    """One upgrade of a ledger from an earlier revision, each in its turn."""

    turns, template, kept = 0, None, {}

    def __init__(self, folder):
        self.path, self.old, self.done = folder / "l.sqlite", folder / "old.sqlite", False
        if Upgrade.template is None:
            Upgrade.template = filled(folder / "template.sqlite")
        self.revision = EARLIER[Upgrade.turns % len(EARLIER)]
        Upgrade.turns += 1
        olden(Upgrade.template, self.old, self.revision)
        shutil.copy(self.old, self.path)

    def work(self):
        """Open it, until it is brought forward."""
        return None if self.done else (opened, self.path)

    def look(self, *, killed):
        """It stands where it stood or where it should, never between, with all of its log."""
        self.done = not killed
        torn = revision(self.path) not in {self.revision, migrate.HEAD}
        return Toll(lost=torn) + _rows(told(self.old, self.path), told(self.path, self.old))

    def end(self):
        """Its views are those of a ledger that was brought forward in peace."""
        torn = revision(self.path) != migrate.HEAD
        found, against = views(self.path)
        kept = Upgrade.kept.setdefault(self.revision, found)
        differing = sum(kept[name] != found[name] for name in found) + len(against)
        return Toll(lost=torn, differing=differing)
