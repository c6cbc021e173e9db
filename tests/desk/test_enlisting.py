"""A list from end to end: signing up, being told, leaving; over SMTP on loopback."""

import asyncio
import re
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select
from tests.desk.alerted import TEXT, Alerted, rule, source
from tests.desk.test_sending import outcomes, send
from tests.send.postoffice import Office, serving

from vedette.alerts import Channel, Receipt
from vedette.desk import running, trying
from vedette.desk.addressing import Addressing
from vedette.desk.deciding import Deciding
from vedette.desk.enlisting import PAUSES, WAITING, Enlisting, Letter
from vedette.desk.settings import Settings
from vedette.errors import SubscriptionRefused
from vedette.ledger import outbox
from vedette.ledger import schema as t
from vedette.send import mail
from vedette.signup import Wish, signups

ANN = Wish(channel="news", address="ann@mail.example")
HERE = "192.0.2.7"


def letter(key):
    """A question."""
    return Letter(subject="Is it you?", text=f"https://desk.example/signup/confirm?key={key}\n")


class Listed(Alerted):
    """A desk with a list, and the office that its mails go through."""

    def __init__(self, folder, office, *, analysts=0, **more):
        self.office = office
        options = {
            "host": "127.0.0.1", "port": office.port, "from": "news@desk.example",
            "page": "https://desk.example", "site": "https://site.example",
            "allow": ("127.0.0.1",),
        }  # fmt: skip
        self.list = Channel(name="news", kind="list", options=options)
        super().__init__(folder, rule(channels=("news",), **more), channels=(self.list,))
        self.signups = signups(folder / "subscribers", lambda: self.now)
        self.outgoing.addressing = Addressing(signups=self.signups)
        self.outgoing.analysts = analysts

    @asynccontextmanager
    async def enlisting(self):
        """What takes people in, at work."""
        async with running.wires(Settings()) as wires:
            made = Enlisting(
                self.signups, (self.list,), sources=[source("fi/a")], wires=wires,
                now=lambda: self.now, opens=partial(mail.opens, tls=self.office.tls),
            )  # fmt: skip
            task = asyncio.create_task(made.run())
            yield made
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def takes(self, **wish):
        """Somebody who has confirmed; gives his name."""
        wished = replace(ANN, **wish)
        before = set(self.signups.names("news"))
        self.signups.confirm(self.signups.link(wished))
        (name,) = set(self.signups.names("news")) - before
        return name

    def release(self, author="A. Analyst"):
        """Let the one incident that there is go to the public."""
        with self.store.reading() as connection:
            name = connection.execute(select(t.incidents.c.id)).scalar_one()
        by = Deciding(store=self.store, author=author, reason="checked", at=self.now)
        by.release(name)
        return self.fold()

    def rows(self):
        """All that the ledger holds, as text."""
        with self.store.reading() as connection:
            return " ".join(
                repr(connection.execute(select(table)).all()) for table in t.metadata.sorted_tables
            ) + " ".join(
                (outbox.body_of(connection, name) or b"").decode()
                for name in connection.execute(select(t.bodies.c.hash)).scalars()
            )


@pytest.fixture
async def desk(tmp_path, monkeypatch):
    """Give a desk whose office is trusted by the system."""
    async with serving(Office()) as office:
        trusted = tmp_path / "authority.pem"
        trusted.write_bytes(office.authority)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        made = Listed(tmp_path, office)
        with closing(made.signups):
            yield made


async def until(what, seconds=5.0):
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not what():  # noqa: ASYNC110  # a server has no event
            await asyncio.sleep(0.01)


async def test_from_the_form_to_the_news_and_out_again(desk):
    """Asked by mail, confirmed by its link, told by mail, and off by the link of that one."""
    async with desk.enlisting() as enlisting:
        assert enlisting.ask(ANN, HERE, letter) == "ask"
        await until(lambda: desk.office.letters)
    (question,) = desk.office.letters
    key = re.search(r"key=(\S+)", question.get_content())[1]
    assert desk.signups.confirm(key) == ANN
    desk.report("a")
    desk.fold()
    desk.release()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    told = desk.office.letters[1]
    assert told["to"] == "ann@mail.example"
    link = told["list-unsubscribe"].strip("<>").removeprefix("https://desk.example/signup/leave/")
    assert desk.signups.leave(link)
    desk.wait(minutes=1).report("b", TEXT + " So b.", source="fi/b", status="confirmed")
    assert desk.fold()[-1].told == "nobody is to get it"


