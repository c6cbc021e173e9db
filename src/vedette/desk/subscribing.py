"""Browsers that ask to be told: what they can subscribe to, and the desk's own key.

The key is made once and kept in a file that only its owner reads, outside the ledger: a copy of the
ledger can then not push in the desk's name. Browsers bind a subscription to it, so that with
another key all of them end.
"""

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from vedette.alerts import Channel, Rule, Subscription
from vedette.errors import ConfigurationError, SubscriptionRefused
from vedette.handling import Tlp
from vedette.ledger import subscribers
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.people.accounts import key_of
from vedette.records import digest
from vedette.send import push, sealing

PUSH: Final = "push"
MOST: Final = 1000
"""Subscriptions of one channel, at the most: the desk asks for no login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A channel to which a browser may subscribe: what it tells, under which ceiling, to how many.

    `key` is the public half of the desk's own key.
    """

    channel: str
    rules: tuple[Rule, ...]
    ceiling: Tlp
    listening: int
    key: str


class Subscribing:
    """Takes browsers in and strikes them off; `store` is open for writing."""

    def __init__(
        self,
        store: Store,
        channels: Iterable[Channel],
        rules: Iterable[Rule] = (),
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._appender = Appender(store, now=now)
        self._channels = {one.name: one for one in channels if one.kind == PUSH}
        self._rules = tuple(rules)
        self._now = now

    def offers(self) -> tuple[Offer, ...]:
        """Give what there is to subscribe to."""
        with self._store.reading() as connection:
            return tuple(
                Offer(
                    channel=one.name,
                    rules=tuple(rule for rule in self._rules if one.name in rule.channels),
                    ceiling=one.ceiling,
                    listening=subscribers.listening(connection, one.name),
                    key=sealing.public(one.options["secret"]),
                )
                for one in self._channels.values()
            )

    def take(self, channel: str, address: str, by: str = "") -> None:
        """Take a browser in, by its subscription as JSON; raises SubscriptionRefused.

        `by` is who came in at it, empty on a desk that asks nobody for a login.
        """
        held = self._channel(channel)
        browser = push.read(address, held)
        if isinstance(browser, push.Away):
            raise _refused(browser.why, "ask for it on the desk's page of alerts, in your browser")
        name = name_of(channel, browser.endpoint)
        with self._appender.batch() as batch:
            there = subscribers.subscription(batch.connection, channel, name)
            if there is None and subscribers.listening(batch.connection, channel) >= MOST:
                raise _refused(f"{MOST} browsers listen already", "let one of them end first")
            owner = key_of(by) if by else None
            wanted = Subscription(channel=channel, name=name, address=address, owner=owner)
            batch.subscribe(wanted, self._now())

    def end(self, channel: str, endpoint: str) -> None:
        """Strike a browser off; one that is not there stays so, and nobody learns which it was."""
        name = name_of(self._channel(channel).name, endpoint)
        with self._appender.batch() as batch:
            batch.leave(channel, name, "unsubscribed", self._now())

    def mine(self, endpoint: str) -> tuple[str, ...]:
        """Name the channels that a browser listens to; its address is known to nobody else."""
        with self._store.reading() as connection:
            return tuple(
                channel
                for channel in self._channels
                if subscribers.subscription(connection, channel, name_of(channel, endpoint))
            )

    def _channel(self, name: str) -> Channel:
        if name not in self._channels:
            raise _refused("no channel of this name pushes to browsers", "see the page of alerts")
        return self._channels[name]


def name_of(channel: str, endpoint: str) -> str:
    """Give what stands for a browser wherever it is named; nobody can tell the address by it."""
    return digest("subscription", channel, endpoint)[:16]


def keyed(channels: Iterable[Channel], path: Path) -> tuple[Channel, ...]:
    """Give push channels the desk's own key as their secret; it is made where one is needed."""
    listed = tuple(channels)
    if not any(one.kind == PUSH for one in listed):
        return listed
    options = {"secret": own_key(path)}
    return tuple(
        replace(one, options={**one.options, **options}) if one.kind == PUSH else one
        for one in listed
    )


def own_key(path: Path) -> str:
    """Read the desk's key for web push, or make it; raises ConfigurationError."""
    try:
        if not path.exists():
            _keep(path, sealing.made())
        key = path.read_text(encoding="ascii").strip()
        sealing.private_of(key)
    except (OSError, ValueError) as fault:
        raise ConfigurationError(
            what="the desk's key for web push cannot be used",
            where=str(path),
            why=str(fault),
            remedy="put back the file; without it, delete it, and every browser must ask anew",
        ) from fault
    return key


def _keep(path: Path, key: str) -> None:
    """Write a new key whole, for its owner alone; another process may have been first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _refused(what: str, remedy: str) -> SubscriptionRefused:
    return SubscriptionRefused(what=what, where="web push", remedy=remedy)
