"""Bringing alerts to their recipients: in order, again where it fails, once by key over crashes."""

import asyncio
import json
import random
import signal
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.desk.alerted import FILE, TEXT, Alerted, rule
from tests.desk.rumours import rumour
from tests.killing import assert_sound, kill, stop, watch
from tests.send.receivers import Hook

from vedette.alerts import Channel, Receipt
from vedette.collect import guard
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.sending import PATIENCE, Sending, again_at
from vedette.desk.settings import Settings
from vedette.errors import LedgerError
from vedette.ledger import outbox, related, threads
from vedette.ledger import schema as t
from vedette.ledger.outbox import Waiting
from vedette.ledger.store import Store
from vedette.send import Kind


def channel(*hooks):
    """A channel to receivers on loopback."""
    urls = tuple(hook.url for hook in hooks)
    options = {"allow": ("127.0.0.1",)}
    return Channel(name="desk", kind="webhook", recipients=urls, options=options)


async def send(desk, until, *, seconds=5.0, **more):
    """Send until something holds."""

    async def write(function, *given):
        return await asyncio.to_thread(function, *given)

    async with running.wires(Settings()) as wires:
        sending = Sending(
            desk.store, desk.appender, desk.outgoing, wires=wires, now=lambda: desk.now, **more
        )
        task = asyncio.create_task(sending.run(write))
        async with asyncio.timeout(seconds):
            while not until():
                await asyncio.sleep(0.01)
                sending.wake()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def outcomes(desk):
    """What became of each envelope."""
    return [(one.outcome, one.attempts) for one in desk.told()]


async def test_what_was_taken_is_not_sent_again(tmp_path):
    """Started anew, the desk finds nothing to do."""
    hook = Hook()
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    await send(desk, lambda: True)
    hook.close()
    assert list(hook.tries.values()) == [1]


async def test_what_came_later_waits_behind_what_is_put_off(tmp_path):
    """Another recipient waits for nobody; the order of each is kept."""
    slow, quick = Hook((503, {}), (503, {}), port=0), Hook()
    desk = Alerted(tmp_path, rule(), channels=(channel(slow, quick),))
    desk.report("a")
    desk.fold()
    desk.wait(minutes=1).report("b", TEXT + " So b.", source="fi/b", status="confirmed")
    desk.fold()
    await send(desk, lambda: len(quick.taken) == 2 and slow.tries)
    assert slow.taken == []
    desk.wait(seconds=4)
    await send(desk, lambda: sum(slow.tries.values()) == 2)
    desk.wait(seconds=8)
    await send(desk, lambda: len(slow.taken) == 2)
    assert [one["cause"] for one in slow.alerts] == ["new", "stage"]
    for hook in (slow, quick):
        hook.close()


async def test_an_answer_that_is_lost_leads_to_the_same_message_again(tmp_path):
    """The same bytes under the same key: who looks at the key sees it once."""
    hook = Hook((0, {}))
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    await send(desk, lambda: bool(hook.taken))
    desk.wait(seconds=10)
    await send(desk, lambda: outcomes(desk)[0][0] == "taken")
    hook.close()
    assert list(hook.tries.values()) == [2]
    assert len(hook.taken) == 1


async def test_who_never_answers_is_given_up_with_an_issue(tmp_path):
    """After three days, and not before; what a receiver refuses for good, at once."""
    hook = Hook((503, {}), (503, {}), (410, {}))
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("again", 1)])
    desk.now += PATIENCE + timedelta(seconds=1)
    await send(desk, lambda: outcomes(desk) == [("given_up", 2)])
    desk.report("b", "A cable was cut in a shop of Turku. A thief was seen.", place="Turku")
    desk.fold()
    await send(desk, lambda: outcomes(desk)[1] == ("given_up", 1))
    hook.close()
    assert [one.why for one in desk.issues()] == ["after 3 days: 503", "410"]


async def test_what_waited_while_the_desk_was_off_is_tried_for_three_days_more(tmp_path):
    """They are those in which a receiver did not answer: nobody asked it before."""
    hook = Hook((503, {}))
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    desk.now += PATIENCE + timedelta(hours=1)
    await send(desk, lambda: outcomes(desk) == [("again", 1)])
    desk.now += timedelta(hours=1)
    await send(desk, lambda: outcomes(desk) == [("taken", 2)])
    hook.close()


