"""Whom a channel reaches: those whom the settings name, or those who asked to be told.

Who asked stands in envelopes under a name; his address takes its place as late as can be, so that
nothing of it is kept with what was sent, and who has left meanwhile is left alone.
"""

from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from vedette.alerts import Channel, Envelope, Receipt
from vedette.desk.plugins import part
from vedette.ledger import subscribers
from vedette.send import Kind

LEFT: Final = Receipt(outcome="given_up", told="listens no more", gone=True)
"""What becomes of an envelope to somebody who has left."""


def is_subscribed(channel: Channel) -> bool:
    """Say whether the recipients of a channel are those who asked for it."""
    kind: Kind = part("channels", channel.kind)
    return kind.subscribed


def recipients(connection: Connection, channel: Channel) -> tuple[str, ...]:
    """Give everybody whom a channel reaches now, subscribers by their names."""
    if is_subscribed(channel):
        return subscribers.standing(connection, channel.name)
    return channel.recipients


def addressed(connection: Connection, channel: Channel, envelope: Envelope) -> Envelope | None:
    """Put the address in the place of a subscriber's name; None where he has left."""
    if not is_subscribed(channel):
        return envelope
    found = subscribers.address_of(connection, channel.name, envelope.recipient)
    return None if found is None else replace(envelope, recipient=found)
