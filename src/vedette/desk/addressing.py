"""Whom a channel reaches: those whom the settings name, or those who asked to be told.

Who asked stands in envelopes under a name; his address takes its place as late as can be, so that
nothing of it is kept with what was sent, and who has left meanwhile is left alone. Browsers that
asked stand in the ledger; who signed up by mail stands in a file apart. The browser of somebody who
may not come in any longer is told nothing from that moment on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from vedette.alerts import Alert, Channel, Envelope, Receipt
from vedette.desk.plugins import part
from vedette.ledger import subscribers
from vedette.ledger.append import Batch
from vedette.people.accounts import Accounts
from vedette.send import Kind, bulletin
from vedette.signup import Signups

LEFT: Final = Receipt(outcome="given_up", told="listens no more", gone=True)
"""What becomes of an envelope to somebody who has left."""
LEAVES: Final = "/signup/leave/"
"""Where on the desk somebody leaves a list, by the link that follows."""


def is_subscribed(channel: Channel) -> bool:
    """Say whether the recipients of a channel are those who asked for it."""
    kind: Kind = part("channels", channel.kind)
    return kind.subscribed


def is_listed(channel: Channel) -> bool:
    """Say whether a channel is a list that people sign up for by mail."""
    kind: Kind = part("channels", channel.kind)
    return kind.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """Knows whom channels reach; `signups` is who signed up, None where nobody can.

    `accounts` is who may come in, None where the desk asks nobody.
    """

    signups: Signups | None = None
    accounts: Accounts | None = None

    def recipients(self, connection: Connection, channel: Channel) -> tuple[str, ...]:
        """Give everybody whom a channel reaches now, those who asked by their names."""
        if is_listed(channel):
            return self.signups.names(channel.name) if self.signups else ()
        if is_subscribed(channel):
            listed = subscribers.standing(connection, channel.name)
            shut_out = self._shut_out(listed.values())
            return tuple(name for name, owner in listed.items() if owner not in shut_out)
        return channel.recipients

    def _shut_out(self, owners: Iterable[str | None]) -> frozenset[str]:
        """Give those of some keys under which nobody may come in; a browser of nobody's stays."""
        named = frozenset(filter(None, owners))
        return named - self.accounts.keys() if named and self.accounts else frozenset()

    def strike(self, batch: Batch, channel: Channel, at: datetime) -> None:
        """Take out the browsers of those who may not come in any longer."""
        if not is_subscribed(channel) or is_listed(channel):
            return
        listed = subscribers.standing(batch.connection, channel.name)
        shut_out = self._shut_out(listed.values())
        for name in [name for name, owner in listed.items() if owner in shut_out]:
            batch.leave(channel.name, name, "gone", at)

    def wanting(self, channel: Channel, alert: Alert) -> tuple[str, ...] | None:
        """Name who of a list asked for what an alert tells; None where a channel is no list."""
        if not is_listed(channel):
            return None
        return self.signups.wanting(channel.name, alert) if self.signups else ()

    def addressed(
        self, connection: Connection, channel: Channel, envelope: Envelope
    ) -> Envelope | None:
        """Put the address in the place of a subscriber's name; None where he has left."""
        if not is_subscribed(channel):
            return envelope
        name = envelope.recipient
        found = (
            self._subscriber(channel, name)
            if is_listed(channel)
            else self._browser(connection, channel, name)
        )
        return None if found is None else replace(envelope, recipient=found)

    def _browser(self, connection: Connection, channel: Channel, name: str) -> str | None:
        found = subscribers.subscription(connection, channel.name, name)
        return None if found is None or self._shut_out([found.owner]) else found.address

    def _subscriber(self, channel: Channel, name: str) -> str | None:
        to = self.signups.address_of(channel.name, name) if self.signups else None
        if to is None or self.signups is None:
            return None
        leave = self.signups.leaving(channel.name, name)
        return bulletin.given(to, f"{channel.options['page'].rstrip('/')}{LEAVES}{leave}")

    def gone(self, batch: Batch, channel: Channel, name: str, at: datetime) -> None:
        """Strike off who is not there any more."""
        if not is_listed(channel):
            batch.leave(channel.name, name, "gone", at)
        elif self.signups:
            self.signups.strike(channel.name, name, "gone")
