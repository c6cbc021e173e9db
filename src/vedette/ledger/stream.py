"""The stream of findings, newest known first; `tally` counts what it lists.

A line's number is its article's first number in the log times `LINES`, plus the finding's place
in the coding: it does not change when the article is edited or coded anew, so a page that a reader
is on never reorders under the eyes. The coder that counts has the first thousand places of an
article, each coder beside it the next thousand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Join,
    Label,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    not_,
    or_,
    select,
)

from vedette.answers import Ask, Line, Page
from vedette.blame import Heard, hear
from vedette.ledger import deciding, handled, rows, search, seeking
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.seeking import WHERE_IT_IS, Means, waiting
from vedette.records import Field, Finding, Value
from vedette.relate.found import BESIDE
from vedette.review import USUAL, Thresholds, in_review

CODERS = 10
"""The most coders at once, the one that counts among them; the settings hold it to that."""

LINES = rows.FINDINGS_LIMIT * (CODERS + 1)
"""Places of one article: after those of its coders come those of analysts."""

BREAKS = (". ", "! ", "? ", ".” ", ".\n", "!\n", "?\n", "\n")
SENTENCE = 400
"""Longest sentence shown, in characters."""


def stream(
    connection: Connection,
    ask: Ask,
    thresholds: Thresholds = USUAL,
    *,
    also: Sequence[str] = (),
    numbers: Sequence[int] | None = None,
) -> Page[Line]:
    """Give the findings that answer a question, a page at a time.

    They are those of the coder that counts, of the coders that stand beside it by these names, and
    what analysts found themselves. Who knows the `numbers` of a page's lines and of the one after
    them spares a search through all that stands.
    """
    also = with_analysts(connection, also)
    place = place_in(also)
    query = selecting(
        ask,
        thresholds,
        also,
        numbered(also),
        t.findings.c.id,
        t.findings.c.ref,
        t.findings.c.type,
        t.findings.c.kind,
        t.findings.c.confidence,
        t.findings.c.rule,
        t.codings.c.coder,
        t.articles.c.id.label("article"),
        *(t.articles.c[name] for name in ARTICLE),
        _copies().label("copies"),
        handled.column(t.standing.c.article).label("handling"),
    ).order_by(t.standing.c.first.desc(), place.desc())
    if numbers is not None:
        query = query.where(t.standing.c.first.in_({number // LINES for number in numbers}))
    found = connection.execute(query.limit(ask.limit + 1)).all()
    shown = found[: ask.limit]
    findings = load(connection, shown)
    heard = _heard(connection, findings.values())
    lines = tuple(
        _line(
            row,
            findings[row.id],
            heard=heard.get(row.id, Heard()),
            review=in_review(findings[row.id], thresholds),
        )
        for row in shown
    )
    return Page(lines=lines, next=lines[-1].seq if len(found) > ask.limit else None)


def with_analysts(connection: Connection, also: Sequence[str]) -> tuple[str, ...]:
    """Add what analysts found to the coders whose findings are listed, if they ever did."""
    return (*also, BESIDE) if deciding.ever(connection, "find") else tuple(also)


ARTICLE = (
    "version",
    "title",
    "text",
    "outlet",
    "source",
    "url",
    "language",
    "published",
    "known",
)


def numbered(also: Sequence[str]) -> Label[int]:
    """Give a line's `number`."""
    return (t.standing.c.first * LINES + place_in(also)).label("number")


def place_in(also: Sequence[str]) -> ColumnElement[int]:
    """Give a finding's place among all of its article's: coder after coder."""
    if not also:
        return t.findings.c.ordinal
    before = {name: at * rows.FINDINGS_LIMIT for at, name in enumerate(also, 1)}
    return case(before, value=t.standing_codings.c.beside, else_=0) + t.findings.c.ordinal


def selecting(ask: Ask, thresholds: Thresholds, also: Sequence[str], *columns: Any) -> Select[Any]:
    """Join findings to the standing version of their articles, under the filters."""
    joined = _found(also).outerjoin(t.copies, t.copies.c.article == t.standing.c.article)
    # An article's row holds its text: who only counts must not read them all.
    read = select(*columns).get_final_froms()
    if ask.languages or t.articles in read:
        joined = joined.join(t.articles, t.articles.c.seq == t.standing.c.seq)
    if ask.coders or t.codings in read:
        joined = joined.join(t.codings, t.codings.c.seq == t.findings.c.coding)
    return select(*columns).select_from(joined).where(*filters(ask, thresholds, also))


def _found(also: Sequence[str]) -> Join:
    """Join findings to what stands: of the coder that counts alone, or of others beside it."""
    if not also:
        return t.standing.join(t.findings, t.findings.c.coding == t.standing.c.coding)
    s = t.standing_codings.c
    shown = and_(s.article == t.standing.c.article, s.beside.in_(["", *also]))
    codings = t.standing.join(t.standing_codings, shown)
    return codings.join(t.findings, t.findings.c.coding == s.coding)


def _copies() -> ColumnElement[int]:
    other = t.copies.alias("repeating")
    return (
        select(func.count())
        .select_from(other)
        .where(other.c.origin == t.standing.c.article)
        .scalar_subquery()
    )


