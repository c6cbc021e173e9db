"""Incidents in lists and one by one: what their reports tell, in whose words.

What the views hold in values is told here with its words: the sentence of each telling, the
attributions and denials beside it, and who accuses where a stage is `attributed`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, select

from vedette.answers import (
    Account,
    Charge,
    Climb,
    Head,
    IncidentAsk,
    IncidentLine,
    StoryAsk,
)
from vedette.blame import accusers, answer, blame, text
from vedette.ledger import handled, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.heads import heads, printers, speaking, texts, titled
from vedette.ledger.relating import disagreement_from, incident_from
from vedette.ledger.store import portions
from vedette.ledger.stream import around, load
from vedette.ledger.withholding import is_veiled
from vedette.records import Disagreement, Finding, Incident, Span, Spot, Step, Telling
from vedette.review import Thresholds, in_review
from vedette.taxonomy.sites import decimals

Beside = Mapping[str, Mapping[str, Sequence[Finding]]]
"""For each incident, by its findings' ids, the attributions and denials of them."""

_i, _d, _f, _v = t.incidents.c, t.disagreements.c, t.findings.c, t.fields.c
_ROWS = Question(select(t.incidents).where(among(_i.id, "some")).order_by(_i.first, _i.id))
_BODIES = Question(select(_i.body).where(among(_i.id, "some")).order_by(_i.id))
_DIFFERENCES = Question(
    select(_d.incident, _d.field, _d.body)
    .where(among(_d.incident, "some"))
    .order_by(_d.incident, _d.field)
)
_DIFFERING = Question(
    select(_d.incident, _d.field).where(among(_d.incident, "some")).order_by(_d.field)
)
_FINDINGS = Question(select(t.findings).where(among(_f.id, "some")).order_by(_f.coding, _f.ordinal))
_NAMING = Question(
    select(_v.value, _f.id.label("finding"))
    .join_from(t.fields, t.findings, _f.ref == _v.finding)
    .where(_v.field == bindparam("field"), among(_v.value, "some"))
    .order_by(_v.value, _v.finding)
)


def listed(connection: Connection, names: Collection[str]) -> Sequence[Row[Any]]:
    """Give the rows of incidents by their ids, those first told first."""
    return _ROWS.all(connection, names)


def paged(
    connection: Connection, query: Select[Any], ask: IncidentAsk | StoryAsk
) -> tuple[Sequence[Row[Any]], int | None]:
    """Give the rows of the page that is asked for, and how many come before the next, if any."""
    before = ask.before or 0
    found = connection.execute(query.offset(before).limit(ask.limit + 1)).all()
    return found[: ask.limit], before + ask.limit if len(found) > ask.limit else None


def chosen(**where: Collection[str]) -> Select[Any]:
    """Select the rows of the incidents whose columns have one of these values, in order."""
    i = t.incidents.c
    held = [i[name].in_(sorted(values)) for name, values in where.items()]
    return select(t.incidents).where(*held).order_by(i.first, i.id)


def telling(connection: Connection, article: str) -> Sequence[Row[Any]]:
    """Give the rows of the incidents that an article tells."""
    told = select(t.tellings.c.incident).where(t.tellings.c.article == article)
    i = t.incidents.c
    query = select(t.incidents).where(i.id.in_(told)).order_by(i.first, i.id)
    return connection.execute(query).all()


def told_by(connection: Connection, articles: Sequence[str], most: int) -> list[str]:
    """Name the incidents that some articles tell of, those of the first article first."""
    v = t.tellings.c
    query = select(v.article, v.incident).where(v.article.in_(articles))
    at = {name: n for n, name in enumerate(articles)}
    found = sorted((at[row.article], row.incident) for row in connection.execute(query))
    return [*dict.fromkeys(incident for _, incident in found)][:most]


def lines(
    connection: Connection, found: Sequence[Row[Any]], about: Beside | None = None
) -> tuple[IncidentLine, ...]:
    """Lay rows of incidents out as lists show them; `about` is what stands beside, if known."""
    stories = _stories(connection, found)
    return laid_out(
        connection,
        [
            Told(
                incident=_rounded(incident_from(row.body)),
                first=rows.moment(row.first),
                last=rows.moment(row.last),
                confirmed=rows.moment(row.confirmed),
                story=row.story if row.story in stories else "",
            )
            for row in found
        ],
        about=about,
    )


class Told(NamedTuple):
    """An incident, and what a line tells of it beside it."""

    incident: Incident
    first: datetime
    last: datetime
    confirmed: datetime
    story: str


