"""Web archives (WARC, ARC) as the pages that they hold, and every one that is lost by name.

What an archive says of itself is not believed: that it ends where it should, that a page is as long
as it claims, that its bytes are those that the crawler saw. Where the length is wrong, the page is
as long as its digest says, up to the next head. Libraries stay silent about a cut file (warcio,
fastwarc) or give up at the first damage; here what can be had is given, and the rest told.
"""

import hashlib
import re
from base64 import b32encode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from vedette.collect.frames import Fault
from vedette.collect.heads import MARK, MOST, Head, read_head
from vedette.collect.replies import LARGEST, Reply, forms_of, read_reply
from vedette.collect.tape import Spot, Tape

ROOM = LARGEST + MOST
"""Bytes of a block that is held: a page and its headers."""

LITTLE = 1 << 10
"""Bytes past the given end in which a page may end that has the wrong digest."""

GAPS = 200
"""Wrong lengths in a file for which it is read again from the head, or looked at far ahead; a file
that is made to have more would be read for ever."""

HOLDS = frozenset({"response", "resource"})
OTHERS = frozenset({"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"})
"""What a WARC may hold beside pages; a type that is none of these may have been one of a page."""

ALGORITHMS = {"sha1", "md5", "sha256", "sha512"}
_TRAILER = re.compile(rb"(?:\r?\n){0,2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page as it is kept: its head, its answer, and where in the file it stands.

    A `resource` was never asked for over HTTP: its answer is made of its head. `note` says what is
    wrong with it though it can be read.
    """

    head: Head
    reply: Reply
    spot: Spot
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that is not whole: where it stands, what is wrong, and whose page it was."""

    spot: Spot
    what: str
    why: str = ""
    address: str = ""


def stored(tape: Tape, met: Callable[[str], None] = lambda _: None) -> Iterator[Stored | Loss]:
    """Give the pages of an archive in the order of the file.

    `met` hears every address of which the archive holds anything, revisits too.
    """
    walk = _Walk(tape, met)
    while True:
        walk.past_blanks()
        if tape.peek(1):
            yield from walk.one()
        elif (fault := tape.pass_fault()) is not None:
            yield _of_fault(fault)
        else:
            return


def _of_fault(fault: Fault, address: str = "") -> Loss:
    what = f"the archive is {fault.what} there" if fault.what != "cut short" else fault.what
    why = f"bytes {fault.at} to {fault.until} give nothing whole"
    why = f"{why}: {fault.why}" if fault.why else why
    return Loss(spot=Spot(frame=fault.at), what=what, why=why, address=address)


def _despite(fault: Fault, made: Stored | None, head: Head) -> Stored | Loss:
    """Judge a page whose frame is damaged or cut behind it: its digest may still bear it out."""
    if made is not None and head.digests:
        return replace(made, note=f"its frame is {fault.what}; its digest fits")
    return _of_fault(fault, head.address)


class _Walk:
    """Steps from head to head; counts how often it had to go back."""

    def __init__(self, tape: Tape, met: Callable[[str], None]) -> None:
        self._tape = tape
        self._met = met
        self._gaps = 0

    def one(self) -> Iterator[Stored | Loss]:
        tape = self._tape
        spot, head = tape.spot, read_head(tape.peek(MOST))
        if head is None:
            yield self._unknown(spot)
            return
        tape.skip(head.size)
        if head.type in HOLDS or head.type == "revisit":
            self._met(head.address)
        if head.type in HOLDS and head.length <= ROOM:
            yield from self._held(head, spot)
        else:
            yield from self._passed(head, spot)

    def _unknown(self, spot: Spot) -> Loss:
        tape, seen = self._tape, self._tape.peek(60)
        tape.skip(1)
        tape.find(MARK, MOST)
        what, why = "no head of a page stands there", f"it begins with {seen[:40]!r}"
        if tape.tainted and (fault := tape.pass_fault()):
            return _of_fault(fault)
        return Loss(spot=spot, what=what, why=f"{why}; what follows is read from {tape.spot} on")

    # ── what may be a page ───────────────────────────────────────────────────────────────────

    def _held(self, head: Head, spot: Spot) -> Iterator[Stored | Loss]:
        tape = self._tape
        block = tape.peek(head.length)
        if len(block) < head.length or not self._ends_well(head.length):
            yield self._measured(head, spot, self._room())
            return
        made = _judged(head, block, spot)
        if isinstance(made, Loss):
            measured = self._measured(head, spot, head.length + LITTLE)
            yield measured if isinstance(measured, Stored) else made
            return
        tape.skip(head.length)
        self.past_blanks()
        if tape.tainted and (fault := tape.pass_fault()):
            yield _despite(fault, made, head)
        elif made is not None:
            yield made

    def past_blanks(self) -> None:
        """Step over line ends and NULs."""
        while held := self._tape.peek(MOST):
            bare = held.lstrip(b"\r\n\0")
            self._tape.skip(len(held) - len(bare))
            if bare:
                return

    def _room(self) -> int:
        """Say how far the end of a page is looked for; less far once a file has lied too often."""
        self._gaps += 1
        return ROOM if self._gaps <= GAPS else MOST

    def _ends_well(self, length: int) -> bool:
        """Tell whether the next head, or nothing, follows where the length says."""
        after = self._tape.peek(length + MOST)[length:]
        bare = after.lstrip(b"\r\n\0")
        return not bare or read_head(bare) is not None

    def _measured(self, head: Head, spot: Spot, size: int) -> Stored | Loss:
        """Find the end of a page whose length is wrong; believe it where its digest does."""
        tape = self._tape
        room = tape.peek(size)
        mark = MARK.search(room)
        block = _TRAILER.sub(b"", room[: mark.start()] if mark else room, count=1)
        tape.skip(mark.start() if mark else len(room))
        if not mark:
            tape.find(MARK, MOST)
        why = f"its length is given as {head.length} and is {len(block)}"
        if tape.tainted and (fault := tape.pass_fault()):
            return _of_fault(fault, head.address)
        reply = _reply(head, block)
        if reply is not None and _bears_out(head, block, reply):
            return Stored(head=head, reply=reply, spot=spot, note=why)
        what = "cut short" if len(block) < head.length and not mark else "of a wrong length"
        return Loss(spot=spot, what=what, why=why, address=head.address)

    # ── what is stepped over ─────────────────────────────────────────────────────────────────

    def _passed(self, head: Head, spot: Spot) -> Iterator[Stored | Loss]:
        tape, behind = self._tape, self._tape.spot
        large = head.type in HOLDS and _is_words(read_reply(tape.peek(MOST)))
        skipped = tape.skip(head.length)
        if skipped < head.length or not self._ends_well(0):
            yield self._wrong(head, spot, behind, skipped)
        elif large:
            what = f"more than {LARGEST:,} bytes"
            yield Loss(spot=spot, what=what, address=head.address)
        elif head.type not in HOLDS | OTHERS:
            what = f"of an unknown type, {head.type[:40]!r}"
            yield Loss(spot=spot, what=what, address=head.address)

    def _wrong(self, head: Head, spot: Spot, behind: Spot, skipped: int) -> Stored | Loss:
        """Go back behind a head whose length led nowhere, and look for the next one."""
        tape = self._tape
        if skipped < head.length and tape.tainted and (fault := tape.pass_fault()):
            return _of_fault(fault, head.address)
        room = self._room()
        if room == ROOM:
            tape.back_to(behind)
        if head.type in HOLDS:
            return self._measured(head, spot, room)
        tape.find(MARK, MOST)
        what = "of a wrong length" if tape.peek(1) else "cut short"
        why = f"the {head.type or 'part'} there is said to have {head.length} bytes"
        return Loss(spot=spot, what=what, why=why, address=head.address)


def _is_words(reply: Reply | None) -> bool:
    return reply is not None and reply.media_type.startswith(("text/html", "application/xhtml"))


def _judged(head: Head, block: bytes, spot: Spot) -> Stored | Loss | None:
    """Give a page whose bytes are those that were stored; None for what is no answer."""
    reply = _reply(head, block)
    if head.digests and not _sound(head, block, reply):
        why = f"its bytes are not those of its digest, {', '.join(head.digests.values())}"
        return Loss(spot=spot, what="damaged", why=why[:300], address=head.address)
    if reply is None:
        return _no_answer(head, spot) if head.type == "response" else None
    note = ""
    if head.truncated:
        note = f"the crawler broke the page off: {head.truncated[:40]}"
    elif reply.missing and not head.digests:
        note = f"{reply.missing} bytes of the page are missing"
    return Stored(head=head, reply=reply, spot=spot, note=note)


def _no_answer(head: Head, spot: Spot) -> Loss | None:
    """Name what is kept as an answer and is none; what was asked otherwise than by HTTP is left."""
    if not head.address.startswith(("http://", "https://")):
        return None
    return Loss(spot=spot, what="no answer over HTTP stands there", address=head.address)


def _reply(head: Head, block: bytes) -> Reply | None:
    if head.media_type.startswith("application/http") or block.startswith(b"HTTP/"):
        return read_reply(block)
    if head.type != "resource":
        return None
    return Reply(status=200, headers={"content-type": head.media_type}, body=block)


def _bears_out(head: Head, block: bytes, reply: Reply) -> bool:
    """Tell whether a block that was measured is the whole one."""
    if head.digests:
        return _sound(head, block, reply)
    return reply.headers.get("content-length") == str(len(reply.body))


def _sound(head: Head, block: bytes, reply: Reply | None) -> bool:
    """Tell whether one of the digests fits: crawlers differ in what they take them over."""
    if fits(head.digests.get("block", ""), [block]):
        return True
    forms = forms_of(reply) if reply is not None else [block]
    return fits(head.digests.get("payload", ""), forms)


def fits(told: str, forms: Iterable[bytes]) -> bool:
    """Tell whether a labelled digest is that of one of the forms; one we cannot take fits all.

    >>> fits("md5:acbd18db4cc2f85cedef654fccc4a4d8", [b"foo"]), fits("sha1:AAAA", [b"foo"])
    (True, False)
    """
    name, _, value = told.partition(":")
    name = name.strip().lower().replace("-", "")
    if not value:
        return False
    if name not in ALGORITHMS:
        return True
    return any(value.strip() in _spellings(name, form) for form in forms)


def _spellings(name: str, form: bytes) -> tuple[str, ...]:
    state = hashlib.new(name, form, usedforsecurity=False)
    raw, hexed = state.digest(), state.hexdigest()
    return (b32encode(raw).decode(), hexed, hexed.upper(), b64encode(raw).decode())