def filters(
    ask: Ask, thresholds: Thresholds = USUAL, also: Sequence[str] = ()
) -> list[ColumnElement[bool]]:
    """Give the conditions of a question."""
    found: list[ColumnElement[bool]] = []
    for column, wanted in (
        (t.findings.c.type, ask.types),
        (t.findings.c.kind, ask.kinds),
        (t.standing.c.source, ask.sources),
        (t.articles.c.language, ask.languages),
        (t.codings.c.coder, ask.coders),
    ):
        if wanted:
            found.append(column.in_(sorted(wanted)))
    if ask.since:
        found.append(t.standing.c.known >= ask.since.isoformat())
    if ask.until:
        found.append(t.standing.c.known < ask.until.isoformat() + "U")  # past every T…Z of the day
    if ask.confidence:
        found.append(t.findings.c.confidence >= ask.confidence)
    if ask.review is not None:
        found.append(waiting(thresholds) if ask.review else not_(waiting(thresholds)))
    if not ask.copies:
        found.append(t.copies.c.article.is_(None))
    if ask.before is not None:
        first, place = divmod(ask.before, LINES)
        earlier = and_(t.standing.c.first == first, place_in(also) < place)
        found.append(or_(t.standing.c.first < first, earlier))
    return [*found, *_worded(ask), *seeking.findings(ask.query, Means(incidents=ask.fitting))]


def _worded(ask: Ask) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    v = t.fields.c
    if ask.countries:
        found.append(_field(v.value.in_(sorted(ask.countries))))
    if ask.place:
        found.append(_field(v.text.icontains(ask.place, autoescape=True)))
    if ask.words:
        found.append(t.standing.c.first.in_(search.matching(search.worded(ask.words))))
    return found


def _field(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    v = t.fields.c
    named = exists().where(v.finding == t.findings.c.ref, v.field.in_(WHERE_IT_IS), condition)
    return named.correlate(t.findings)  # by itself it would share the fields of who counts states


def load(connection: Connection, heads: Sequence[Row[Any]]) -> dict[str, Finding]:
    """Rebuild the findings whose heads (rows of `findings`) are given."""
    some = [row.ref for row in heads]
    return rows.findings_from(heads, _SPANS.all(connection, some), _ENTRIES.all(connection, some))


_SPANS, _ENTRIES = (
    Question(select(table).where(among(table.c.finding, "some")).order_by(*table.primary_key))
    for table in (t.anchors, t.fields)
)


def _heard(connection: Connection, shown: Iterable[Finding]) -> dict[str, Heard]:
    """Find what attributions and denials of the same articles say of the incidents shown."""
    v, f = t.fields.c, t.findings.c
    incidents = [one for one in shown if one.type == "incident" and "actor" in one.fields]
    if not incidents:
        return {}
    naming = select(v.finding).where(
        v.field == "incident", v.value.in_([one.id for one in incidents])
    )
    heads = connection.execute(
        select(t.findings).where(f.ref.in_(naming)).order_by(f.coding, f.ordinal)
    ).all()
    about: dict[Value, list[Finding]] = {}
    for found in load(connection, heads).values():
        for entry in found.fields["incident"]:
            about.setdefault(entry.value, []).append(found)
    return {one.id: hear(one, about.get(one.id, ())) for one in incidents}


def _line(row: Row[Any], finding: Finding, *, heard: Heard, review: bool) -> Line:
    start, sentence = around(row.text, finding.anchor[0].start, finding.anchor[0].end)
    where = _first(finding.fields, *WHERE_IT_IS)
    when = _first(finding.fields, "when", "horizon", "due")
    return Line(
        seq=row.number,
        finding=finding,
        article=row.article,
        version=row.version,
        title=row.title,
        outlet=row.outlet or row.source,
        source=row.source,
        url=row.url,
        language=row.language,
        published=rows.day_or_moment(row.published),
        known=rows.moment(row.known),
        sentence=sentence,
        sentence_start=start,
        country=str(where.value) if where and where.value else None,
        place=where.text if where else None,
        when=str(when.value or when.text) if when else None,
        copies=row.copies,
        coder=row.coder,
        review=review,
        accusers=heard.accusers,
        claimed=heard.claimed,
        handling=row.handling,
    )


def _first(fields: Mapping[str, tuple[Field, ...]], *names: str) -> Field | None:
    return next((entries[0] for name in names if (entries := fields.get(name))), None)


def around(text: str, start: int, end: int) -> tuple[int, str]:
    """Give the sentence that holds `[start, end)` and its own start, cut to `SENTENCE`.

    >>> around("It rained. A cable broke. Nobody saw.", 13, 18)
    (11, 'A cable broke.')
    """
    floor = max(0, start - SENTENCE // 2)
    heads = [at + len(mark) for mark in BREAKS if (at := text.rfind(mark, floor, start)) >= 0]
    head = max(heads, default=floor)
    ends = [at + 1 for mark in BREAKS if (at := text.find(mark, end, head + SENTENCE)) >= 0]
    sentence = text[head : min(ends, default=min(len(text), head + SENTENCE))]
    return head + len(sentence) - len(sentence.lstrip()), sentence.strip()
