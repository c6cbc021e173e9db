"""Bringing envelopes to their recipients: one module for each kind of channel.

A channel has two halves. What it *writes* of an envelope is pure (`vedette.write`): those bytes are
kept and chained in the ledger before any of them leaves, so that a second attempt after a crash
sends the same. What *sends* them is here, and knows neither the ledger nor the rules.
"""

import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from vedette.alerts import Channel, Envelope, Receipt

Writes = Callable[[Envelope, Channel, str], bytes]
"""Makes the bytes that go out: of an envelope, for a channel, with links below an address."""

Sends = Callable[[bytes, Envelope, Channel], Awaitable[Receipt]]
"""Sends these bytes; what the receiver or the network does is in the receipt, never raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered: `headers` have lower-case names, `body` is cut at 64 KiB."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Wire(Protocol):
    """The way out: addresses guarded, on the web TLS verified, no redirect followed.

    A private host is asked only where the channel's option `allow` names it.
    """

    async def ask(
        self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST"
    ) -> Reply:
        """Put one question; raises CollectError where nothing comes back, or nobody may ask."""
        ...

    async def reach(self, host: str, port: int) -> socket.socket:
        """Connect to a server that is none of the web's, at an address that was looked at.

        Raises CollectError as `ask` does. Who gets the connection closes it.
        """
        ...


Opens = Callable[[Channel, Wire], Sends]
"""Makes what sends over a channel, once for as long as the desk runs."""


def sound(_channel: Channel) -> str:
    """Find nothing wrong."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of channel, as `vedette.channels` registers it: two halves, and what it may be told.

    `options` names what the settings may declare beyond what every channel has, with the type of
    each value. `fault` says in one sentence what of a channel cannot be used, empty for nothing.
    The recipients of a kind that is `subscribed` are those who asked the desk to tell them: their
    names stand in envelopes, and what sends is given the address behind the name.
    Where it is `single`, an envelope never holds more than one alert. One that is `listed` goes to
    whoever signed up by mail: only what was released leaves there, and nobody private is named.
    No more than `together` envelopes of a channel are on their way at a time, 0 for any number: who
    waits for his turn has not begun.
    """

    writes: Writes
    opens: Opens
    options: Mapping[str, type[Any]] = field(default_factory=dict)
    fault: Callable[[Channel], str] = sound
    subscribed: bool = False
    single: bool = False
    listed: bool = False
    together: int = 0
