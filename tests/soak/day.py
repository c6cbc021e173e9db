"""A day of a running watch and a desk beside it, at many times real time, with what goes wrong.

    outlets publish and ail ─► vedette watch ─► ledger ◄─ vedette desk ◄─ asked for pages
    locked, full, killed  ─────┘     └─► a receiver of alerts that is away at times

The outlets' day passes quickly, the desk's clock does not: what it has in minutes and seconds is
set as much shorter (polls every 15 seconds for every 300). What was measured is in the folder: each
row of `pulse.jsonl` at once, `hours.jsonl` when an hour of the day is over.
"""

import json
import math
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from datetime import datetime

from sqlalchemy import select
from tests.send.receivers import Hook
from tests.soak import watches, weather
from tests.soak.press import Press
from tests.soak.pulse import Pulse, members, quantiles
from tests.soak.striking import Toll
from tests.soak.weather import DESK, RECEIVER

from vedette.errors import LedgerError
from vedette.ledger import outbox, related, threads
from vedette.ledger import schema as t
from vedette.ledger.store import Store

OUTLETS, HOURLY = 24, 8.5
"""Entries of each outlet in an hour: 4,900 on a whole day, of which 340 tell of something."""
PAST = 180
"""Articles of before for each hour of the day, 4,320 for a whole one: the lists of a desk that has
run a while are full, and so is what it keeps in memory, which holds 4,096 reports."""
POLLED, PACED = 300.0, 2.0
"""Seconds of the day between two polls of a channel, and two requests to a host."""
AFTER = 1 / 3
"""Hours after a trouble in which what came out meanwhile may still be late."""
PATIENCE = 1500
FULL = 8192
"""Bytes beyond which no file grows while the disk is full."""