async def test_no_address_stands_in_the_ledger(desk):
    """Neither in what is kept of a mail, nor in what a server said of it."""
    name = desk.takes()
    desk.office.refuses["ann@mail.example"] = "550 5.1.1 <ann@mail.example> is nobody"
    desk.report("a")
    desk.fold()
    desk.release()
    await send(desk, lambda: outcomes(desk) == [("given_up", 1)])
    rows = desk.rows()
    assert name in rows
    assert "is nobody" in rows
    assert "ann@" not in rows
    assert "signup/leave" not in rows
    assert desk.signups.count("news") == 0, "whoever is not there is struck off"
    assert desk.issues() == []


async def test_nothing_goes_to_strangers_before_it_is_released(desk):
    """By one analyst at least, however the desk publishes otherwise."""
    desk.takes()
    desk.report("a")
    assert desk.fold() == []
    assert desk.waiting() == 1
    (one,) = desk.release()
    assert one.outcome == ""


async def test_a_desk_that_asks_for_two_analysts_waits_for_both(tmp_path):
    """As its other exits to the public do."""
    desk = Listed(tmp_path, Office(), analysts=2)
    desk.takes()
    desk.report("a")
    desk.fold()
    assert desk.release() == []
    assert len(desk.release("B. Analyst")) == 1
    desk.signups.close()


async def test_what_nobody_released_in_time_never_leaves(desk):
    """It is on record why; and it was looked for again without anything new."""
    desk.takes()
    desk.report("a")
    desk.fold()
    assert (desk.outgoing.next - desk.now).total_seconds() < 60
    desk.wait(hours=25)
    (one,) = desk.look()
    assert (one.outcome, one.told) == ("given_up", "nobody released it while it was news")


async def test_what_is_raised_after_its_release_waits(desk):
    """Its handling counts as it is now."""
    desk.takes()
    desk.report("a")
    desk.fold()
    with desk.store.reading() as connection:
        name = connection.execute(select(t.incidents.c.id)).scalar_one()
    by = Deciding(store=desk.store, author="A. Analyst", reason="an inquiry", at=desk.now)
    by.release(name)
    number = by.handle(name, "amber")
    assert desk.fold() == []
    by.withdraw(number)
    assert len(desk.fold()) == 1


async def test_a_withdrawal_goes_to_who_got_the_claim_and_waits_for_nobody(desk):
    """Who came later has nothing to unlearn; who does not want the kind any more is told too."""
    desk.takes()
    desk.report("a")
    desk.fold()
    desk.release()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    desk.takes(address="later@mail.example")
    desk.signups.confirm(desk.signups.link(replace(ANN, kinds=("arson",))))
    desk.wait(minutes=1).report("b", TEXT + " B.", source="fi/b", status="accident")
    desk.fold()
    await send(desk, lambda: len(desk.told()) == 2 and all(one for one, _ in outcomes(desk)))
    claim, back = desk.office.letters
    assert back["subject"].startswith("Withdrawn: ")
    assert back["in-reply-to"] == claim["message-id"]


async def test_private_persons_are_not_named(desk):
    """As on the public site; what is kept of the mail does not name them either."""
    desk.takes()
    text = "A cable was cut off Hanko on Monday. The police said that Neil Aspinwick did."
    desk.report("a", text, accuser="The police", accused="Neil Aspinwick")
    desk.fold()
    desk.release()
    await send(desk, lambda: outcomes(desk) == [("taken", 1)])
    assert "Aspinwick" not in desk.office.taken[0][1].decode()
    assert "Aspinwick" in desk.rows()


async def test_each_is_told_of_what_he_asked_for(desk):
    """One who wants arson hears nothing of cables."""
    ann = desk.takes()
    desk.takes(address="bob@mail.example", kinds=("arson",))
    desk.takes(address="eve@mail.example", languages=("uk",))
    fin = desk.takes(address="fin@mail.example", places=("FI",), languages=("en",))
    desk.report("a")
    desk.fold()
    told = desk.release()
    assert {one.envelope.recipient for one in told} == {ann, fin}
    assert len({one.hash for one in told}) == 1, "one body is kept for all"


