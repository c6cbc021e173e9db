"""One report's findings as the register of forecasts compares them: what, who, by when, how likely.

Two things that a coder leaves open are read off the same text. Who speaks, where what is foretold
stands in somebody's reported words. By when, where the sentence has one time ahead and no other.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Final

from vedette.assess.forecasts.foretold import Foretold
from vedette.assess.printed import Printed
from vedette.code.times import resolve_horizon, widen
from vedette.ledger.naming import TYPE, first, named
from vedette.records import Article, Coding, Field, Finding, Interval, Span, TimeExpression
from vedette.relate import words
from vedette.relate.copies import appeared
from vedette.relate.days import interval
from vedette.taxonomy.countries import mentions

_HANGS: Final = re.compile(r"\s+(?:of|after|from)\s+(?:an?|the|any)\s+\w+")
"""Words behind a length of time that count it from something that may never come."""
LIMITS: Final = frozenset({"by", "until", "till", "before", "within", "in", "over", "for"})
"""Words before a single day that set a limit: what is foretold may come on any day till then."""


def foretold_in(article: Article, coding: Coding) -> list[Foretold]:
    """Give what one report foretells, outside any ledger; it appeared on the day it tells."""
    at = datetime.combine(article.published or date.max, time.max, UTC)
    at = appeared(article.published, at if article.published else article.known or at)
    report = Printed(
        article=article.id,
        origin=article.id,
        source=article.source,
        at=at,
        text=article.text,
        findings=coding.findings,
        times=coding.times,
    )
    return list(all_foretold(report))


def all_foretold(report: Printed) -> Iterator[Foretold]:
    """Give what a report foretells."""
    for one in report.findings:
        if one.type == TYPE and one.anchor:
            yield _foretold(one, report)


def _foretold(one: Finding, report: Printed) -> Foretold:
    text, today = report.text, report.at.date()
    sentence = Span(*words.sentence_at(text, one.anchor[0].start))
    called, who = named(one, report.findings)
    due = first(one, "horizon")
    marked = due.text is not None
    if not marked:
        due = ahead(text, sentence, report.times, today)
    events = [entry for entry in one.fields.get("event", ()) if entry.text]
    event = " ".join(entry.text or "" for entry in events)
    modality, number = first(one, "modality").value, first(one, "probability")
    return Foretold(
        article=report.article,
        finding=one.id,
        at=report.at,
        source=report.source,
        origin=report.origin,
        anchor=tuple(Span(*span) for span in one.anchor),
        words=tuple(text[slice(*span)] for span in one.anchor),
        voice=who,
        called=called,
        event=event,
        events=tuple(Span(*entry.span) for entry in events if entry.span),
        content={cut: words.rarity(cut) for cut in words.stems(event)},
        names=_names(event),
        horizon=_days(due, today),
        due=due.text or "",
        marked=marked,
        modality=modality if isinstance(modality, str) else "",
        probability=number.value if isinstance(number.value, float | int) else None,
        share=number.text or "",
        sentence=text[slice(*sentence)],
        start=sentence.start,
    )


def _names(event: str) -> frozenset[str]:
    """Give the names in the words of an event, a state by its code.

    The first word may have its capital from the sentence, and is a name only where it is a state's.

    >>> sorted(_names("Polish trains to Lublin will stop"))
    ['PL', 'lublin']
    """
    states = mentions(event)
    rest = event
    for one in reversed(states):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return words.names(rest) | {one.code for one in states}


# ── By when ──────────────────────────────────────────────────────────────────────────────────────


def ahead(text: str, sentence: Span, times: Iterable[TimeExpression], today: date) -> Field:
    """Give the only time of a sentence that lies ahead, in words and days; nothing for several.

    One that is counted from something else ("within two years of a ceasefire") has words alone.
    """
    found = []
    for one in times:
        if sentence.start <= one.span.start < sentence.end:
            wide = widen(text, one)
            days = interval(value := resolve_horizon(wide, today))
            if not days or days.last <= today or wide.text.lower().startswith("for "):
                continue
            start, end = wide.span
            if hung := _HANGS.match(text, end):
                end, value = hung.end(), None
            found.append(Field(span=Span(start, end), text=text[start:end], value=value))
    return found[0] if len({entry.value for entry in found}) == 1 else Field()


def _days(due: Field, today: date) -> Interval | None:
    """Give the days that are meant; a limit that is a single day counts from the report on."""
    found = interval(due.value)
    if found is None or found.first != found.last:
        return found
    lead = (due.text or "").split(maxsplit=1)[:1]
    limits = lead and lead[0].lower() in LIMITS
    return Interval(min(today, found.first), found.last) if limits else found