async def test_a_name_that_leads_inward_for_a_moment_gives_no_alert_up(tmp_path, monkeypatch):
    """Behind a captive portal every name does; it is not asked there, and tried again."""

    async def resolve(_host, _port):
        return ["10.0.0.1"]

    hook = Hook()
    monkeypatch.setattr(guard.Guard.__init__, "__defaults__", (None, resolve))
    away = replace(channel(hook), recipients=("http://hook.example/hook",), options={})
    desk = Alerted(tmp_path, rule(), channels=(away,))
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("again", 1)])
    hook.close()
    assert not hook.taken


async def test_a_channel_that_is_put_off_for_an_hour_is_told_once(tmp_path):
    """With since when and why; not sooner, and again only of another outage."""
    hook = Hook((503, {}), (503, {}), (500, {}), (200, {}), (503, {}), (503, {}))
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    told = []
    for tries, minutes in ((1, 59), (2, 2), (3, 30)):
        await send(desk, lambda tries=tries: outcomes(desk) == [("again", tries)])
        told.append(len(desk.issues()))
        desk.wait(minutes=minutes)
    await send(desk, lambda: outcomes(desk) == [("taken", 4)])
    assert told == [0, 0, 1]
    assert desk.issues()[0].why == "since 2026-03-02 12:00 UTC: 500"
    desk.report("b", "A cable was cut in a shop of Turku. A thief was seen.", place="Turku")
    desk.fold()
    await send(desk, lambda: outcomes(desk)[1] == ("again", 1))
    desk.wait(hours=2)
    await send(desk, lambda: outcomes(desk)[1] == ("again", 2))
    hook.close()
    assert [one.what for one in desk.issues()] == ["alerts have been put off for an hour"] * 2


async def test_a_pause_that_is_over_is_not_asked_after_without_end(tmp_path, monkeypatch):
    """Where nothing goes out and its end stays, there is a wait in between."""
    packed = []
    desk = Alerted(tmp_path, rule())
    monkeypatch.setattr(desk.outgoing, "pack", lambda *_: packed.append(1) or 0)
    desk.outgoing.next = desk.now - timedelta(minutes=1)
    sending = Sending(desk.store, desk.appender, desk.outgoing, wires=None, now=lambda: desk.now)

    async def write(function, *given):
        return function(*given)

    task = asyncio.create_task(sending.run(write))
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(packed) == 1


@pytest.mark.parametrize("together", [8, 0])
async def test_who_waits_for_a_turn_has_not_begun(tmp_path, monkeypatch, together):
    """Of a long list as many are sent together as the kind allows, each in one attempt."""
    there, most = [], []

    async def sends(_body, envelope, _channel):
        there.append(envelope.key)
        most.append(len(there))
        await asyncio.sleep(0.25)
        there.remove(envelope.key)
        return Receipt(outcome="taken")

    kind = Kind(writes=None, opens=lambda *_: sends, together=together)
    monkeypatch.setattr("vedette.desk.sending.part", lambda *_: kind)
    everybody = tuple(f"{n}.jsonl" for n in range(40))
    desk = Alerted(tmp_path, rule(), channels=(replace(FILE, recipients=everybody),))
    desk.report("a")
    desk.fold()
    taken = [("taken", 1)] * 40

    def is_done():
        return len(most) >= 40 and not there and outcomes(desk) == taken

    await send(desk, is_done, seconds=30.0, silent=1.0)
    assert max(most) == 8 if together else max(most) > 8
    assert len(most) == 40


def test_a_pause_doubles_and_the_receiver_may_ask_for_more(tmp_path):
    """Up to a quarter of an hour, stretched by the key, never cut."""
    desk = Alerted(tmp_path, rule())
    desk.report("a")
    (sent,) = desk.fold()
    one = Waiting(number=1, envelope=sent.envelope, body=b"", attempts=1, last=desk.now)
    pauses = [
        (again_at(replace(one, attempts=n)) - desk.now).total_seconds() for n in (1, 2, 3, 30)
    ]
    assert 2 <= pauses[0] <= 3
    assert pauses[1:3] == pytest.approx([pauses[0] * 2, pauses[0] * 4])
    assert 900 <= pauses[3] <= 1350
    assert again_at(replace(one, wait=5000.0)) == desk.now + timedelta(seconds=5000)


def test_a_watch_that_is_killed_loses_and_doubles_nothing(tmp_path):
    """Three kills while reports come and the receiver stumbles."""
    alerts = Killed(tmp_path, reports=9)
    alerts.through(kills=3)
    alerts.check()