class Day:
    """`hours` hours at `speed` times real time, with the troubles of one seed."""

    def __init__(self, folder, *, hours, speed, seed):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.hours, self.hour = folder, hours, 3600 / speed
        self.path = folder / "ledger.sqlite"
        self.url = f"sqlite:///{self.path}"
        names = [f"outlet{n}" for n in range(OUTLETS)]
        self.spells = weather.drawn(names, hours, seed)
        self.press = Press(
            self._ailing,
            outlets=OUTLETS,
            entries=round(HOURLY * hours),
            seconds=hours * self.hour,
            past=round(PAST * hours),
        )
        self.hook = Hook()
        self.hook.answers = _Absent(self)
        self.settings = self._settle(speed)
        self.watch = self.desk = self.pulse = None

    def _settle(self, speed):
        """Write what a watch needs; give its environment."""
        self.press.write_sources(self.folder / "sources")
        config = self.folder / "vedette.toml"
        config.write_text(
            f'[channels.duty]\nkind = "webhook"\nto = ["{self.hook.url}"]\n'
            'allow = ["127.0.0.1"]\n\n[[alerts]]\nname = "all"\nchannels = ["duty"]\n'
            "most = 10000\n",
            encoding="utf-8",
        )
        return {
            "XDG_DATA_HOME": str(self.folder),
            "VEDETTE_CONFIG": str(config),
            "VEDETTE_SOURCES": str(self.folder / "sources"),
            "VEDETTE_BUNDLED": "false",
            "VEDETTE_CODE_WORKERS": "1",
            "VEDETTE_REVIEW_INCIDENT": "0",
            "VEDETTE_COLLECT_ALLOW": "127.0.0.0/8",
            "VEDETTE_COLLECT_FASTEST": f"{POLLED / speed:g}",
            "VEDETTE_COLLECT_SLOWEST": f"{POLLED / speed:g}",
            "VEDETTE_COLLECT_PACE": f"{PACED / speed:g}",
        }

    # ── what goes wrong ──────────────────────────────────────────────────────────────────────

    def clock(self, moment):
        """Give the hour of the day of a moment."""
        return (moment - self.press.began) / self.hour

    def at(self, hour):
        """Give the moment of an hour of the day."""
        return self.press.began + hour * self.hour

    def _ailing(self, outlet, moment):
        """Name what somebody suffers from at a moment."""
        hour = self.clock(moment)
        here = (s.kind for s in self.spells if s.whom == outlet and s.start <= hour < s.end)
        return next(here, "")

    def absent(self):
        """Whether the receiver is away now."""
        return bool(self._ailing(RECEIVER, time.time()))

    def troubled(self, outlet, start, end):
        """Whether anything was wrong with an outlet or with the desk between two moments."""
        return any(
            s.whom in {outlet, DESK} and self.at(s.start) < end and start < self.at(s.end + AFTER)
            for s in self.spells
        )

    # ── the day ──────────────────────────────────────────────────────────────────────────────

    def run(self):
        """Live through it, until all that came out is told; give the toll."""
        self.before()
        self.press.began = time.time()
        self.watch = self.start("watch", "--no-sample", "--port", "0")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.desk = self.start("desk", "--port", str(port))
        self.pulse = Pulse(self.folder / "pulse.jsonl", desk=self.desk.pid, port=port)
        self.pulse.group = self.watch.pid
        self.pulse.start()
        self._through()
        self._settled()
        self.pulse.stop()
        return self.end()

    def before(self):
        """Fill the ledger with what there is before the day."""
        archive = self.folder / "past.jsonl"
        self.press.write_past(archive)
        replayed = self.start("replay", str(archive))
        assert replayed.wait(PATIENCE) == 0, self.said()

    def start(self, *args):
        """Start vedette in a group of its own; what it says goes into a file."""
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "vedette", args[0], "--ledger", self.url, *args[1:]],
                env={**os.environ, **self.settings},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def said(self):
        """What the processes said last."""
        return (self.folder / "said").read_text("utf-8", "replace")[-3000:]

    def _through(self):
        """Wait for each trouble of the desk and cause it; tell of each hour when it is over."""
        strikes = [s for s in self.spells if s.whom == DESK]
        told = 0
        while (hour := self.clock(time.time())) < self.hours:
            if strikes and strikes[0].start <= hour:
                one = strikes.pop(0)
                getattr(self, f"_{one.kind}")(self.at(one.end))
            if told + 1 + AFTER < hour:
                self.tell(told)
                told += 1
            assert self.watch.poll() is None, self.said()
            assert self.desk.poll() is None, self.said()
            time.sleep(0.5)
        for left in range(told, int(self.hours)):
            self.tell(left)

    def _locked(self, end):
        """Hold the ledger as another writer would."""
        held = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        self._wait(end)
        held.execute("ROLLBACK")
        held.close()

    def _full(self, end):
        """Let no file of the watch grow."""
        self._limit(FULL)
        self._wait(end)
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size):
        for pid in members(self.watch.pid):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def _kill(self, end):
        """Kill the watch and all that it started, and start it again later."""
        os.killpg(self.watch.pid, signal.SIGKILL)
        self.watch.wait()
        self._wait(end)
        self.watch = self.start("watch", "--no-sample", "--port", "0")
        self.pulse.group = self.watch.pid

    def _wait(self, end):
        time.sleep(max(0.0, end - time.time()))

    def _settled(self):
        """Wait until all is coded and every alert has its end."""
        deadline = time.time() + PATIENCE
        while not (watches.settled(self.url, self.press) and self._sent()):
            assert time.time() < deadline, self.said()
            assert self.watch.poll() is None, self.said()
            time.sleep(5)

    def _sent(self):
        store = Store(self.url)
        with store.reading() as connection:
            stirred = connection.execute(select(t.stirred)).all()
            waits = outbox.posted(connection) or outbox.waiting(connection, "duty", 9)
        store.close()
        return not (stirred or waits)

    def end(self):
        """Stop all, and give what is wrong with what is left."""
        for process in (self.watch, self.desk):
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0, self.said()
        self.press.close()
        self.hook.close()
        return watches.told(self.url, self.press) + self._told()

    def _told(self):
        """Compare what was posted with what was taken, and with what happened."""
        store = Store(self.url)
        with store.reading() as connection:
            a = t.articles.c
            own = select(a.id).where(a.source.startswith("ee/"))
            ours = set(connection.execute(own).scalars())
            happened = [one for one in related.incidents(connection) if ours >= set(one.articles)]
            made = connection.execute(select(t.alerts.c.key, t.alerts.c.thread)).all()
            grounds = threads.told(connection, {row.thread for row in made})
            sent = connection.execute(select(t.envelopes.c.key)).scalars().all()
        store.close()
        assert happened
        assert sent
        rested = {g.article for one in grounds for g in one.grounds}
        untold = sum(not rested.intersection(one.articles) for one in happened)
        keys = [one["key"] for one in self.hook.alerts]
        lost = set(sent) - set(self.hook.taken) | {row.key for row in made} - set(keys)
        twice = len(keys) - len(set(keys)) + len(self.hook.taken) - len(set(self.hook.taken))
        return Toll(lost=untold + len(lost), doubled=twice)

    # ── what it cost ─────────────────────────────────────────────────────────────────────────

    def entries(self, start, end):
        """Seconds from coming out, and from being known, to being coded, in hours without trouble.

        Of entries that came out from one hour of the day until another; and how many are left out.
        """
        try:
            store = Store(self.url)
        except LedgerError:
            return [], [], 0
        a, g, c = t.articles.c, t.log.c, t.coded.c
        asked = (
            select(a.key, a.known, g.recorded)
            .select_from(t.articles.join(t.coded, c.article == a.seq).join(t.log, g.seq == c.seq))
            .where(a.version == 1, c.beside == "", a.source.startswith("ee/"))
        )
        with store.reading() as connection:
            rows = connection.execute(asked).all()
        store.close()
        whole, line, troubled = [], [], 0
        for key, known, recorded in rows:
            outlet, n = watches.name(key).rsplit("-", 1)
            came, coded = self.press.came_out(outlet, int(n)), _stamp(recorded)
            if not start <= self.clock(came) < end:
                continue
            if self.troubled(outlet, came, coded):
                troubled += 1
                continue
            whole.append(coded - came)
            line.append(coded - _stamp(known))
        return whole, line, troubled

    def figures(self, start, end):
        """Sum up what a stretch of the day cost."""
        whole, line, troubled = self.entries(start, end)
        found = {"hours": [start, end], "left out": troubled}
        found |= {"entry s": quantiles(whole), "line s": quantiles(line)}
        names = {row["name"] for row in self.pulse.rows}
        for name in sorted(names):
            if "/" not in name:
                found[name] = quantiles(self.pulse.within(name, self.at(start), self.at(end)))
        return found

    def tell(self, hour):
        """Write down an hour that is over."""
        with (self.folder / "hours.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(self.figures(hour, hour + 1)) + "\n")

    def compared(self):
        """Sum up stretches of the day that should be alike, and how the later ones have grown.

        Of hours the first full one after the desk has warmed with the last; of thirds, so that no
        verdict rests on one slow answer; of the last process its own first full hour with the last.
        """
        kills = [s.end for s in self.spells if s.kind == "kill" and s.end < self.hours - 3]
        begun = math.ceil(max(kills, default=0.0)) + 1
        end = self.hours
        return {
            name: _grown(self.figures(*first), self.figures(*last))
            for name, first, last in (
                ("hours", (1, 2), (end - 1, end)),
                ("thirds", (1, 1 + end / 3), (end - end / 3, end)),
                ("process", (begun, begun + 1), (end - 1, end)),
            )
        }


def _grown(first, last):
    """Set two stretches beside each other: name → quantile → first, last and their ratio."""
    return {
        name: {
            which: [first[name][which], last[name][which], last[name][which] / first[name][which]]
            for which in ("p50", "p99")
        }
        for name in first
        if isinstance(first[name], dict) and isinstance(last.get(name), dict)
    }


class _Absent:
    """What a receiver answers while it is away; an empty list while it is there."""

    def __init__(self, day):
        self.day = day

    def __bool__(self):
        return self.day.absent()

    def pop(self, _first):
        """Refuse for now."""
        return 503, {}


def _stamp(written):
    return datetime.fromisoformat(written).timestamp()