async def test_only_incidents_go_to_strangers(tmp_path):
    """Nobody releases an alarm."""
    desk = Listed(tmp_path, Office())
    desk.takes()
    with desk.appender.batch() as batch:
        alert = replace(trying._test(rule(), desk.now), subject="alarm")  # noqa: SLF001
        batch.post(batch.alert(alert, trying.Stood(), ()), "news", desk.now)
    (one,) = desk.look()
    assert one.told == "only incidents are released to the public"
    desk.signups.close()


async def test_a_test_of_the_rule_reaches_no_subscriber(desk):
    """It comes back to the address that the list is sent from."""
    desk.takes()
    (ruled,) = desk.outgoing.alerting.rules.values()
    async with running.wires(Settings()) as wires:
        (tried,) = await trying.send(desk.outgoing, desk.appender, ruled, wires, desk.now)
    assert tried.receipt.outcome == "taken"
    assert [one["to"] for one in desk.office.letters] == ["news@desk.example"]
    assert desk.office.letters[0]["list-unsubscribe"] is None


# ── the question ─────────────────────────────────────────────────────────────────────────────────


async def test_a_server_that_puts_strangers_off_is_asked_again(desk):
    """Greylisting: the same mail, under the same Message-ID; who never answers is let be."""
    assert sum(PAUSES) > 3600
    desk.office.answers = ["451 4.7.1 come again"]
    async with desk.enlisting() as enlisting:
        enlisting.ask(ANN, HERE, letter)
        await until(lambda: desk.office.letters, seconds=PAUSES[0] + 5)
    assert len(desk.office.letters) == 1


async def test_a_mailbox_that_is_silent_gets_no_mail(desk):
    """Whoever asks is told the same; nothing of it is to be seen from outside."""
    async with desk.enlisting() as enlisting:
        desk.signups.refuse(desk.signups.link(ANN))
        assert enlisting.ask(ANN, HERE, letter) == "silent"
        assert enlisting.ask(replace(ANN, address="bob@mail.example"), HERE, letter) == "ask"
        await until(lambda: desk.office.letters)
    assert [one["to"] for one in desk.office.letters] == ["bob@mail.example"]


@pytest.mark.parametrize(
    "wish",
    [
        {"channel": "other"},
        {"kinds": ("weather",)},
        {"places": ("XX",)},
        {"languages": ("tlh",)},
        {"address": "ann"},
        {"address": "ann@mail.example\r\nBcc: all@mail.example"},
        {"address": "ann@mail.example,bob@mail.example"},
        {"address": "ä@mail.example"},
        {"address": "a" * 250 + "@mail.example"},
    ],
)
async def test_what_cannot_be_chosen_is_refused(desk, wish):
    """And counts for nothing."""
    async with desk.enlisting() as enlisting:
        with pytest.raises(SubscriptionRefused):
            enlisting.ask(replace(ANN, **wish), HERE, letter)


async def test_no_more_wait_than_are_sent_soon(tmp_path):
    """While the office puts everybody off, memory does not fill."""
    desk = Listed(tmp_path, Office())

    async def again(*_):
        return Receipt(outcome="again")

    made = Enlisting(
        desk.signups,
        (desk.list,),
        wires=lambda _: None,
        now=lambda: desk.now,
        opens=lambda *_: again,
    )
    running_ = asyncio.create_task(made.run())
    for n in range(WAITING):
        made.ask(replace(ANN, address=f"{n}@mail.example"), f"192.0.2.{n}", letter)
        await asyncio.sleep(0)
    with pytest.raises(SubscriptionRefused, match="too many"):
        made.ask(ANN, HERE, letter)
    running_.cancel()
    desk.signups.close()


def test_a_desk_without_a_list_makes_no_file(tmp_path):
    """And one with a list keeps it beside the ledger."""
    settings = Settings(ledger=f"sqlite:///{tmp_path}/l.sqlite")
    with running.subscribers(settings) as found:
        assert found is None
    listed = Channel(name="news", kind="list")
    with running.subscribers(replace(settings, channels=(listed,))) as found:
        assert found.count("news") == 0
    assert (tmp_path / "l.sqlite.subscribers").exists()
