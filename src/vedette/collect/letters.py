r"""A letter of a press list or a newsletter as captures: its words, and each PDF that it brings.

The words are the plain text where the sender took the trouble to write it, else the HTML. They are
undone from the mail's wrapping: transfer codings, flowed and hard-wrapped lines, the signature.
Bounces and automatic answers are nobody's report.

Source: RFC 5322 (messages), RFC 2045 to 2047 (MIME), RFC 2919 (List-Id), RFC 3676 (flowed text),
RFC 5064 (Archived-At), RFC 3834 (Auto-Submitted).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import pairwise

from vedette.collect.clean import one_line, words_of
from vedette.collect.harvest import issue_of
from vedette.collect.lines import Reading
from vedette.collect.page import PDF
from vedette.collect.signs import is_pdf
from vedette.entries import storable
from vedette.errors import CollectError, TooLarge
from vedette.handling import Tlp, labelled, unknown
from vedette.records import Capture, Issue, digest

LARGEST = 25_000_000
"""Bytes of a letter; most servers take no larger ones."""

PARTS = 200
"""Parts of a letter that are looked at."""

STUB = 200
"""Letters of a plain text under which it only says that there is HTML; so it is if that has four
times as many."""

WRAPPED = 60
"""Letters of a line from which it was ended by wrapping: programs wrap at 65 to 80."""

LEAST = 40
"""Letters without which there is no report, as for a page."""

HEAD = 16_000
"""Letters of one head that is looked at: a title, a sender or a type has no thousand. The standard
library's time grows with the square of the length: 30 seconds and more for 240,000."""

HEADS = 200_000
"""Letters of all heads of a letter that are looked at: 200 parts with ordinary ones have 60,000. Of
parameters in pieces the standard library reads 40,000 in a second."""

MARKS = 5_000
"""Lines that may begin a part. 5,000 of them cost a quarter of a second; 25 MB, 45."""


class Heads(HeaderRegistry):
    """The standard library's reading of heads, but for those that are built to keep it busy.

    One for each letter: what was read once is not read again, and all of it together has a limit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, str], BaseHeader] = {}
        self._left = HEADS

    def __call__(self, name: str, value: str) -> BaseHeader:
        """Read one head; raises MessageError where it is too long, or they are too many."""
        if (name, value) not in self._read:
            self._left -= len(value)
            if len(value) > HEAD or self._left < 0:
                told = f"{len(value):,}" if len(value) > HEAD else f"with others {HEADS:,}"
                raise MessageError(f"its head {name[:40]} has {told} letters")
            self._read[name, value] = super().__call__(name, value)
        return self._read[name, value]


def parsed(raw: bytes) -> EmailMessage:
    """Take a letter apart; raises one of BROKEN where it cannot be, or would take for ever."""
    if (marks := raw.count(b"\n--")) > MARKS:
        raise MessageError(f"{marks:,} lines that begin a part")
    ours = policy.default.clone(header_factory=Heads())
    return BytesParser(_class=EmailMessage, policy=ours).parsebytes(raw)


BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""What the standard library lets escape over letters that are not well-formed."""

_LIST = re.compile(r"^\s*\"?([^\"<]*?)\"?\s*<([^>]+)>")
_TAGGED = re.compile(r"^\s*\[(?!\s*TLP\b)[^\]]{1,60}\]\s*", re.IGNORECASE)
"""The name that a list puts before each subject; a label of handling is no such name."""
_SPELT = re.compile(r"(?<=\[)\s*TLP[\s:_-]+", re.IGNORECASE)
_STRICT = re.compile(r"(?<=TLP:)\s?AMBER[\s_-]+STRICT\b", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•▪–—>|]|\d{1,2}[.)])\s")


def letter(raw: bytes, where: str, reading: Reading) -> Iterator[Capture | Issue]:
    """Read one letter; `where` is its file, or its folder and number."""
    try:
        message = parsed(raw)
        if _automatic(message):
            return
        named = _STRICT.sub("AMBER+STRICT", _SPELT.sub("TLP:", _subject(message)))
        if label := unknown(named):
            yield _unknown(label, where)
        for found in _captures(message, digest(raw), where, reading):
            yield _handled(found, labelled(named))
    except BROKEN as fault:
        why = f"{type(fault).__name__}: {fault}"[:200]
        remedy = "open it in a mail program and save it anew"
        told = CollectError(what="a damaged letter", where=where, why=why, remedy=remedy)
        yield issue_of(told)


def _subject(message: EmailMessage) -> str:
    return one_line(str(message.get("Subject", "")))


def _handled(found: Capture | Issue, level: Tlp) -> Capture | Issue:
    """Say of a letter, and of each of its papers, who may be told; an issue quotes clear ones."""
    if isinstance(found, Capture):
        return replace(found, handling=level)
    return found if level == "clear" else replace(found, why="")


def _unknown(label: str, where: str) -> Issue:
    """Say that a letter is handled as its source is, whatever it meant."""
    what, why = "a label of handling that is no level", f"{label} is none of TLP 2.0"
    remedy = "say how the source of these letters is handled"
    return issue_of(CollectError(what=what, where=where, why=why[:200], remedy=remedy))


