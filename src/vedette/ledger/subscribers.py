"""Who asked the desk to tell him: what each did is log, his address is kept only while he listens.

    subscriptions   log: subscribed, unsubscribed, gone, by the name that stands for him
    addresses       neither log nor view: where he is reached, deleted when he listens no more

So a subscriber can be forgotten without a gap in the chain of what was sent to him, and no export,
page or message names more of him than his name.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from vedette.alerts import Asked, Subscription
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.noting import Numbered


class Subscribers(Numbered):
    """Those who asked to be told, appended."""

    def subscribe(self, wanted: Subscription, at: datetime) -> bool:
        """Take somebody in; say whether he was not there already, with the same address."""
        there = address_of(self.connection, wanted.channel, wanted.name)
        if there == wanted.address:
            return False
        self._forget(wanted.channel, wanted.name)
        told = {"channel": wanted.channel, "name": wanted.name}
        self.connection.execute(insert(t.addresses), {**told, "address": wanted.address})
        if there is None:
            self._append(t.subscriptions, **told, verb="subscribed", at=rows.stamp(at))
        return there is None

    def leave(self, channel: str, name: str, verb: Asked, at: datetime) -> bool:
        """Strike somebody off, and his address out; say whether he was there."""
        if not self._forget(channel, name):
            return False
        self._append(t.subscriptions, channel=channel, name=name, verb=verb, at=rows.stamp(at))
        return True

    def _forget(self, channel: str, name: str) -> bool:
        a = t.addresses.c
        gone = delete(t.addresses).where(a.channel == channel, a.name == name)
        return bool(self.connection.execute(gone).rowcount)


def standing(connection: Connection, channel: str) -> tuple[str, ...]:
    """Name those who listen on a channel."""
    a = t.addresses.c
    query = select(a.name).where(a.channel == channel).order_by(a.name)
    return tuple(connection.execute(query).scalars())


def listening(connection: Connection, channel: str) -> int:
    """Count those who listen on a channel."""
    query = select(func.count()).where(t.addresses.c.channel == channel)
    return connection.execute(query).scalar_one()


def address_of(connection: Connection, channel: str, name: str) -> str | None:
    """Give where somebody is reached, None where he does not listen any more."""
    a = t.addresses.c
    query = select(a.address).where(a.channel == channel, a.name == name)
    return connection.execute(query).scalar()
