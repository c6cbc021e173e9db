"""An alert out of what was found: its key, its words, and the reports that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from vedette.alerts import Alert, Backing, Cause, Rule
from vedette.answers import Account
from vedette.assess.alerting import Ground, News
from vedette.assess.alerting.happened import Known
from vedette.ledger.threads import Told
from vedette.records import Source, digest
from vedette.write import wording

CORRECTIONS: Final[frozenset[Cause]] = frozenset({"withdrawn", "corrected"})
"""Causes that whoever got the claim is told of, whatever he asks for by now."""
QUOTED: Final = 5
"""Reports whose words an alert brings along; its path leads to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """News of an incident, `after` what was told last in its thread.

    `known` is what sure reports tell of it, None where no report does any more. Where it became one
    with another that was told, `known` is that one. `parted` is the newest alert of a thread that
    began with this very incident, and by now goes on with another: they were one for a while.
    """

    news: News
    grounds: Sequence[Ground]
    known: Known | None = None
    after: Told | None = None
    parted: str = ""


def compose(rule: Rule, found: Found, sources: Mapping[str, Source], now: datetime) -> Alert:
    """Make the alert."""
    after = found.after.alert if found.after else None
    if found.known is None or found.news.why == "merged":
        assert after is not None
        return _taken_back(after, found, now)
    line, news = found.known.line, found.news
    key = key_of(rule.name, line.id, news, after, found.parted)
    first = min(news.turns, key=lambda turn: turn.known, default=None)
    return Alert(
        key=key,
        thread=after.thread if after else key,
        after=after.key if after else "",
        rule=rule.name,
        subject="incident",
        name=line.id,
        cause=news.cause,
        headline=wording.headline(line, news.cause),
        lines=_lines(found.known, found),
        made=now,
        known=first.known if first else now,
        published=first.published if first else None,
        path=f"/incidents/{line.id}",
        backing=tuple(_backing(found.known.accounts, found, sources)),
        kind=line.kind,
        status=line.status,
        before=news.before,
        when=line.when,
        spot=line.spot,
        grade=line.grade,
        voices=len(line.voices),
        confidence=max((one.telling.confidence for one in found.known.accounts), default=0.0),
        severity=news.stood.severity,
        handling=line.handling,
    )


def key_of(rule: str, name: str, news: News, after: Alert | None, parted: str = "") -> str:
    """Name an alert by what causes it: the same news after the same alert have one key."""
    thread, last = (after.thread, after.key) if after else (name, parted)
    return digest("alert", rule, thread, news.cause, news.mark, last)


def _taken_back(after: Alert, found: Found, now: datetime) -> Alert:
    """Take an alert back whose subject is gone, or is one with another by now."""
    known = found.known
    taken = taken_back(after, found.news, now)
    if known is None:
        return taken
    lines = (wording.merged(known.line), *taken.lines[1:])
    return replace(taken, lines=lines, path=f"/incidents/{known.line.id}")


def taken_back(after: Alert, news: News, now: datetime) -> Alert:
    """Take an alert back, with what it said."""
    why = wording.undone(news.stood.status) if news.why == "undone" else wording.GONE
    return replace(
        after,
        key=key_of(after.rule, after.name, news, after),
        after=after.key,
        cause="withdrawn",
        headline=wording.taken_back(after.headline),
        lines=(why, f"It was told so: {after.headline}."),
        made=now,
        known=now,
        published=None,
        before=after.status,
    )


def _lines(known: Known, found: Found) -> tuple[str, ...]:
    told = wording.lines(known.line, known.accounts, before=found.news.before)
    if found.news.why == "undone":
        return (wording.undone(known.line.status), *told)
    if found.news.cause == "corrected" and found.after is not None:
        stood = found.after.standing
        return (wording.corrected(stood.kind, stood.country), *told)
    return told


def _backing(
    accounts: Sequence[Account], found: Found, sources: Mapping[str, Source]
) -> Iterator[Backing]:
    """Bring along the words of reports: those that caused it, then the earliest, copies last."""
    caused = [turn.article for turn in found.news.turns]
    there = {account.head.article for account in accounts}

    def rank(one: Account) -> tuple[bool, bool, datetime]:
        return one.head.origin in there, one.head.article not in caused, one.head.at

    for one in sorted(accounts, key=rank)[:QUOTED]:
        source = sources.get(one.head.source)
        yield Backing(
            quote=one.sentence,
            article=one.head.article,
            title=one.head.title,
            outlet=one.head.outlet,
            source=one.head.source,
            url=one.head.url,
            published=day_of(one.head.published),
            grade=source.reliability if source else "",
            language=one.head.language,
        )


def day_of(published: date | None) -> date | None:
    """Give the day on which something was printed, as it was told there."""
    return published.date() if isinstance(published, datetime) else published
