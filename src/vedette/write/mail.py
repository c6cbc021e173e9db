"""An envelope as a mail: plain text and HTML of the same words, one thread for one subject.

`Message-ID` is made of the envelope's key, so that a mail that is sent again, because the server's
answer was lost, is the same mail; `In-Reply-To` and `References` name those that went before. It
says of itself that no person wrote it (RFC 3834), and how to leave where whoever gets it may. The
same envelope gives the same bytes: the date is the envelope's, boundaries come from its key.

Sources: RFC 5322, RFC 2369 and RFC 8058 (List-Unsubscribe), RFC 3834 (Auto-Submitted), TLP 2.0 (a
label in the subject and before the words).
"""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from vedette.alerts import Channel, Envelope
from vedette.write.hypertext import link, page
from vedette.write.passages import RULE, handling, passages, plain, sender, title

FLAT = SMTP.clone(cte_type="7bit")
"""Every relay hands seven bits on as they are."""


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope; links lead below an address, and are left out where there is none."""
    mail = EmailMessage(policy=FLAT)
    for name, value in _headers(envelope, channel):
        mail[name] = value
    leave = unsubscribe(envelope, channel)
    mail.set_content(_text(envelope, address, leave), cte="quoted-printable")
    mail.add_alternative(_html(envelope, address, leave), subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{envelope.key}")
    for part in mail.iter_parts():
        assert isinstance(part, MIMEPart)
        del part["MIME-Version"]  # of the whole alone (RFC 2045, 4)
    return mail.as_bytes()


def _headers(envelope: Envelope, channel: Channel) -> Iterator[tuple[str, object]]:
    own = channel.options["from"]
    yield "Date", format_datetime(envelope.made)
    yield "From", Address("vedette", addr_spec=own)
    yield "To", Address(addr_spec=envelope.recipient)
    yield "Subject", subject(envelope)
    yield "Message-ID", name_of(envelope.key, own)
    if envelope.after:
        yield "In-Reply-To", name_of(envelope.after[-1], own)
        yield "References", " ".join(name_of(key, own) for key in _shown(envelope.after))
    yield "Auto-Submitted", "auto-generated"
    if leave := unsubscribe(envelope, channel):
        yield "List-Unsubscribe", f"<{leave}>"
        if leave.startswith("https://"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def subject(envelope: Envelope) -> str:
    """Give the subject: the headline, behind a label where not everybody may know it."""
    told = handling(envelope)
    return title(envelope) if told == "TLP:CLEAR" else f"[{told}] {title(envelope)}"


def name_of(key: str, own: str) -> str:
    """Name a mail by its envelope's key, below the domain that sends it.

    >>> name_of("k1", "desk@watch.example")
    '<k1@watch.example>'
    """
    return f"<{key}@{own.rpartition('@')[2]}>"


def _shown(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Leave the first and the last of a long thread, as RFC 5537, 3.4.4 does."""
    return keys if len(keys) <= 12 else (keys[0], *keys[-11:])


def unsubscribe(envelope: Envelope, channel: Channel) -> str:
    """Give the address at which whoever gets an envelope leaves; empty where there is none."""
    leave: dict[str, str] = channel.options.get("unsubscribe", {})
    return leave.get(envelope.recipient, "")


def _text(envelope: Envelope, address: str, leave: str) -> str:
    listed = [f"{n}. {one.headline}" for n, one in enumerate(passages(envelope, address), 1)]
    parts = (
        handling(envelope),
        "\n".join(listed) + RULE.rstrip() if len(listed) > 1 else "",
        plain(envelope, address),
        f"-- \n{sender(envelope)}" + (f"\nLeave this list: {leave}" if leave else ""),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _html(envelope: Envelope, address: str, leave: str) -> str:
    left = f" {link(leave, 'Leave this list')}." if leave else ""
    return page(
        title(envelope),
        passages(envelope, address),
        above=[handling(envelope)],
        below=escape(sender(envelope)) + left,
    )
