"""Bringing mails to a server that submits them: over TLS, to an address that was looked at.

    250 after the last byte   taken
    4yz                       again
    5yz of the letter         given up: its sender, its recipient or its words are refused
    5yz of us                 again: the greeting, TLS or the password are mended by somebody
    no answer                 again, under the same Message-ID: whoever got it twice has one mail

Each recipient gets a mail of his own, so that one who is refused takes it from nobody else. TLS is
from the first byte on, or by STARTTLS, and nothing is said before it; the server shows a
certificate of its name that the system trusts.

Sources: RFC 6409 (submission), RFC 8314 (TLS), RFC 5321, 4.2 (what an answer means).
"""

import contextlib
import ssl
from collections.abc import Iterator
from email.headerregistry import Address
from typing import Any, Final

import aiosmtplib

from vedette.alerts import Channel, Envelope, Receipt
from vedette.errors import CollectError
from vedette.send import Sends, Wire
from vedette.send.webhook import broken

PORTS: Final = {"starttls": 587, "implicit": 465}
SILENCE: Final = 20.0
"""Seconds that a server may take for one answer; a whole attempt has 60."""
TOGETHER: Final = 8
"""Connections at once: a server that submits for a house often bears no more than ten."""
PARTING: Final = 2.0
"""Seconds for a farewell, after which the connection is cut."""

LOG_IN: Final = frozenset({530, 534, 535, 538})
"""Refusals of whoever has not logged in as he should, at whichever command (RFC 4954, 6)."""
ABOUT_THE_LETTER: Final = (
    aiosmtplib.SMTPSenderRefused,
    aiosmtplib.SMTPRecipientRefused,
    aiosmtplib.SMTPDataError,
)


def opens(
    channel: Channel,
    wire: Wire,
    *,
    tls: ssl.SSLContext | None = None,
    silence: float = SILENCE,
) -> Sends:
    """Make what mails over a channel."""
    del channel
    trusted = tls or ssl.create_default_context()

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        try:
            async with _session(channel, wire, trusted, silence) as session:
                return await _submit(session, body, envelope, channel)
        except CollectError as fault:
            return broken(fault)
        except (aiosmtplib.SMTPException, OSError) as fault:
            return Receipt(outcome="again", told=_plain(fault, channel))

    return send


@contextlib.asynccontextmanager
async def _session(channel: Channel, wire: Wire, tls: ssl.SSLContext, silence: float) -> Any:
    """Connect, encrypt and log in; hang up in the end."""
    options = channel.options
    how = options.get("tls", "starttls")
    user = options.get("user")
    host, port = options["host"], options.get("port") or PORTS[how]
    session = aiosmtplib.SMTP(
        hostname=host,
        sock=await wire.reach(host, port),
        use_tls=how == "implicit",
        start_tls=how == "starttls",
        tls_context=tls,
        username=user,
        password=options.get("secret") if user else None,
        local_hostname=options["from"].rpartition("@")[2],
        timeout=silence,
    )
    try:
        await session.connect()
        yield session
    finally:
        session.close()


async def _submit(
    session: aiosmtplib.SMTP, body: bytes, envelope: Envelope, channel: Channel
) -> Receipt:
    try:
        _, told = await session.sendmail(channel.options["from"], [envelope.recipient], body)
    except aiosmtplib.SMTPRecipientsRefused as fault:
        return _refused(fault.recipients[0], channel)
    except ABOUT_THE_LETTER as fault:
        return _refused(fault, channel)
    with contextlib.suppress(aiosmtplib.SMTPException):
        await session.quit(timeout=PARTING)
    return Receipt(outcome="taken", told=" ".join(told.split())[:200])


def _refused(fault: aiosmtplib.SMTPResponseException, channel: Channel) -> Receipt:
    of_us = fault.code < 500 or fault.code in LOG_IN
    return Receipt(outcome="again" if of_us else "given_up", told=_plain(fault, channel))


def _plain(fault: Exception, channel: Channel) -> str:
    """Say what broke, without the password; the library wraps what the system says of TLS."""
    cause = fault.__cause__ if isinstance(fault.__cause__, OSError) else fault
    code, words = getattr(fault, "code", ""), getattr(fault, "message", "") or str(cause)
    told = " ".join(f"{code} {words or type(cause).__name__}".split())
    secret = channel.options.get("secret", "")
    return (told.replace(secret, "…") if secret else told)[:200]


def fault(channel: Channel) -> str:
    """Say what of a mail channel's declaration cannot be used."""
    return next(_faults(channel), "")


def _faults(channel: Channel) -> Iterator[str]:
    options = channel.options
    if not options.get("host"):
        yield 'host names no server, such as host = "smtp.example.org"'
    if options.get("tls", "starttls") not in PORTS:
        yield f"tls is {options['tls']!r}: give {' or '.join(PORTS)}"
    if not is_address(options.get("from", "")):
        yield 'from is no address to write from, such as from = "desk@example.org"'
    if options.get("user") and not options.get("secret"):
        yield "there is a user, and no password of his as the channel's secret"
    for one in channel.recipients:
        if not is_address(one):
            yield f"{one!r} in to is no mail address"
    for one, leave in options.get("unsubscribe", {}).items():
        if not isinstance(leave, str) or not leave.startswith(("https://", "mailto:")):
            yield f"the address at which {one} leaves is neither https nor mailto"
        elif not leave.isascii() or not leave.isprintable() or set(" <>") & set(leave):
            yield f"the address at which {one} leaves has signs that no address has"


def is_address(words: str) -> bool:
    r"""Whether words are one mail address in ASCII, of a person at a domain, and nothing more.

    >>> is_address("duty@example.org"), is_address("duty@example.org\nBcc: all@example.org")
    (True, False)
    """
    if not words.isascii() or not words.isprintable() or " " in words:
        return False
    try:
        found = Address(addr_spec=words)
    except (ValueError, IndexError):  # the parser of Python 3.11 trips over some that are none
        return False
    return bool(found.username and found.domain)