class Killed:
    """A real watch over a folder, killed at any moment, and a receiver that stumbles."""

    patience = 400

    def __init__(self, folder, *, reports, seed=8):
        self.rng, self.reports, self.home = random.Random(seed), reports, folder
        self.url = f"sqlite:///{folder}/ledger.sqlite"
        # Every eighth is refused for now, every eighth taken and not answered.
        answers = [(204, {}), (503, {}), (204, {}), (204, {})] * 2
        answers[5] = (0, {})
        self.hook, self.dropped = Hook(*answers * reports), 0
        (folder / "inbox").mkdir()
        (folder / "sources" / "ee").mkdir(parents=True)
        (folder / "sources" / "ee" / "inbox.toml").write_text(
            'name = "Inbox"\nhome = "https://inbox.example/"\ncountry = "EE"\n'
            'languages = ["en"]\nowner = "us"\nownership = "private"\nlicence = "invented"\n'
            f'found = "made for a test"\n\n[[channels]]\nkind = "file"\nurl = "{folder}/inbox"\n',
            encoding="utf-8",
        )
        (folder / "vedette.toml").write_text(
            f'[channels.duty]\nkind = "webhook"\nto = ["{self.hook.url}"]\n'
            'allow = ["127.0.0.1"]\n\n[[alerts]]\nname = "all"\nchannels = ["duty"]\nmost = 1000\n',
            encoding="utf-8",
        )

    def start(self):
        """Start watching."""
        return watch(self.url, self.home / "sources", home=self.home, **self.more())

    def more(self):
        """What its environment says beside its sources."""
        config = str(self.home / "vedette.toml")
        return {"VEDETTE_CONFIG": config, "VEDETTE_REVIEW_INCIDENT": "0"}

    def drop(self, last=False):
        """Put the next report into the folder, or all that are left."""
        while self.dropped < self.reports:
            n = self.dropped
            _, title, text = rumour(n, clock().date())
            told = {"title": title, "text": text, "published": clock().isoformat(), "url": f"{n}"}
            part = self.home / "part"
            part.write_text(json.dumps(told), encoding="utf-8")
            part.rename(self.home / "inbox" / f"report{n}.jsonl")
            self.dropped += 1
            if not last:
                return

    def through(self, kills):
        """Kill it so often, at random moments, while reports come; then let it finish."""
        for _ in range(kills):
            process = self.start()
            end = time.time() + self.rng.uniform(0.5, 9.0)
            while time.time() < end:
                self.drop()
                time.sleep(self.rng.uniform(0.2, 1.5))
            kill(process)
        self.drop(last=True)
        process = self.start()
        deadline = time.time() + self.patience
        while time.time() < deadline and not self.done():
            time.sleep(1)
        assert self.done()
        complaint = stop(process)
        self.hook.close()
        # Where all was done before, it may be told to stop before it listens to that.
        assert process.returncode in {0, -signal.SIGTERM}, (process.returncode, complaint)

    def done(self):
        """Whether every report is coded and every envelope has its end."""
        try:
            store = Store(self.url)
        except LedgerError:  # whoever has it open is not that far
            return False
        try:
            with store.reading() as connection:
                coded = connection.execute(
                    select(t.standing.c.article).where(t.standing.c.coding.is_not(None))
                ).all()
                waits = outbox.posted(connection) or outbox.waiting(connection, "duty", 9)
                stirred = connection.execute(select(t.stirred)).all()
                return len(coded) == self.reports and not waits and not stirred
        finally:
            store.close()

    def check(self):
        """Every incident was told, every alert came, and each once by its key."""
        assert_sound(self.url)
        store = Store(self.url)
        with store.reading() as connection:
            happened = list(related.incidents(connection))
            made = connection.execute(select(t.alerts.c.key, t.alerts.c.thread)).all()
            told = threads.told(connection, {row.thread for row in made})
            sent = connection.execute(select(t.envelopes.c.key)).scalars().all()
        store.close()
        rested = {g.article for one in told if one.alert.cause != "withdrawn" for g in one.grounds}
        assert all(rested.intersection(one.articles) for one in happened), "every one was told"
        assert len(happened) >= self.reports // 2
        assert sorted(self.hook.taken) == sorted(sent), "0 lost, 0 doubled by key"
        keys = [one["key"] for one in self.hook.alerts]
        assert sorted(keys) == sorted(row.key for row in made)
        assert len({json.dumps(one) for one in self.hook.alerts}) == len(keys)
