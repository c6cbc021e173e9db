"""Links that say all by themselves, signed with the file's own key.

    <what it says, base64url>.<HMAC-SHA256 of purpose and what it says>

Who asks to be written to is nowhere kept until he has followed his link: it holds what he asked for
and when. A link to leave by holds a name and is good for as long as the file is; whoever has it can
do nothing else with it. Links fit into a line of a mail, and into quoted-printable as they are.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeVar

import msgspec

from vedette.signup.wish import Wish

GOOD_FOR: Final = timedelta(days=2)
"""A link to confirm by: over a weekend. One that was missed is asked for again."""
AHEAD: Final = timedelta(minutes=1)
"""By which a link may be of the future: two processes, one of which set its clock."""
LONGEST: Final = 4096
"""Characters of a link: one with every kind, country and language has fewer than 1,500."""

Purpose = Literal["confirm", "leave"]
Told = TypeVar("Told", "Confirming", "Leaving")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirming:
    """What a link to confirm by says: what is asked for, and when it was."""

    wish: Wish
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a link to leave by says: the list, and the name of a subscriber."""

    channel: str
    name: str


def confirming(key: bytes, wish: Wish, at: datetime) -> str:
    """Write a link to confirm by."""
    return _signed(key, "confirm", Confirming(wish=wish, at=at.astimezone(UTC)))


def confirmed(key: bytes, link: str, now: datetime) -> Confirming | None:
    """Read a link to confirm by; None where it is none of ours, or too old."""
    told = _opened(key, "confirm", link, Confirming)
    return told if told and now - GOOD_FOR < told.at <= now + AHEAD else None


def leaving(key: bytes, channel: str, name: str) -> str:
    """Write a link to leave by."""
    return _signed(key, "leave", Leaving(channel=channel, name=name))


def left(key: bytes, link: str) -> Leaving | None:
    """Read a link to leave by; None where it is none of ours."""
    return _opened(key, "leave", link, Leaving)


def _signed(key: bytes, purpose: Purpose, told: Confirming | Leaving) -> str:
    body = msgspec.json.encode(told)
    return f"{_plain(body)}.{_plain(_mac(key, purpose, body))}"


def _opened(key: bytes, purpose: Purpose, link: str, shape: type[Told]) -> Told | None:
    """Give what a link says if we signed it for this purpose, and can still read what we wrote."""
    said, _, mac = link.partition(".")
    if len(link) > LONGEST:
        return None
    try:
        body, shown = _read(said), _read(mac)
        signed = hmac.compare_digest(_mac(key, purpose, body), shown)
        return msgspec.json.decode(body, type=shape) if signed else None
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None


def _mac(key: bytes, purpose: Purpose, body: bytes) -> bytes:
    return hmac.digest(key, purpose.encode() + b"\0" + body, "sha256")


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _read(words: str) -> bytes:
    raw = base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True)
    if _plain(raw) != words:
        raise ValueError("bits beyond the last byte: RFC 4648, section 3.5")
    return raw
