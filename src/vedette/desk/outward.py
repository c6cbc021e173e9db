"""What may be asked of alerts: what went out, to whom, what became of it, and how long it took."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection

from vedette.alerts import Alert, Earlier, Envelope
from vedette.answers import Page
from vedette.desk import airing
from vedette.desk.held import Held
from vedette.duty import Act
from vedette.errors import NotHeld
from vedette.handling import above, within
from vedette.ledger import chain, threads
from vedette.ledger.chain import Sent
from vedette.write import cap, capfeed

MEASURED: Final = 1000
"""The newest envelopes from which delays are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How long one part of the way took, in seconds: the half of them, and nineteen in twenty."""

    part: str
    count: int
    half: float
    most: float


PARTS: Final = (
    "published to known",
    "known to alert",
    "alert to taken",
    "known to taken",
    "published to taken",
)


class Outward(Held):
    """What the desk told of its own accord."""

    def sent(self, *, limit: int = 50, before: int | None = None) -> Page[Sent]:
        """Give the envelopes, the newest first; of an address on the web only the host is told.

        Whoever knows the whole of such an address may often write there. What an envelope told that
        is above the ceiling by now is not here.
        """
        with self._store.whole() as connection:
            found = chain.sent(connection, limit + 1, before)
            told = [one for one in found[:limit] if self._may_be_told(connection, one)]
        return Page(
            lines=tuple(map(_masked, told)),
            next=found[limit - 1].number if len(found) > limit else None,
        )

    def _may_be_told(self, connection: Connection, one: Sent) -> bool:
        if not above(self._ceiling):
            return True
        alerts = one.envelope.alerts
        return all(within(airing.level(connection, alert), self._ceiling) for alert in alerts)

    def threads_taken(self, listed: Iterable[Sent]) -> dict[str, Act]:
        """Give who has taken on what these envelopes told, by the threads of their alerts."""
        keys = {alert.thread for one in listed for alert in one.envelope.alerts}
        with self._reading() as connection:
            return threads.acknowledged(connection, keys)

    def delays(self) -> tuple[Delay, ...]:
        """Tell how long the newest alerts took from being printed to being taken."""
        with self._reading() as connection:
            found = chain.taken(connection, MEASURED)
        spans: dict[str, list[float]] = {part: [] for part in PARTS}
        for alert, taken in found:
            for part, seconds in _spans(alert, taken):
                spans[part].append(seconds)
        return tuple(_delay(part, listed) for part, listed in spans.items() if listed)

    def cap_index(self, address: str) -> bytes:
        """Give the index of the newest alerts as messages of CAP, which lie below an address."""
        messages = {
            f"{address}/alerts/cap/{one.key}.xml": _message(one, before, address)
            for one, before in self._offered(capfeed.MOST)
        }
        itself = f"{address}/alerts/cap.atom"
        return capfeed.index(messages, name=cap.host(address), itself=itself)

    def cap_message(self, key: str, address: str) -> bytes:
        """Give one alert as a message of CAP; raises NotHeld where there is none to be given."""
        for one, before in self._offered(1, key) if key else ():
            return _message(one, before, address)
        raise NotHeld(
            what="there is no such alert",
            where=key[:80],
            remedy="take its address from the index, /alerts/cap.atom",
        )

    def _offered(self, most: int, key: str = "") -> list[tuple[Alert, tuple[Earlier, ...]]]:
        """Give the newest alerts as strangers may be told them by now, and what each follows."""
        with self._store.whole() as connection:
            return [
                (told, before)
                for one, before in threads.newest(connection, most, key)
                if (told := airing.offered(connection, one, self._analysts)) is not None
            ]


def _message(alert: Alert, before: tuple[Earlier, ...], address: str) -> bytes:
    """Write a message by the terms of a desk that is nobody's channel: a draft, restricted.

    It refers to those before it, and says nothing of what they told.
    """
    earlier = tuple(replace(one, headline="") for one in before)
    held = Envelope(
        key=alert.key, channel="", recipient="", alerts=(alert,), made=alert.made, earlier=earlier
    )
    return cap.message(held, cap.Terms(sender=cap.host(address)), address)


def _masked(one: Sent) -> Sent:
    return replace(one, envelope=replace(one.envelope, recipient=masked(one.envelope.recipient)))


def masked(recipient: str) -> str:
    """Write a recipient without what would let others write to him.

    >>> masked("https://hooks.example/T0/secret"), masked("duty@example.org")
    ('https://hooks.example/…', 'duty@example.org')
    """
    parts = urlsplit(recipient)
    if parts.scheme and parts.netloc:
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/…"
    return recipient


def _spans(alert: Alert, taken: datetime) -> Iterator[tuple[str, float]]:
    """Measure the way of what was taken; a test, and what takes back, has none."""
    if alert.sample or alert.cause in {"withdrawn", "corrected", "due"}:
        return
    published, known, made = alert.published, alert.known, alert.made
    yield "known to alert", (made - known).total_seconds()
    yield "alert to taken", (taken - made).total_seconds()
    yield "known to taken", (taken - known).total_seconds()
    if published is not None:
        yield "published to known", max(0.0, (known - published).total_seconds())
        yield "published to taken", max(0.0, (taken - published).total_seconds())


def _delay(part: str, seconds: Iterable[float]) -> Delay:
    ranked = sorted(seconds)
    return Delay(part=part, count=len(ranked), half=_at(ranked, 0.5), most=_at(ranked, 0.95))


def _at(ranked: Sequence[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]
