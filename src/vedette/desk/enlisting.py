"""Taking in who signs up for news by mail: the question to the address is made and sent here.

    asked on the page ─► counted ─► waits in memory ─► mail ─► tried again for an hour or so

Of a question nothing is kept: a desk that stops forgets those that waited, and whoever misses his
mail asks again. Many servers put off what they have never seen before by minutes.
"""

import asyncio
import contextlib
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from vedette.alerts import Channel, Envelope, Receipt
from vedette.desk.addressing import is_listed
from vedette.desk.sending import Wires
from vedette.errors import SubscriptionRefused
from vedette.records import Source
from vedette.send import Opens, Sends, mail
from vedette.signup import Signups, Wish
from vedette.signup.asking import Answer
from vedette.signup.wish import is_usable
from vedette.taxonomy.kinds import ORDER
from vedette.write import bulletin

PAUSES: Final = (5.0, 60.0, 300.0, 900.0, 2700.0)
"""Seconds before another attempt: greylisting lets a sender in after one to thirty minutes."""
WAITING: Final = 200
"""Questions that wait at once: more than may be asked in half an hour."""
SILENT: Final = 60.0
"""Seconds for one attempt."""


class Refusal(NamedTuple):
    """Why somebody cannot sign up, and what to do instead."""

    what: str
    remedy: str


TOO_MANY: Final = Refusal("too many wait to be asked", "try again in an hour")
NO_CHOICE: Final = Refusal("there is no such choice", "choose among what the page offers")
NO_ADDRESS: Final = Refusal("this is no mail address", "write it as in ann@mail.example")
REFUSALS: Final = (TOO_MANY, NO_CHOICE, NO_ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a question says, in the language of the page on which somebody asked."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose among: lists, kinds, countries and languages of reports."""

    lists: tuple[str, ...]
    kinds: tuple[str, ...] = ORDER
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that waits to be sent."""

    channel: Channel
    body: bytes = field(repr=False)
    envelope: Envelope = field(repr=False)


class Enlisting:
    """Asks addresses whether they want to be on a list, and puts those on that say so."""

    def __init__(
        self,
        signups: Signups,
        channels: Iterable[Channel],
        *,
        sources: Iterable[Source] = (),
        wires: Wires,
        now: Callable[[], datetime],
        opens: Opens = mail.opens,
    ) -> None:
        self.signups = signups
        self.channels = {one.name: one for one in channels if is_listed(one)}
        listed = tuple(sources)
        self.choices = Choices(
            lists=tuple(self.channels),
            places=tuple(sorted({one.country for one in listed if one.country})),
            languages=tuple(sorted({name for one in listed for name in one.languages})),
        )
        self._wires = wires
        self._opens = opens
        self._now = now
        self._sends: dict[str, Sends] = {}
        self._waiting: deque[Question] = deque()
        self._tried: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._came = asyncio.Event()

    def ask(self, wish: Wish, comer: str, letter: Callable[[str], Letter]) -> Answer:
        """Ask an address whether it wants to be on a list; `letter` writes it, given the link.

        Raises SubscriptionRefused for what nobody can choose, and where too many wait. What comes
        back says nothing of whether the address is on the list already.
        """
        channel = self._fitting(wish)
        if len(self._waiting) + len(self._tried) >= WAITING:
            raise refused(TOO_MANY)
        answer = self.signups.ask(wish, comer)
        if answer == "ask":
            self._post(channel, wish.address, letter(self.signups.link(wish)))
        return answer

    def _fitting(self, wish: Wish) -> Channel:
        """Give the list of a wish that can be had."""
        offered = self.choices
        chosen = (
            (wish.kinds, offered.kinds),
            (wish.places, offered.places),
            (wish.languages, offered.languages),
        )
        if wish.channel not in self.channels or any(set(told) - set(of) for told, of in chosen):
            raise refused(NO_CHOICE)
        if not is_usable(wish.address):
            raise refused(NO_ADDRESS)
        return self.channels[wish.channel]

    def _post(self, channel: Channel, to: str, letter: Letter) -> None:
        envelope = Envelope(
            key=secrets.token_hex(16),
            channel=channel.name,
            recipient=to,
            alerts=(),
            made=self._now(),
        )
        body = bulletin.question(letter.subject, letter.text, envelope, channel)
        self._waiting.append(Question(channel=channel, body=body, envelope=envelope))
        if self._loop:
            self._loop.call_soon_threadsafe(self._came.set)

    async def run(self) -> None:
        """Send for ever what is to be asked."""
        self._loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            while True:
                self._came.clear()
                while self._waiting:
                    task = group.create_task(self._send(self._waiting.popleft()))
                    self._tried.add(task)
                    task.add_done_callback(self._tried.discard)
                await self._came.wait()

    async def _send(self, one: Question) -> None:
        """Try a question until it is taken or refused, or the pauses are used up."""
        for pause in (*PAUSES, 0.0):
            receipt = await self._try(one)
            if receipt.outcome != "again":
                return
            await asyncio.sleep(pause)

    async def _try(self, one: Question) -> Receipt:
        name = one.channel.name
        if name not in self._sends:
            self._sends[name] = self._opens(one.channel, self._wires(one.channel))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SILENT):
                return await self._sends[name](one.body, one.envelope, one.channel)
        return Receipt(outcome="again", told="no end")


def refused(why: Refusal) -> SubscriptionRefused:
    """Say why somebody cannot sign up, and what to do instead."""
    return SubscriptionRefused(what=why.what, where="sign-up", remedy=why.remedy)