def too_large(where: str) -> Issue:
    """Say that a letter is larger than one that is read."""
    return issue_of(TooLarge(what=f"a letter of more than {LARGEST:,} bytes", where=where))


def _automatic(message: EmailMessage) -> bool:
    answered = str(message.get("Auto-Submitted", "no")).strip().lower()
    return message.get_content_type() == "multipart/report" or answered.startswith("auto-replied")


def _captures(
    message: EmailMessage, mark: str, where: str, reading: Reading
) -> Iterator[Capture | Issue]:
    told = _told(message)
    key = storable(one_line(str(message.get("Message-ID", ""))))[:500] or mark
    known = reading.known_at(told.get("x-published", ""))
    papers = list(_papers(message))
    kind, words = _words(message, told.get("x-title", ""))
    if len(words_of(words)) >= LEAST:
        headers = {**told, "content-type": f"{kind}; charset=utf-8"}
        body = words.encode("utf-8", "replace")
        yield _capture(reading, known, key=key, url=where, body=body, headers=headers)
    elif not papers:
        what = "a letter without words"
        yield issue_of(CollectError(what=what, where=where, why=told.get("x-title", "")))
    # A paper has a title of its own, and an address of its own that nobody knows.
    own = {name: text for name, text in told.items() if name not in {"x-title", "x-url"}}
    for number, (name, body) in enumerate(papers, 1):
        at = {"key": f"{key} {name or number}", "url": f"{where}, {name or number}"}
        yield _capture(reading, known, **at, body=body, headers={**own, "content-type": PDF})


def _capture(
    reading: Reading,
    known: datetime,
    *,
    key: str,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
) -> Capture:
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=key,
        url=url,
        known=known,
        body=body,
        media_type=headers["content-type"].partition(";")[0],
        headers=headers,
    )


def _told(message: EmailMessage) -> dict[str, str]:
    """Collect what the head tells: title, day, outlet, address in the list's archive."""
    title = _subject(message)
    told = {
        "x-title": (_TAGGED.sub("", title) or title)[:400],
        "x-published": _published(message),
        "x-outlet": _outlet(message)[:200],
        "x-url": one_line(str(message.get("Archived-At", ""))).strip("<>"),
    }
    if not told["x-url"].startswith(("http://", "https://")):
        del told["x-url"]
    return {name: storable(text) for name, text in told.items() if text}


def _published(message: EmailMessage) -> str:
    with suppress(*BROKEN):
        moment = message["Date"].datetime
        return str(moment.isoformat()) if moment else ""
    return ""


def _outlet(message: EmailMessage) -> str:
    """Name who speaks: the list by its name, else the sender by name, else by domain."""
    found = _LIST.match(one_line(str(message.get("List-Id", ""))))
    if found and found[1]:
        return found[1]
    with suppress(*BROKEN):
        sender = message["From"].addresses[0]
        return one_line(sender.display_name) or str(sender.domain)
    return found[2] if found else ""


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def _words(message: EmailMessage, title: str) -> tuple[str, str]:
    """Choose between the plain text and the HTML of a letter; the text begins with its title."""
    plain = message.get_body(("plain",))
    marked = message.get_body(("html",))
    text = _unwrapped(plain) if isinstance(plain, EmailMessage) else ""
    markup = _content(marked) if isinstance(marked, EmailMessage) else ""
    stub = len(text) < STUB and len(words_of(markup)) > 4 * len(text)
    if markup and (stub or not text.strip()):
        return "text/html", markup
    titled = text if not title or text.startswith(title) else f"{title}\n\n{text}"
    return "text/plain", titled if text.strip() else ""


def _content(part: EmailMessage) -> str:
    """Decode a part; bytes in a charset that nobody knows are read as UTF-8, else as Latin-1."""
    try:
        return str(part.get_content())
    except BROKEN:
        raw = part.get_payload(decode=True)
        body = raw if isinstance(raw, bytes) else b""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _unwrapped(part: EmailMessage) -> str:
    """Give a plain text without its wrapping and its signature."""
    text = _content(part).replace("\r\n", "\n").replace("\xa0", " ")
    text = re.split(r"(?m)^-- $", text, maxsplit=1)[0]
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?m)(?<=[^\n ]) \n(?=[^\n])", " ", text)
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "\n\n".join(_paragraph(part.split("\n")) for part in paragraphs)


def _paragraph(lines: list[str]) -> str:
    """Join lines that a program ended; those of a list and short ones stay lines."""
    joined = lines[0].rstrip()
    for before, line in pairwise(lines):
        wrapped = len(before.rstrip()) >= WRAPPED and not _ITEM.match(line)
        joined += (" " if wrapped else "\n") + line.strip()
    return joined


# ── papers ──────────────────────────────────────────────────────────────────────────────────────


def _papers(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Give the PDFs of a letter, each with its name."""
    for number, part in enumerate(message.walk()):
        if number == PARTS:
            return
        name = storable(one_line(str(part.get_filename() or "")))[:200]
        named = part.get_content_type() == PDF or name.lower().endswith(".pdf")
        if part.is_multipart() or not named:
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and is_pdf(body):
            yield name, body
