"""Stories in lists and one by one: the reports on one affair, copies folded, and its incidents."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, Select, func, select

from vedette.answers import Head, IncidentSheet, Page, StoryAsk, StoryLine, StorySheet
from vedette.errors import NotHeld
from vedette.handling import Tlp
from vedette.ledger import handled, incidents, recalling, spoken
from vedette.ledger import schema as t
from vedette.ledger.heads import heads, sources, texts
from vedette.ledger.relating import incident_from
from vedette.ledger.store import portions
from vedette.records import Disagreement
from vedette.review import Thresholds

Noun = Literal["incident", "story"]
LISTED: Final[Mapping[str, str]] = {
    "incident": "incidents", "story": "stories", "pledge": "pledges", "forecast": "forecasts",
    "call": "calls", "posture": "postures",
}  # fmt: skip
"""What lists them, on pages as on the command line."""
NAMES = 6
"""Ids told where the start of one fits several."""
REACH = 8
"""Reports that are looked at for each story that is asked for: most tell of one that has others."""


def stories(connection: Connection, ask: StoryAsk) -> Page[StoryLine]:
    """Give the stories that answer a question, the one last reported first, a page at a time.

    To group all reports for it takes 100,000 of them 0.4 s. So those of the last reports are looked
    at first, further back only where they do not fill the page: what no report of these tells was
    last reported before them.
    """
    before = ask.before or 0
    wanted, reach = before + ask.limit + 1, REACH * (before + ask.limit + 1)
    while True:
        since = _known_at(connection, reach)
        found = connection.execute(_grouped(ask, since).limit(wanted)).all()
        if len(found) == wanted or since is None or (ask.since and since < str(ask.since)):
            break
        reach *= REACH
    after = before + ask.limit if len(found) == wanted else None
    names = [row.story for row in found[before : before + ask.limit]]
    return Page(lines=lines(connection, names), next=after)


def _known_at(connection: Connection, reach: int) -> str | None:
    """Say when the last so many articles began to be known, None where there are no more."""
    v = t.standing.c
    return connection.execute(
        select(v.known).order_by(v.known.desc()).offset(reach).limit(1)
    ).scalar()


def _grouped(ask: StoryAsk, since: str | None) -> Select[Any]:
    """Choose stories by all of their reports, of those alone that were reported since a moment."""
    s, v = t.stories.c, t.standing.c
    first, last = func.min(v.known), func.max(v.known)
    query = select(s.story).join(t.standing, v.article == s.article)
    if since is not None:
        lately = select(s.story).join(t.standing, v.article == s.article).where(v.known >= since)
        query = query.where(s.story.in_(lately))
    query = query.group_by(s.story).having(func.count() >= ask.reports)
    if ask.since:
        query = query.having(last >= ask.since.isoformat())
    if ask.until:
        query = query.having(first < ask.until.isoformat() + "U")  # past every T…Z of the day
    return query.order_by(last.desc(), s.story)


def lines(connection: Connection, names: Sequence[str]) -> tuple[StoryLine, ...]:
    """Lay stories out as lists show them, in the order of their names."""
    told, happened = _told(connection, names), _happened(connection, names)
    said, levels = spoken.counts(connection, names), handled.of(connection, "story", names)
    return tuple(
        _line(name, told[name], happened[name], said[name], levels.get(name, "clear"))
        for name in names
        if told[name]
    )


def _line(
    name: str,
    told: Sequence[Head],
    happened: Sequence[Row[str, str, str]],
    said: int,
    handling: Tlp,
) -> StoryLine:
    known = {head.article: head for head in told}
    return StoryLine(
        id=name,
        title=told[0].title,
        first=min(head.known for head in told),
        last=max(head.known for head in told),
        reports=len(told),
        copies=sum(head.origin in known for head in told),
        voices=sources(known, known),
        incidents=tuple(row.id for row in happened),
        kinds=tuple(dict.fromkeys(row.kind for row in happened)),
        said=said,
        handling=handling,
    )


def _told(connection: Connection, names: Collection[str]) -> dict[str, list[Head]]:
    """Give the reports of stories, those of each in their order."""
    members = _members(connection, names)
    known = heads(connection, {article for listed in members.values() for article in listed})
    return {
        name: [known[article] for article in members[name] if article in known] for name in names
    }


def _members(connection: Connection, names: Collection[str]) -> dict[str, list[str]]:
    s = t.stories.c
    found: dict[str, list[str]] = defaultdict(list)
    for some in portions(names):
        query = select(s.story, s.article).where(s.story.in_(some)).order_by(s.story, s.n)
        for row in connection.execute(query):
            found[row.story].append(row.article)
    return found


def _happened(
    connection: Connection, names: Collection[str]
) -> dict[str, list[Row[str, str, str]]]:
    i = t.incidents.c
    found: dict[str, list[Row[str, str, str]]] = defaultdict(list)
    for some in portions(names):
        query = select(i.id, i.story, i.kind).where(i.story.in_(some)).order_by(i.first, i.id)
        for row in connection.execute(query):
            found[row.story].append(row)
    return found


def story(connection: Connection, name: str) -> StorySheet | None:
    """Give one story with its reports, incidents and what was said, None if there is none."""
    told = _told(connection, [name])[name]
    if not told:
        return None
    happened = connection.execute(incidents.chosen(story=[name])).all()
    said = spoken.spoken(connection, [head.article for head in told])
    level = handled.of(connection, "story", [name]).get(name, "clear")
    return StorySheet(
        line=_line(name, told, happened, sum(one.reports > 1 for one in said), level),
        heads=tuple(told),
        incidents=incidents.lines(connection, happened),
        said=said,
    )


def of_article(connection: Connection, article: str) -> StoryLine | None:
    """Give the story in which an article stands."""
    s = t.stories.c
    name = connection.execute(select(s.story).where(s.article == article)).scalar()
    return next(iter(lines(connection, [name])), None) if name else None


def incident(connection: Connection, name: str, thresholds: Thresholds) -> IncidentSheet | None:
    """Give one incident with everything that is known of it, None if there is none."""
    return sheets(connection, [name], thresholds).get(name)


def sheets(
    connection: Connection, names: Collection[str], thresholds: Thresholds
) -> dict[str, IncidentSheet]:
    """Give incidents by their ids with everything that is known of them; asked all at once."""
    rows = _rows(connection, names)
    told = [incidents.rounded(incident_from(row.body)) for row in rows.values()]
    printed = texts(connection, {name for one in told for name in one.articles})
    accounts = incidents.accounts_of(connection, told, thresholds, printed)
    kin = _rows(connection, {near.other for one in told for near in one.kin})
    listed = list({**rows, **kin}.values())
    laid = {one.id: one for one in incidents.lines(connection, listed)}
    stories = lines(connection, list(dict.fromkeys(row.story for row in rows.values())))
    story_of = {story.id: story for story in stories}
    differing: dict[str, list[Disagreement]] = defaultdict(list)
    for each in incidents.differences(connection, list(rows)):
        differing[each.about].append(each)
    return {
        one.id: IncidentSheet(
            line=laid[one.id],
            incident=replace(one, kin=tuple(near for near in one.kin if near.other in kin)),
            accounts=accounts[one.id],
            climbs=incidents.climbs(connection, one, accounts[one.id], printed),
            charges=incidents.charges(accounts[one.id]),
            disagreements=tuple(differing[one.id]),
            story=story_of.get(rows[one.id].story),
            kin=tuple(laid[near.other] for near in one.kin if near.other in kin),
        )
        for one in told
    }


def _rows(connection: Connection, names: Collection[str]) -> dict[str, Row[Any]]:
    """Give the rows of incidents by their ids."""
    return {
        row.id: row
        for some in portions(names)
        for row in connection.execute(incidents.chosen(id=some))
    }


def incident_then(
    connection: Connection, name: str, at: datetime, thresholds: Thresholds
) -> IncidentSheet | None:
    """Give an incident as it was known at a moment, None where nothing of it was.

    Reports that are gone since are left out. Nothing is told of what may be the same, nor of its
    story. It keeps its present id, by which it is asked for.
    """
    row = connection.execute(incidents.chosen(id=[name])).first()
    then = recalling.incident(connection, incident_from(row.body), at) if row else None
    if then is None:
        return None
    found, recalled = then
    there = heads(connection, found.articles)
    differing = tuple(one for one in recalled.disagreements if one.about == found.id)
    one = replace(
        incidents.rounded(found),
        id=name,
        tellings=tuple(told for told in found.tellings if told.article in there),
        steps=tuple(step for step in found.steps if step.article in there),
        kin=(),
    )
    if not one.tellings:
        return None
    when = [recalled.appeared[article] for article in one.articles]
    bare = incidents.Told(one, min(when), max(when), one.confirmed or min(when), "")
    (line,) = incidents.laid_out(connection, [bare], recalled.texts)
    told = incidents.accounts(connection, one, thresholds, recalled.texts)
    fields = tuple(dict.fromkeys(one.field for one in differing))
    return IncidentSheet(
        line=replace(line, disagreements=fields),
        incident=one,
        accounts=told,
        climbs=incidents.climbs(connection, one, told, recalled.texts),
        charges=incidents.charges(told),
        disagreements=differing,
        story=None,
    )


def named(connection: Connection, noun: Noun, start: str) -> list[str]:
    """Give the ids that begin so, at most `NAMES` of them."""
    column = t.incidents.c.id if noun == "incident" else t.stories.c.story
    query = select(column).where(column.startswith(start, autoescape=True)).distinct()
    return list(connection.execute(query.order_by(column).limit(NAMES)).scalars())


def only(connection: Connection, noun: Noun, start: str) -> str:
    """Give the only id that begins so; raises NotHeld for none and for several."""
    names = named(connection, noun, start)
    if len(names) != 1:
        raise unheld(noun, start, names)
    return names[0]


def among(noun: str, names: Iterable[str], start: str) -> str:
    """Give the only one of these ids that begins so; raises NotHeld for none and for several."""
    found = sorted(name for name in names if start and name.startswith(start))
    if len(found) != 1:
        raise unheld(noun, start, found[:NAMES])
    return found[0]


def unheld(noun: str, start: str, names: Sequence[str] = ()) -> NotHeld:
    """Say that no id begins so, or that these do."""
    if names:
        return NotHeld(
            what=f"several {noun} ids begin so",
            where=start or "an empty id",
            why=", ".join(names),
            remedy="give more of the one that is meant",
        )
    listing = f"`vedette {LISTED[noun]}`"
    return NotHeld(
        what=f"no {noun} has this id",
        where=start or "an empty id",
        remedy=f"list them with {listing}; an id changes with the first report of it",
    )