def laid_out(
    connection: Connection,
    found: Sequence[Told],
    printed: Mapping[str, str] | None = None,
    about: Beside | None = None,
) -> tuple[IncidentLine, ...]:
    """Lay incidents out; `printed` has the texts that their words stand in, else they are read."""
    told = [one.incident for one in found]
    sources_of, origins = printers(connection, {name for one in told for name in one.articles})
    about = beside(connection, told) if about is None else about
    names = [one.id for one in told]
    differing, levels = _differing(connection, names), handled.of(connection, "incident", names)
    surest = [_surest(one, origins) for one in told]
    shown = titled(connection, {telling.article for telling in surest})
    printed = printed or {name: words for name, (_, words) in shown.items()}
    return tuple(
        IncidentLine(
            id=one.id,
            kind=one.kind,
            status=one.status,
            article=clear.article,
            title=shown[clear.article][0],
            sentence=around(printed[clear.article], *clear.words)[1],
            first=row.first,
            last=row.last,
            story=row.story,
            reports=len(one.articles),
            voices=speaking(one.articles, sources_of, origins),
            when=one.when,
            confirmed=row.confirmed,
            targets=one.targets,
            spot=one.spot,
            killed=one.killed,
            injured=one.injured,
            by=accusing(one.tellings, about[one.id]),
            disagreements=tuple(differing.get(one.id, ())),
            handling=levels.get(one.id, "clear"),
        )
        for row, one, clear in zip(found, told, surest, strict=True)
    )


def _stories(connection: Connection, found: Iterable[Row[Any]]) -> set[str]:
    """Leave those stories of incidents that may be told."""
    named, s = {row.story for row in found}, t.stories.c
    if not is_veiled(connection):
        return named
    return {
        name
        for some in portions(named)
        for name in connection.execute(select(s.story).where(s.story.in_(some))).scalars()
    }


def _surest(one: Incident, origins: Mapping[str, str]) -> Telling:
    """Give the telling that shows best what happened: coded, of the incident's kind, no copy."""
    return max(
        one.tellings,
        key=lambda told: (
            told.finding is not None,
            told.kind == one.kind,
            told.article not in origins,
            told.confidence,
        ),
    )


def accusing(
    tellings: Iterable[Telling], about: Mapping[str, Sequence[Finding]]
) -> tuple[str, ...]:
    """Name who accuses somebody, in the words of the reports."""
    return accusers(found for told in tellings for found in about.get(told.finding or "", ()))


