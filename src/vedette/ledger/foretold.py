"""What the register of forecasts is made of: the findings that stand, and what was decided of them.

Nothing of it is kept in a view: the findings and the decisions are read anew, so that a rebuild has
nothing to rebuild and a decision that is withdrawn leaves nothing behind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from vedette.assess.forecasts.forecast import Resolution
from vedette.assess.forecasts.foretold import Foretold
from vedette.ledger import deciding, rows
from vedette.ledger import schema as t
from vedette.ledger.foretelling import all_foretold
from vedette.ledger.heads import texts
from vedette.ledger.naming import TYPE, WHO
from vedette.ledger.store import portions
from vedette.ledger.stream import load
from vedette.records import Finding, TimeExpression
from vedette.relate import rulings
from vedette.relate.copies import appeared
from vedette.relate.rulings import Ruling, meant

Memory = dict[tuple[Any, ...], tuple[Foretold, ...]]
"""What each coding of each report foretells, by what names the two: read once, then remembered."""


def foretold(connection: Connection, memory: Memory) -> list[Foretold]:
    """Give what every standing report foretells, without what decisions keep out.

    What is in `memory` is not read again: a desk that watches asks after every report.
    """
    f, v, c = t.findings.c, t.standing.c, t.copies.c
    query = (
        select(v.article, v.seq, v.coding, v.known, c.origin)
        .outerjoin(t.copies, c.article == v.article)
        .where(exists().where(f.coding == v.coding, f.type == TYPE))
        .order_by(v.first)
    )
    standing = {row.article: tuple(row) for row in connection.execute(query)}
    for gone in memory.keys() - set(standing.values()):
        del memory[gone]
    for some in portions([a for a, name in standing.items() if name not in memory]):
        memory |= _read(connection, [standing[article] for article in some])
    left = {(one.article, one.finding) for one in deciding.left_out(connection)}
    told = (one for name in standing.values() for one in memory[name])
    return [one for one in told if (one.article, one.finding) not in left]


def _read(connection: Connection, some: Collection[tuple[Any, ...]]) -> Memory:
    """Read reports, each with what its coding says that somebody foretells or says."""
    a = t.articles.c
    query = select(a.seq, a.text, a.source, a.published)
    texts_of = query.where(a.seq.in_([seq for _, seq, *_ in some]))
    printed = {row.seq: row for row in connection.execute(texts_of)}
    codings = [coding for _, _, coding, *_ in some]
    listed, times = _findings(connection, codings), _times(connection, codings)
    memory: Memory = {}
    for name in some:
        article, seq, coding, known, origin = name
        row = printed[seq]
        memory[name] = tuple(
            all_foretold(
                row.text,
                listed[coding],
                times[coding],
                at=appeared(rows.day_or_moment(row.published), rows.moment(known)),
                article=article,
                origin=origin or article,
                source=row.source,
            )
        )
    return memory


def _findings(connection: Connection, codings: Collection[int]) -> dict[int, list[Finding]]:
    """Give what each coding says that somebody foretells or says."""
    f = t.findings.c
    query = select(t.findings).where(f.coding.in_(codings), f.type.in_(list(WHO)))
    heads = connection.execute(query.order_by(f.coding, f.ordinal)).all()
    found = {name: one for few in _some(heads) for name, one in load(connection, few).items()}
    listed: dict[int, list[Finding]] = defaultdict(list)
    for head in heads:
        listed[head.coding].append(found[head.id])
    return listed


def _some(heads: Collection[Row[Any]]) -> Iterator[list[Row[Any]]]:
    by_id = {row.id: row for row in heads}
    return ([by_id[name] for name in names] for names in portions(list(by_id)))


def _times(connection: Connection, codings: Collection[int]) -> dict[int, list[TimeExpression]]:
    m = t.times.c
    query = select(t.times).where(m.coding.in_(codings)).order_by(m.coding, m.n)
    listed: dict[int, list[TimeExpression]] = defaultdict(list)
    for row in connection.execute(query):
        listed[row.coding].append(rows.time_from(row))
    return listed


# ── What was decided ─────────────────────────────────────────────────────────────────────────────


def resolutions(connection: Connection, told: Collection[Foretold]) -> list[Resolution]:
    """Give what analysts decided of forecasts and did not withdraw, with the sayings they mean."""
    listed = list(deciding.decisions(connection))
    gone = {made.withdraws for _, made in listed if made.verb == "withdraw"}
    ruled = [rulings.ruling(n, made) for n, made in listed if made.verb == "resolve"]
    # Of what was erased the decision has neither words nor outcome.
    held = [one for one in ruled if one.number not in gone and "outcome" in one.change]
    printed = texts(connection, {one.decision.article for one in held})
    by_article: dict[str, list[Foretold]] = defaultdict(list)
    for each in told:
        by_article[each.article].append(each)
    return [_resolution(one, by_article, printed) for one in held]


def _resolution(
    one: Ruling, told: Mapping[str, list[Foretold]], printed: Mapping[str, str]
) -> Resolution:
    """Read a decision: it aims at a saying first, and then at what shows how it came out."""
    aim, *shown = one.aims
    there = [(each, each.anchor) for each in told.get(aim.article, ())]
    means = meant(aim, printed.get(aim.article, ""), there)
    return Resolution(
        number=one.number,
        outcome=one.change["outcome"],
        author=one.decision.author,
        reason=one.decision.reason,
        at=one.decision.at,
        sayings=tuple(sorted((each.article, each.finding) for each in means)),
        evidence=shown[0] if shown else None,
    )
