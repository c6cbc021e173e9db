"""Browsers that ask to be told: from the subscription to the words on the screen, and its end."""

import json
import stat
from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select, update
from tests.desk.alerted import TEXT, Alerted, rule
from tests.desk.test_sending import outcomes, send
from tests.send.pushes import PushService, Reader

from vedette.alerts import Channel, Subscription
from vedette.desk import running, trying
from vedette.desk.settings import Settings
from vedette.desk.subscribing import MOST, Subscribing, keyed, name_of, own_key
from vedette.errors import ConfigurationError, SubscriptionRefused
from vedette.ledger import folding, outbox
from vedette.ledger import schema as t
from vedette.people import people


class Pushed(Alerted):
    """A desk that alerts browsers, over a push service on loopback."""

    def __init__(self, folder, *answers, **more):
        self.service = PushService(*answers)
        bare = Channel(name="desk", kind="push", options={"allow": ("127.0.0.1",)}, **more)
        self.browsers = keyed((bare,), folder / "push-key")
        super().__init__(folder, rule(), channels=self.browsers)
        self.subscribing = Subscribing(
            self.store, self.browsers, self.outgoing.alerting.rules.values(), now=lambda: self.now
        )

    def browser(self, name="one", by=""):
        """A browser that subscribes."""
        reader = Reader(self.service.url(name))
        self.subscribing.take("desk", reader.address, by)
        return reader

    def asked(self):
        """What each subscriber did, the first first."""
        with self.store.reading() as connection:
            return [row.verb for row in connection.execute(select(t.subscriptions))]

    def listening(self):
        """How many addresses are kept."""
        with self.store.reading() as connection:
            return len(connection.execute(select(t.addresses)).all())


@pytest.fixture
def desk(tmp_path):
    """Give a desk whose push service takes everything."""
    made = Pushed(tmp_path)
    yield made
    made.service.close()


async def test_an_alert_reaches_the_browser_that_asked_for_it(desk):
    """Sealed for it alone, and vouched for by the key that it was offered."""
    reader = desk.browser()
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    assert not desk.service.refused
    told = json.loads(reader.open(desk.service.bodies[0]))
    alert = desk.told()[0].envelope.alerts[0]
    assert (told["title"], told["path"], told["tag"]) == (alert.headline, alert.path, alert.thread)
    (offer,) = desk.subscribing.offers()
    assert desk.service.headers[0]["authorization"].endswith(f"k={offer.key}")


async def test_the_address_of_a_browser_stands_in_one_table_alone(desk):
    """Neither in the chain of what was sent nor in the log: there it goes by another name."""
    reader = desk.browser()
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    assert desk.told()[0].envelope.recipient == name_of("desk", reader.endpoint)
    with desk.store.reading() as connection:
        holding = [
            table.name
            for table in t.metadata.sorted_tables
            if desk.service.url() in repr(connection.execute(select(table)).all())
        ]
    assert holding == ["addresses"]


async def test_a_browser_that_is_gone_is_struck_off(tmp_path):
    """It is no fault of the desk, so no issue; nothing is pushed to it again."""
    desk = Pushed(tmp_path, (410, {}))
    desk.browser()
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("given_up", 1)])
    assert desk.asked() == ["subscribed", "gone"]
    assert (desk.listening(), desk.issues()) == (0, [])
    desk.wait(minutes=1).report("b", TEXT + " So b.", source="fi/b", status="confirmed")
    assert desk.fold()[-1].told == "nobody is to get it"
    desk.service.close()


async def test_who_leaves_meanwhile_is_told_no_more(desk):
    """Between the writing of an envelope and its sending."""
    reader = desk.browser()
    desk.report("a")
    desk.fold()
    desk.subscribing.end("desk", reader.endpoint)
    await send(desk, lambda: bool(outcomes(desk)[0][0]))
    assert outcomes(desk) == [("given_up", 1)]
    assert desk.service.bodies == []
    assert (desk.listening(), desk.issues()) == (0, [])


@pytest.fixture
def crowd(desk, tmp_path):
    """Give the people of a desk that asks for a login: two who may come in."""
    found = people(tmp_path / "people", lambda: desk.now)
    for name in ("A. Analyst", "B. Analyst"):
        found.accounts.add(name, "analyst", by="test")
    desk.outgoing.addressing = replace(desk.outgoing.addressing, accounts=found.accounts)
    yield found
    found.close()


async def test_who_is_disabled_is_told_no_more(desk, crowd):
    """His browser is struck off, and is not back when he is; those of others are told."""
    desk.browser("a", by="A. ANALYST")
    desk.browser("b", by="B. Analyst")
    crowd.accounts.disable("A. Analyst", by="test")
    desk.report("a")
    (sent,) = desk.fold()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    assert sent.envelope.recipient == name_of("desk", desk.service.url("b"))
    assert [len(desk.service.taken(name)) for name in "ab"] == [0, 1]
    assert desk.asked() == ["subscribed", "subscribed", "gone"]
    crowd.accounts.enable("A. Analyst", by="test")
    assert desk.listening() == 1


async def test_who_is_disabled_meanwhile_is_told_no_more(desk, crowd):
    """Between the writing of an envelope and its sending."""
    desk.browser("a", by="A. Analyst")
    desk.report("a")
    desk.fold()
    crowd.accounts.disable("A. Analyst", by="test")
    await send(desk, lambda: outcomes(desk) == [("given_up", 1)])
    assert desk.service.bodies == []
    assert desk.listening() == 0


