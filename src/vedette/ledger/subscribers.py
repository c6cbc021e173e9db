"""Who asked the desk to tell him: what each did is log, his address is kept only while he listens.

    subscriptions   log: subscribed, unsubscribed, gone, by the name that stands for him
    addresses       neither log nor view: where he is reached and whose that is, deleted when he
                    listens no more

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
        """Take somebody in; say whether he was not there already."""
        there = subscription(self.connection, wanted.channel, wanted.name)
        if there == wanted:
            return False
        self._forget(wanted.channel, wanted.name)
        told = {"channel": wanted.channel, "name": wanted.name}
        kept = {**told, "address": wanted.address, "owner": wanted.owner}
        self.connection.execute(insert(t.addresses), kept)
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


def standing(connection: Connection, channel: str) -> dict[str, str | None]:
    """Name those who listen on a channel, each with his owner's key where he has one."""
    a = t.addresses.c
    query = select(a.name, a.owner).where(a.channel == channel).order_by(a.name)
    return {row.name: row.owner for row in connection.execute(query)}


def listening(connection: Connection, channel: str) -> int:
    """Count those who listen on a channel."""
    query = select(func.count()).where(t.addresses.c.channel == channel)
    return connection.execute(query).scalar_one()


def subscription(connection: Connection, channel: str, name: str) -> Subscription | None:
    """Give where somebody is reached and whose he is, None where he does not listen any more."""
    a = t.addresses.c
    query = select(a.address, a.owner).where(a.channel == channel, a.name == name)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Subscription(channel=channel, name=name, address=row.address, owner=row.owner)