def _differing(connection: Connection, names: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _DIFFERING.all(connection, names):
        found[row.incident].append(row.field)
    return found


def rounded(one: Incident) -> Incident:
    """Leave its places no more decimals than their extent deserves."""
    tellings = tuple(replace(told, spot=rounded_spot(told.spot)) for told in one.tellings)
    return replace(one, spot=rounded_spot(one.spot), tellings=tellings)


def _rounded(one: Incident) -> Incident:
    """Do so with its own place alone: a list does not tell those of its tellings."""
    return replace(one, spot=rounded_spot(one.spot))


def rounded_spot(spot: Spot | None) -> Spot | None:
    """Leave a place no more decimals than its extent deserves."""
    if spot is None:
        return None
    digits = decimals(spot.radius_km)
    return replace(spot, lat=round(spot.lat, digits), lon=round(spot.lon, digits))


# ── one incident ────────────────────────────────────────────────────────────────────────────────


def accounts(
    connection: Connection,
    one: Incident,
    thresholds: Thresholds,
    printed: Mapping[str, str] | None = None,
) -> tuple[Account, ...]:
    """Give what each report tells of an incident, in the order of their tellings.

    `printed` has the texts that its words stand in, else the newest ones are read.
    """
    printed = printed or texts(connection, one.articles)
    return accounts_of(connection, [one], thresholds, printed)[one.id]


def accounts_of(
    connection: Connection,
    told: Collection[Incident],
    thresholds: Thresholds,
    printed: Mapping[str, str],
) -> dict[str, tuple[Account, ...]]:
    """Give what each report tells of incidents, by the incidents' ids; asked all at once."""
    known = heads(connection, {name for one in told for name in one.articles})
    about = beside(connection, told)
    names = [telling.finding for one in told for telling in one.tellings if telling.finding]
    found = findings(connection, names)
    return {
        one.id: tuple(
            _account(
                telling,
                known[telling.article],
                printed[telling.article],
                found.get(telling.finding or ""),
                about[one.id].get(telling.finding or "", ()),
                thresholds,
            )
            for telling in one.tellings
            if telling.article in known
        )
        for one in told
    }


def _account(  # noqa: PLR0917 -- each is one part of what is told
    telling: Telling,
    head: Head,
    printed: str,
    finding: Finding | None,
    about: Sequence[Finding],
    thresholds: Thresholds,
) -> Account:
    start, sentence = around(printed, *telling.words)
    return Account(
        telling=telling,
        head=head,
        sentence=sentence,
        sentence_start=start,
        finding=finding,
        about=tuple(about),
        review=finding is not None and in_review(finding, thresholds),
    )


def climbs(
    connection: Connection,
    one: Incident,
    told: Sequence[Account],
    printed: Mapping[str, str] | None = None,
) -> tuple[Climb, ...]:
    """Give the changes of an incident's stage, each with the words that show it."""
    printed = printed or texts(connection, {step.article for step in one.steps})
    return tuple(
        _climb(step, told, here, printed[step.article])
        for step in one.steps
        if (here := [n for n, a in enumerate(told) if a.telling.article == step.article])
    )


def _climb(step: Step, told: Sequence[Account], here: Sequence[int], printed: str) -> Climb:
    said = [n for n in here if told[n].telling.status == step.status] or here
    words = _stage_words(told[said[0]], step.status)
    start, sentence = around(printed, *words)
    return Climb(
        step=step,
        account=said[0],
        words=words,
        sentence=sentence,
        sentence_start=start,
        by=accusers(finding for n in said for finding in told[n].about),
    )


def _stage_words(account: Account, status: str) -> Span:
    """Give the words for a stage: those of the field, of the accusation, else of the telling."""
    fields = account.finding.fields.get("status", ()) if account.finding else ()
    spans = [entry.span for entry in fields if entry.span and entry.value == status]
    if status == "attributed":
        spans += [one.anchor[0] for one in account.about if one.type == "attribution"]
    return next(iter(spans), account.telling.words)


def charges(told: Sequence[Account]) -> tuple[Charge, ...]:
    """Say who accuses whom and what is answered, in the order of the reports, copies left out."""
    there = {account.head.article for account in told}
    found = {
        (finding.id, words): Charge(
            words=words,
            type=finding.type,
            article=account.head.article,
            finding=finding.id,
            firmness=_firmness(finding),
        )
        for account in told
        if account.head.origin not in there
        for finding in account.about
        if finding.type == "denial" or finding.fields.get("accused") or _firmness(finding) == 0
        if (words := text(answer(finding) if finding.type == "denial" else blame(finding)))
    }
    return tuple(found.values())


def _firmness(finding: Finding) -> int | None:
    told = [entry.value for entry in finding.fields.get("firmness", ())]
    return next((value for value in told if isinstance(value, int)), None)


def differences(connection: Connection, names: Collection[str]) -> tuple[Disagreement, ...]:
    """Give where sources differ on incidents, field by field."""
    return tuple(disagreement_from(row.body) for row in _DIFFERENCES.all(connection, names))


def bodies(connection: Connection, names: Collection[str]) -> tuple[Incident, ...]:
    """Give incidents by their ids."""
    return tuple(incident_from(row.body) for row in _BODIES.all(connection, names))


def findings(connection: Connection, ids: Collection[str]) -> dict[str, Finding]:
    """Give findings by their ids, in the order of their codings and of their places in them."""
    return load(connection, _FINDINGS.all(connection, ids))


def beside(connection: Connection, told: Iterable[Incident]) -> Beside:
    """Give the attributions and denials of each finding of incidents, by their ids.

    A denial answers an incident, or an attribution of it. All are asked for at once; what is told
    of one incident does not hang on which others are asked for.
    """
    listed = {one.id: [telling.finding for telling in one.tellings] for one in told}
    named = {name for own in listed.values() for name in own if name}
    charges = _naming(connection, named, "incident")
    answers = _naming(connection, [one.id for _, one in charges], "attribution")
    charged, answered = _by_name(charges), _by_name(answers)
    found = {}
    for name, own in listed.items():
        mine = _in_order(charged, filter(None, own))
        found[name] = _about(mine, _in_order(answered, (one.id for _, one in mine)))
    return found


_Ranked = Mapping[str, Sequence[tuple[int, Finding]]]


def _by_name(pairs: Sequence[tuple[str, Finding]]) -> _Ranked:
    """Give for each name the findings that name it, each with its place in the whole."""
    found: dict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for rank, (value, one) in enumerate(pairs):
        found[value].append((rank, one))
    return found


def _in_order(ranked: _Ranked, names: Iterable[str]) -> list[tuple[str, Finding]]:
    """Give the findings that name any of these, in their order, each with what it names."""
    found = {rank: (name, one) for name in set(names) for rank, one in ranked.get(name, ())}
    return [found[rank] for rank in sorted(found)]


def _about(
    charges: Iterable[tuple[str, Finding]], answers: Iterable[tuple[str, Finding]]
) -> dict[str, list[Finding]]:
    """Lay what names a finding, and what names that, beside the finding."""
    about: dict[str, list[Finding]] = defaultdict(list)
    owner: dict[str, str] = {}
    for value, found in charges:
        about[value].append(found)
        owner[found.id] = value
    for value, found in answers:
        if found.id not in {other.id for other in about[owner[value]]}:
            about[owner[value]].append(found)
    return about


def _naming(
    connection: Connection, values: Collection[str], field: str
) -> list[tuple[str, Finding]]:
    """Give the findings that name others by their ids, each with the id that it names."""
    pairs = [(row.value, row.finding) for row in _NAMING.all(connection, values, field=field)]
    found = findings(connection, [finding for _, finding in pairs])
    order = {name: n for n, name in enumerate(found)}
    pairs.sort(key=lambda pair: order[pair[1]])
    return [(value, found[finding]) for value, finding in pairs]