def test_a_browser_is_that_of_who_came_last(desk, crowd):
    """Two share a machine: it goes on listening for the second when the first is shut out."""
    desk.browser("a", by="A. Analyst")
    desk.browser("a", by="B. Analyst")
    assert desk.asked() == ["subscribed"]
    crowd.accounts.disable("A. Analyst", by="test")
    desk.report("a")
    (sent,) = desk.fold()
    assert sent.outcome == ""


async def test_a_withdrawal_goes_to_whoever_got_the_claim_and_listens_still(desk):
    """Who came later has nothing to unlearn; who left is left alone."""
    stays, leaves = desk.browser("stays"), desk.browser("leaves")
    desk.report("a")
    desk.fold()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)] * 2)
    desk.subscribing.end("desk", leaves.endpoint)
    desk.browser("later")
    desk.wait(minutes=1).report("b", TEXT + " B.", source="fi/b", status="accident")
    desk.fold()
    await send(desk, lambda: all(outcome for outcome, _ in outcomes(desk)))
    claim, back = (json.loads(stays.open(one)) for one in desk.service.taken("stays"))
    assert back["title"].startswith("Withdrawn: ")
    assert back["tag"] == claim["tag"]
    assert [len(desk.service.taken(name)) for name in ("leaves", "later")] == [1, 0]


def test_nothing_above_the_ceiling_is_pushed(desk):
    """It is on record that it did not leave, and no byte of it is kept for sending."""
    desk.browser()
    desk.report("a")
    folding.catch_up(desk.store)
    with desk.appender.batch() as batch:
        desk.outgoing.alerting.look(batch, desk.now)
    with desk.store.transaction() as connection:
        alert = msgspec.json.decode(connection.execute(select(t.alerts.c.body)).scalar_one())
        amber = msgspec.json.encode(alert | {"handling": "amber"}).decode()
        connection.execute(update(t.alerts).values(body=amber))
    (one,) = desk.fold()
    assert (one.outcome, one.envelope.recipient, one.hash) == ("given_up", "", outbox.NOTHING)
    assert one.told == "TLP:AMBER is above the ceiling of the channel"


def test_asking_twice_is_asking_once_and_new_keys_count(desk):
    """A browser that makes new keys for one address is sealed for by these."""
    reader = desk.browser()
    desk.subscribing.take("desk", reader.address)
    assert (desk.asked(), desk.listening()) == (["subscribed"], 1)
    fresh = Reader(reader.endpoint)
    desk.subscribing.take("desk", fresh.address)
    assert (desk.asked(), desk.listening()) == (["subscribed"], 1)
    with desk.store.reading() as connection:
        kept = connection.execute(select(t.addresses.c.address)).scalar_one()
    assert json.loads(kept)["keys"] == json.loads(fresh.address)["keys"]


def test_a_desk_takes_no_more_browsers_than_it_can_push_to(desk):
    """Whoever is there stays, and may renew his keys."""
    reader = desk.browser()
    with desk.appender.batch() as batch:
        for n in range(MOST - 1):
            batch.subscribe(Subscription(channel="desk", name=str(n), address="{}"), desk.now)
    with pytest.raises(SubscriptionRefused, match="1000 browsers"):
        desk.browser("one too many")
    desk.subscribing.take("desk", Reader(reader.endpoint).address)


@pytest.mark.parametrize("channel", ["", "other"])
def test_only_channels_that_push_take_browsers(desk, channel):
    """A webhook is not to be had for the asking."""
    with pytest.raises(SubscriptionRefused, match="no channel"):
        desk.subscribing.take(channel, Reader(desk.service.url()).address)
    hook = Channel(name="other", kind="webhook")
    assert Subscribing(desk.store, (hook,), now=lambda: desk.now).offers() == ()


def test_a_rebuild_keeps_who_listens(desk):
    """Subscriptions are log, and no view."""
    reader = desk.browser()
    folding.rebuild(desk.store)
    assert desk.subscribing.mine(reader.endpoint) == ("desk",)
    assert desk.subscribing.mine("https://elsewhere.example/") == ()


def test_the_desks_key_is_made_once_for_its_owner_alone(tmp_path):
    """It stays the same, or every browser would have to ask anew."""
    path = tmp_path / "deep" / "push-key"
    key = own_key(path)
    assert own_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["push-key"]


def test_no_key_is_made_where_no_channel_pushes(tmp_path):
    """A desk that does not push has no key to lose."""
    channels = (Channel(name="other", kind="webhook"),)
    assert keyed(channels, tmp_path / "push-key") == channels
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_none_is_told_and_not_written_over(tmp_path):
    """A new one would end every subscription unseen."""
    path = tmp_path / "push-key"
    path.write_text("nothing\n")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        own_key(path)
    assert path.read_text() == "nothing\n"


async def test_a_test_of_a_rule_reaches_the_browsers_too(desk):
    """Marked as such; what is kept of it names no address."""
    reader = desk.browser()
    rules = desk.outgoing.alerting.rules
    async with running.wires(Settings()) as wires:
        (tried,) = await trying.send(desk.outgoing, desk.appender, rules["cables"], wires, desk.now)
    assert (tried.recipient, tried.receipt.outcome) == (name_of("desk", reader.endpoint), "taken")
    told = json.loads(reader.open(desk.service.bodies[0]))
    assert told["title"].startswith("SAMPLE TEST of the rule cables")
