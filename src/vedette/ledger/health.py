"""How well each source is seen: silence told apart from peace."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from vedette.answers import Fault, Health, Page, Standing, State, Unlisted
from vedette.ledger import asking, changes, rows, work
from vedette.ledger import schema as t
from vedette.records import Channel, Issue, Poll, Source

ANSWERED = frozenset({"new", "quiet", "unchanged", "moved"})
"""Outcomes of a poll after which we know what the channel had to say."""

USUAL_GAPS = 4
"""A source is quiet after this many of its usual gaps without an entry; for a source whose entries
come independently of each other that is one wait in fifty."""


UNWATCHED = timedelta(days=7)
"""After so long without a poll nothing is known of a source, whatever its last poll told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the ledger holds of one source."""

    polls: int = 0
    entries: int = 0
    articles: int = 0
    findings: int = 0
    last_entry: datetime | None = None


def newest(connection: Connection) -> int:
    """Give the number of the log's newest row, 0 for an empty log."""
    return asking.newest(connection, t.log)


def tallies(connection: Connection) -> dict[str, Tally]:
    """Count polls, entries, articles and findings by source."""
    c, v = t.captures.c, t.standing.c
    polls = _grouped(connection, select(t.polls.c.source, func.count()))
    entries = _grouped(connection, select(c.source, func.count(c.key.distinct())))
    last = _grouped(connection, select(c.source, func.max(c.known)))
    articles = _grouped(connection, select(v.source, func.count()))
    joined = t.standing.join(t.findings, t.findings.c.coding == v.coding)
    findings = _grouped(connection, select(v.source, func.count()).select_from(joined))
    return {
        source: Tally(
            polls=polls.get(source, 0),
            entries=entries.get(source, 0),
            articles=articles.get(source, 0),
            findings=findings.get(source, 0),
            last_entry=rows.moment(last[source]) if source in last else None,
        )
        for source in {*polls, *entries, *articles}
    }


def _grouped(connection: Connection, query: Select[Any]) -> dict[str, Any]:
    column = query.selected_columns[0]
    return {row[0]: row[1] for row in connection.execute(query.group_by(column))}


def unlisted(connection: Connection, source: str) -> Unlisted | None:
    """Tell what stands of a source, whether or not a file describes it; None where nothing does."""
    v, a = t.standing.c, t.articles.c
    theirs = v.source == source
    known = connection.execute(
        select(func.count(), func.min(v.known), func.max(v.known)).where(theirs)
    ).one()
    if not known[0]:
        return None
    joined = t.standing.join(t.findings, t.findings.c.coding == v.coding)
    found = select(func.count()).select_from(joined).where(theirs)
    newest = select(a.outlet).join(t.standing, v.seq == a.seq).where(theirs)
    return Unlisted(
        source=source,
        outlet=connection.execute(newest.order_by(a.seq.desc()).limit(1)).scalar_one() or "",
        articles=known[0],
        findings=connection.execute(found).scalar_one(),
        first=rows.moment(known[1]),
        last=rows.moment(known[2]),
    )


def health(
    source: Source,
    tally: Tally,
    polls: Mapping[str, Sequence[Poll]],
    *,
    expected: float | None,
    due: datetime | None,
    now: datetime,
) -> Health:
    """Judge one source from its tally and the newest polls of each of its channels.

    These reach back to the last that was answered, at least.
    """
    newest = [listed[0] for listed in polls.values() if listed]
    last = max(newest, key=lambda poll: poll.at, default=None)
    state, since, why = _state(source.channels, polls, tally, expected=expected, now=now)
    return Health(
        source=source,
        state=state,
        since=since,
        why=why,
        last=last,
        next=due,
        polls=tally.polls,
        entries=tally.entries,
        articles=tally.articles,
        findings=tally.findings,
        expected=expected,
        last_entry=tally.last_entry,
    )


def _state(
    channels: Sequence[Channel],
    polls: Mapping[str, Sequence[Poll]],
    tally: Tally,
    *,
    expected: float | None,
    now: datetime,
) -> tuple[State, datetime | None, str]:
    listed = [polls[channel.url] for channel in channels if polls.get(channel.url)]
    if not listed:
        return "unpolled", None, "no poll yet"
    dark = [history for history in listed if history[0].outcome not in ANSWERED]
    if dark and len(dark) == len(listed):
        return _dark(dark[0])
    last = max(history[0].at for history in listed)
    if now - last > UNWATCHED:
        return "blind", last, "not polled since"
    if _overdue(tally.last_entry, expected, now):
        return "quiet", tally.last_entry, f"usually {expected:.1f} entries a day"
    why = f"{len(dark)} of {len(listed)} channels blind" if dark else ""
    return "seeing", None, why


def _dark(history: Sequence[Poll]) -> tuple[State, datetime, str]:
    """Say since when a channel has not been seen, its last good poll, and what it said last."""
    newest, since = history[0], history[0].at
    for poll in history:
        since = poll.at
        if poll.outcome in ANSWERED:
            break
    told = newest.issue or Issue(stage="collect", what=newest.outcome, input=newest.channel)
    why = f"{told.what} ({told.why})" if told.why else told.what
    return ("gone" if newest.outcome == "gone" else "blind"), since, why


def since_answered(history: Sequence[Poll]) -> Sequence[Poll]:
    """Give the newest polls back to the last that was answered: all that a state hangs on."""
    last = next((n for n, poll in enumerate(history) if poll.outcome in ANSWERED), len(history))
    return history[: last + 1]


def _overdue(last: datetime | None, expected: float | None, now: datetime) -> bool:
    if last is None or not expected:
        return False
    return now - last > timedelta(days=USUAL_GAPS / expected)


def issues(connection: Connection, *, limit: int, before: int | None) -> Page[Fault]:
    """Give what went wrong, newest first."""
    i = t.issues.c
    query = select(t.issues).order_by(i.seq.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(i.seq < before)
    found = connection.execute(query).all()
    lines = tuple(fault(row) for row in found[:limit])
    return Page(lines=lines, next=lines[-1].seq if len(found) > limit else None)


def fault(row: Row[Any]) -> Fault:
    """Read what went wrong off its row."""
    issue = rows.issue_from(row)
    return Fault(seq=row.seq, at=rows.moment(row.at), issue=issue, article=row.article)


def standing(
    connection: Connection, told: Collection[Tally], *, sources: int, blind: int
) -> Standing:
    """Count what the whole desk holds, by what it holds of each source."""
    started = changes.born(connection)
    newest_poll = select(t.polls.c.at).order_by(t.polls.c.seq.desc()).limit(1)
    last = connection.execute(newest_poll).scalar()
    return Standing(
        articles=sum(one.articles for one in told),
        findings=sum(one.findings for one in told),
        copies=_count(connection, t.copies),
        issues=_count(connection, t.issues),
        sources=sources,
        blind=blind,
        started=rows.moment(started) if started else None,
        last_poll=rows.moment(last) if last else None,
    )


def _count(connection: Connection, selectable: Any) -> int:
    return connection.execute(select(func.count()).select_from(selectable)).scalar_one()


def histories(
    connection: Connection, source: Source, *, limit: int = 50
) -> dict[str, tuple[Poll, ...]]:
    """Give the newest polls of each of a source's channels."""
    return {
        channel.url: work.last_polls(connection, source.id, channel.url, limit=limit)
        for channel in source.channels
    }
