"""An envelope as a mail to whoever signed up: the same bytes for all who get it.

What is each one's own (`To`, `Message-ID`, the thread, the address to leave at) is put in when it
is sent, so that no mail address stands among what is kept. It says whose list it is (RFC 2919).

Links lead to the public site, which the channel names; there are none where it has none. The
question whether somebody wants to be on a list is written here too.
"""

from collections.abc import Sequence
from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Final

from vedette.alerts import LEAVE, Channel, Envelope
from vedette.records import digest
from vedette.write.hypertext import link, page
from vedette.write.mail import FLAT, name_of, subject
from vedette.write.passages import RULE, Passage, passages, text, title

LEADS: Final = "On the site"
TOLD: Final = (
    "You asked for this. It tells what public reports say; a grade says how far to believe that it"
    " happened, not who did it."
)

BELOW: Final = "\0"
"""Where the words below come in: no report has this sign, for it is taken out of all of them."""


def write(envelope: Envelope, channel: Channel, _address: str) -> bytes:
    """Write an envelope but for what is each recipient's own; the desk's address is not told."""
    mail = EmailMessage(policy=FLAT)
    mail["Date"] = format_datetime(envelope.made)
    mail["From"] = _sender(channel)
    mail["Subject"] = subject(envelope).replace(LEAVE, "")
    mail["List-Id"] = f"<{channel.name.lower()}.{_domain(channel)}>"
    mail["Auto-Submitted"] = "auto-generated"
    site = channel.options.get("site", "").rstrip("/")
    told = [replace(one, leads=LEADS) for one in passages(envelope, site)]
    mail.set_content(_text(told), cte="quoted-printable")
    mail.add_alternative(_html(envelope, told), subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{digest('list', channel.name, *(one.key for one in envelope.alerts))}")
    return mail.as_bytes()


def _text(told: Sequence[Passage]) -> str:
    """Write passages and how to leave; whoever writes our own mark into a report leaves it out."""
    words = RULE.join(map(text, told)).replace(LEAVE, "")
    return f"{words}\n\n-- \n{TOLD}\nLeave this list:\n{LEAVE}\n"


def _html(envelope: Envelope, told: Sequence[Passage]) -> str:
    """Write the same as a page; the address opens a line, so that no soft break falls into it."""
    words = page(title(envelope), told, above=(), below=BELOW).replace(LEAVE, "")
    return words.replace(BELOW, f"{escape(TOLD)} \n{link(LEAVE, 'Leave this list')}.")


def question(subject: str, words: str, envelope: Envelope, channel: Channel) -> bytes:
    """Write the question whether an address is to be on a list: plain text, with its links."""
    mail = EmailMessage(policy=FLAT)
    mail["Date"] = format_datetime(envelope.made)
    mail["From"] = _sender(channel)
    mail["To"] = Address(addr_spec=envelope.recipient)
    mail["Subject"] = subject
    mail["Message-ID"] = name_of(envelope.key, channel.options["from"])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words, cte="quoted-printable")
    return mail.as_bytes()


def _sender(channel: Channel) -> Address:
    return Address(channel.options.get("name", "vedette"), addr_spec=channel.options["from"])


def _domain(channel: Channel) -> str:
    told: str = channel.options["from"].rpartition("@")[2]
    return told
