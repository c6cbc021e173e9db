"""Alerts in words for people: what mail, chat and phones show, in the order in which it is read.

A passage is one alert: its headline, how firm it is, what is told, whose words that rests on, what
was sent of it before, and where the desk shows it. Titles and sentences come from anywhere, so each
becomes one line without anything that could break out of its place or turn the direction of what
stands around it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vedette.alerts import SEVERITIES, Alert, Backing, Envelope
from vedette.handling import label, strictest
from vedette.write.elements import clean

TURNING: Final = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks that turn the direction of writing (Unicode Standard Annex 9): with them a title can show a
link backwards. Hebrew and Arabic read right without them."""
SAMPLE: Final = "SAMPLE: "
INVENTED: Final = "All of this is invented."


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that stand in a report, and whose they are; `url` is empty or begins with http."""

    words: str
    by: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is told of one alert; `link` is empty where there is no address to lead to."""

    headline: str
    firm: tuple[str, ...]
    lines: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    before: tuple[str, ...] = ()
    link: str = ""
    leads: str = "On the desk"


def passages(envelope: Envelope, address: str) -> list[Passage]:
    """Give what an envelope tells, in the order in which it was made."""
    return [_passage(one, envelope, address) for one in envelope.alerts]


def _passage(alert: Alert, envelope: Envelope, address: str) -> Passage:
    return Passage(
        headline=headline(alert),
        firm=tuple(_firm(alert)),
        lines=tuple(line(one) for one in alert.lines),
        quotes=tuple(map(_quote, alert.backing)),
        before=tuple(
            f"{moment(one.made)}: {line(one.headline)}"
            for one in envelope.earlier
            if one.thread == alert.thread
        ),
        link=f"{address}{alert.path}" if address else "",
    )


def _firm(alert: Alert) -> Iterator[str]:
    if alert.handling != "clear":
        yield label(alert.handling)
    if alert.grade and alert.cause != "withdrawn":
        yield f"grade {alert.grade}"
    if alert.voices and alert.cause != "withdrawn":
        yield f"{alert.voices} independent voice{'s' if alert.voices > 1 else ''}"
    if alert.published:
        yield f"published {moment(alert.published)}"
    yield f"known {moment(alert.known)}"


def _quote(one: Backing) -> Quote:
    grade = f" ({one.grade})" if one.grade else ""
    day = f", {one.published:%Y-%m-%d}" if one.published else ""
    return Quote(
        words=line(one.quote),
        by=f"{line(one.outlet or one.source)}{grade}{day}",
        title=line(one.title),
        url=web(one.url),
    )


def title(envelope: Envelope) -> str:
    """Name an envelope in one line: by its alert, or by the gravest and how many there are."""
    gravest = max(envelope.alerts, key=lambda one: SEVERITIES.index(one.severity))
    many = len(envelope.alerts)
    return headline(gravest) if many == 1 else f"{many} alerts: {headline(gravest)}"


def headline(alert: Alert) -> str:
    """Give the headline of an alert, which says of what is invented that it is."""
    return f"{SAMPLE if alert.sample else ''}{line(alert.headline)}"


def handling(envelope: Envelope) -> str:
    """Give the label of an envelope: that of its strictest alert."""
    return label(strictest(one.handling for one in envelope.alerts))


def sender(envelope: Envelope) -> str:
    """Say by which rules an envelope was sent, over which channel."""
    rules = ", ".join(dict.fromkeys(one.rule for one in envelope.alerts))
    invented = f" {INVENTED}" if any(one.sample for one in envelope.alerts) else ""
    return (
        f"Sent by a vedette desk: rule {rules}, channel {envelope.channel}. It tells what public"
        f" reports say; a grade says how far to believe that it happened, not who did it.{invented}"
    )


def line(words: str) -> str:
    r"""Put words on one line, without what is no text.

    >>> line("Fire\r\nBcc: all@press.example \u202ecod.exe")
    'Fire Bcc: all@press.example cod.exe'
    """
    return " ".join(clean(words.translate(TURNING)).split())


def moment(at: datetime) -> str:
    """Write a moment for people, to the minute."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def web(url: str | None) -> str:
    """Give an address that may be followed: of the web, on one line; else nothing.

    >>> web("javascript:alert(1)"), web("https://a.example/1")
    ('', 'https://a.example/1')
    """
    told = "".join(clean(url or "").split())
    return told if told.lower().startswith(("http://", "https://")) else ""


# ── plain text ──────────────────────────────────────────────────────────────────────────────────

RULE: Final = "\n\n" + "-" * 40 + "\n\n"


def plain(envelope: Envelope, address: str, most: int = 0) -> str:
    """Write an envelope as plain text; with `most`, in no more bytes of UTF-8 than that.

    Whole passages are left out from the end, and the rest says how many; of a first one that is too
    long by itself the end is cut.
    """
    told = [text(one) for one in passages(envelope, address)]
    if not most:
        return RULE.join(told)
    kept = len(told)
    while kept > 1 and len(_some(told, kept).encode()) > most:
        kept -= 1
    return cut(_some(told, kept), most)


def _some(told: Sequence[str], kept: int) -> str:
    more = [f"And {len(told) - kept} more, on the desk."] if kept < len(told) else []
    return RULE.join([*told[:kept], *more])


def text(one: Passage) -> str:
    """Write a passage as plain text."""
    quotes = (_quoted(quote) for quote in one.quotes)
    before = ["Sent before:\n" + "\n".join(f"  {told}" for told in one.before)]
    parts = (
        f"{one.headline}\n{' · '.join(one.firm)}",
        "\n".join(one.lines),
        *quotes,
        *(before if one.before else ()),
        one.link,
    )
    return "\n\n".join(filter(None, parts))


def _quoted(one: Quote) -> str:
    titled = f": {one.title}" if one.title else ""
    lines = (f"“{one.words}”" if one.words else "", f"  {one.by}{titled}", f"  {one.url}")
    return "\n".join(told for told in lines if told.strip())


def cut(words: str, most: int) -> str:
    """Cut words to so many bytes of UTF-8, between characters.

    >>> cut("Žižkov", 6), cut("Žižkov", 9)
    ('Ži…', 'Žižkov')
    """
    raw = words.encode()
    return words if len(raw) <= most else raw[: most - 3].decode("utf-8", "ignore") + "…"
