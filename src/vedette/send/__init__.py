"""Bringing envelopes to their recipients: one module for each kind of channel.

A channel has two halves. What it *writes* of an envelope is pure (`vedette.write`): those bytes are
kept and chained in the ledger before any of them leaves, so that a second attempt after a crash
sends the same. What *sends* them is here, and knows neither the ledger nor the rules.
"""

from collections.abc import Awaitable, Callable

from vedette.alerts import Channel, Envelope, Receipt

Writes = Callable[[Envelope, Channel, str], bytes]
"""Makes the bytes that go out: of an envelope, for a channel, with links below an address."""

Sends = Callable[[bytes, Envelope, Channel], Awaitable[Receipt]]
"""Sends these bytes; what the receiver or the network does is in the receipt, never raised."""
