"""A query line as SQL: which articles, findings or incidents answer it.

Each clause is a condition on a row of the list that is asked for. What a finding says is asked of
an article by any of its findings, of an incident by those of its reports that tell it; what an
incident is, of a finding or an article by the incident that it tells. What SQL cannot know by
itself (grades, areas, voices) comes as the ids of the incidents that have it, in `Means`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, case, exists, false, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from vedette.ledger import schema as t
from vedette.ledger import search
from vedette.query.reading import code_of
from vedette.review import Thresholds
from vedette.sought import TEXT, Clause, Query
from vedette.taxonomy import persons

SET: Final = ("grade", "voices", "bbox", "area")
"""Clauses that need the ids of incidents."""
WHOLE: Final = (*SET, "differs", "incident")
"""Clauses on an incident as a whole, whatever list asks; a query looks up the last two itself."""
TOLD: Final = ("type", "kind", "place", "country", "actor", "firmness", "status", "target",
               "confidence")  # fmt: skip
"""Clauses on what a finding says."""
OWN: Final = ("kind", "country", "status", "target")
"""Those of them that an incident has as a whole."""
WHERE_IT_IS: Final = ("where", "region")
PARTIES: Final = ("actor", "accused")

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What is known beside the rows: for clauses of `SET`, the ids of the incidents that fit.

    Findings below `needed` count for nothing: for who must not be told of what is in review.
    """

    incidents: Mapping[Clause, frozenset[str]] = field(default_factory=dict)
    needed: Thresholds = field(default_factory=dict)


NONE: Final = Means()

# Tables of their own, however the list that is narrowed has joined them itself.
PRINTED: Final = t.articles.alias("printed")
SAYING: Final = t.fields.alias("saying")
TELLING: Final = t.tellings.alias("telling")


def articles(query: Query, means: Means = NONE, *, worded: bool = True) -> list[Condition]:
    """Give the conditions on `view_standing`: an article answers.

    Not `worded`, those on words that must occur are left to who asks the index for them.
    """
    told = [one for one in query.clauses if one.name in TOLD]
    together = [one for one in told if not one.negated]
    found = [*_worded(query, also=worded), *_printed(query), *_known(query)]
    if together:
        found.append(_holds(*(_said(one, means) for one in together), means=means))
    found += [_holds(_said(one, means), means=means).is_not(true()) for one in told if one.negated]
    v, g = t.standing.c, TELLING.c
    return found + [
        _unless(one, v.article.in_(select(g.article).where(_listed(g.incident, one, means))))
        for one in query.of(*WHOLE)
    ]


def findings(query: Query, means: Means = NONE) -> list[Condition]:
    """Give the conditions on `findings` joined to `view_standing`."""
    g, f = TELLING.c, t.findings.c
    return [
        *_worded(query),
        *_printed(query),
        *_known(query),
        *(_unless(one, _said(one, means)) for one in query.of(*TOLD)),
        *(
            _unless(one, exists().where(g.finding == f.id, _listed(g.incident, one, means)))
            for one in query.of(*WHOLE)
        ),
    ]


def incidents(query: Query, means: Means = NONE) -> list[Condition]:
    """Give the conditions on `view_incidents`."""
    i = t.incidents.c
    told = [one for one in query.of(*TOLD) if one.name not in OWN]
    return [
        *(_unless(one, _own(one)) for one in query.of(*OWN)),
        *(_unless(one, _tells(one, means)) for one in told),
        *_reported(query),
        *_between(query),
        *(_unless(one, _listed(i.id, one, means)) for one in query.of(*WHOLE)),
    ]


def _unless(one: Clause, condition: Condition) -> Condition:
    """Turn a condition round where its clause is negated; what is not told does not hold."""
    return condition.is_not(true()) if one.negated else condition


# ── articles ────────────────────────────────────────────────────────────────────────────────────


def _worded(query: Query, *, also: bool = True) -> list[Condition]:
    """Give whether the index has the words, by an article's first number."""
    return [
        t.standing.c.first.not_in(hits) if negated else t.standing.c.first.in_(hits)
        for negated, hits in _hits(query)
        if negated or also
    ]


def _hits(query: Query) -> Iterable[tuple[bool, Any]]:
    asked = [search.alternatives(one) for one in query.of(TEXT) if not one.negated]
    if asked:
        yield False, search.matching(asked)
    for one in query.of(TEXT):
        if one.negated:
            yield True, search.matching([search.alternatives(one)])


def _printed(query: Query) -> list[Condition]:
    v, a = t.standing.c, PRINTED.c
    found = [_unless(one, v.source.in_(one.values)) for one in query.of("source")]
    found += [_unless(one, _begins(v.article, one)) for one in query.of("article")]
    # Looked up by the article's own row: a join here would make the list read every text.
    return found + [
        _unless(one, exists().where(a.seq == v.seq, a.language.in_(one.values)))
        for one in query.of("language")
    ]


def _known(query: Query) -> list[Condition]:
    return _stretch(query, t.standing.c.known, t.standing.c.known)


def _stretch(query: Query, last: ColumnElement[Any], first: ColumnElement[Any]) -> list[Condition]:
    since = [last >= _day(one) for one in query.of("since")]
    # Past every T…Z of the day.
    return since + [first < _day(one) + "U" for one in query.of("until")]


def _day(one: Clause) -> str:
    (day,) = one.values
    assert isinstance(day, date)
    return day.isoformat()


def _holds(*conditions: Condition, means: Means) -> Condition:
    """Whether one finding of the article, by the coder that counts, meets all conditions."""
    coded = t.findings.c.coding == t.standing.c.coding
    return exists().where(coded, *conditions, *_sure(means))


def _sure(means: Means) -> list[Condition]:
    return [~waiting(means.needed)] if means.needed else []


def waiting(thresholds: Thresholds, f: Any = t.findings.c) -> Condition:
    """Say in SQL what `review.in_review` says of a finding; a test holds the two together."""
    if not thresholds:
        return false()
    # Not one condition for each type, which SQLite would look up by the index of the types and
    # then sort: 420 ms for a page of 150,000 findings instead of 10.
    found: Condition = f.confidence < case(dict(thresholds), value=f.type, else_=0.0)
    return found


# ── what a finding says ─────────────────────────────────────────────────────────────────────────


def _said(one: Clause, means: Means) -> Condition:
    """Give the condition on `findings` of a clause that is not negated."""
    return SAID[one.name](one, means)


def _place(one: Clause, _means: Means) -> Condition:
    v = SAYING.c
    return _field(WHERE_IT_IS, or_(*(_named(v, str(value)) for value in one.values)))


def _named(v: Any, value: str) -> Condition:
    """Match a state's code or a water by the value, anything else by a part of the words."""
    if _is_code(value):
        return v.value == value  # type: ignore[no-any-return]
    return or_(v.value == value, v.text.icontains(value, autoescape=True))


def _field(names: Sequence[str], *conditions: Condition) -> Condition:
    v = SAYING.c
    return exists().where(v.finding == t.findings.c.ref, v.field.in_(names), *conditions)


def _blamed(names: Sequence[str], condition: Callable[[Any], Condition], means: Means) -> Condition:
    """Whether the finding says so itself, or an attribution of it does, which must be as sure."""
    charge = t.findings.alias("charge")
    sure = [~waiting(means.needed, charge.c)] if means.needed else []
    own, said, link = (t.fields.alias(name) for name in ("own", "said", "link"))
    told = exists().where(
        own.c.finding == t.findings.c.ref, own.c.field.in_(names), condition(own.c)
    )
    about = exists().where(
        link.c.field == "incident",
        link.c.value == t.findings.c.id,
        said.c.finding == link.c.finding,
        said.c.field.in_(names),
        condition(said.c),
        *([charge.c.ref == link.c.finding, *sure] if sure else []),
    )
    return or_(told, about)


def _actor(one: Clause, means: Means) -> Condition:
    """Match whoever is accused; by names, those alone that `spoken_of` lets be asked for."""
    texts = means.incidents.get(plain(one))

    def meant(v: Any) -> Condition:
        if texts is None:
            return or_(*(_named(v, str(value)) for value in one.values))
        each = names_in(json.dumps(sorted(texts))).table_valued("value", name="called")
        return or_(v.value.in_(list(map(str, one.values))), v.text.in_(select(each.c.value)))

    return _blamed(PARTIES, meant, means)


def spoken_of(connection: Connection, one: Clause) -> frozenset[str]:
    """Give how reports call whoever a clause on actors may mean; no private person is among them.

    He is no actor by whose name anybody looks things up; see `vedette.taxonomy.persons`.
    """
    v = t.fields.c
    asked = [str(value) for value in one.values if not _is_code(str(value))]
    if not asked:
        return frozenset()
    meant = or_(*(v.text.icontains(value, autoescape=True) for value in asked))
    query = select(v.text, v.value).where(v.field.in_(PARTIES), meant).distinct()
    return frozenset(
        row.text
        for row in connection.execute(query)
        if (row.value and _is_code(row.value)) or not persons.is_private(row.text)
    )


def _is_code(value: str) -> bool:
    """Say whether a value is the code of a state or land: EU is the name of a body."""
    return code_of(value) == value


def _firmness(one: Clause, means: Means) -> Condition:
    rungs = [str(rung) for rung in range(7) if _fits(one, rung)]
    return _blamed(("firmness",), lambda v: v.value.in_(rungs), means)


def _fits(one: Clause, number: float) -> bool:
    values = [value for value in one.values if isinstance(value, int | float)]
    match one.how:
        case "least":
            return number >= values[0]
        case "most":
            return number <= values[0]
        case _:
            return number in values


def _confidence(one: Clause, _means: Means) -> Condition:
    f, values = t.findings.c, one.values
    if one.how == "is":
        return f.confidence.in_(values)
    return f.confidence >= values[0] if one.how == "least" else f.confidence <= values[0]


SAID: Final[Mapping[str, Callable[[Clause, Means], Condition]]] = {
    "type": lambda one, _: t.findings.c.type.in_(one.values),
    "kind": lambda one, _: t.findings.c.kind.in_(one.values),
    "place": _place,
    "country": lambda one, _: _field(WHERE_IT_IS, SAYING.c.value.in_(one.values)),
    "actor": _actor,
    "firmness": _firmness,
    "status": lambda one, _: _field(("status",), SAYING.c.value.in_(one.values)),
    "target": lambda one, _: _field(("target",), SAYING.c.value.in_(one.values)),
    "confidence": _confidence,
}


# ── incidents ───────────────────────────────────────────────────────────────────────────────────


def _own(one: Clause) -> Condition:
    i = t.incidents.c
    if one.name == "target":
        hit = (i.targets.contains(f" {value} ", autoescape=True) for value in one.values)
        return or_(*hit)
    return i[one.name].in_(one.values)


def _tells(one: Clause, means: Means) -> Condition:
    """Whether a finding by which some report tells the incident says so."""
    g, f = t.tellings.c, t.findings.c
    if one.name == "type":
        return _type(one, means)
    return exists().where(
        g.incident == t.incidents.c.id, f.id == g.finding, _said(one, means), *_sure(means)
    )


def _type(one: Clause, means: Means) -> Condition:
    """Whether some report of the incident has a finding of the type."""
    g, v, f = t.tellings.c, t.standing.c, t.findings.c
    own = (g.incident == t.incidents.c.id, v.article == g.article, f.coding == v.coding)
    return exists().where(*own, _said(one, means), *_sure(means))


def _reported(query: Query) -> list[Condition]:
    """Whether some report has all the words, and none has what is excluded; and who printed it."""
    g, v = t.tellings.c, t.standing.c

    def some(*conditions: Condition) -> Condition:
        own = (g.incident == t.incidents.c.id, v.article == g.article)
        return exists().where(*own, *conditions)

    found: list[Condition] = []
    for negated, hits in _hits(query):
        # By the index first: a word is in few reports, and every incident has some.
        i, tells = t.incidents.c.id, select(g.incident).join(t.standing, v.article == g.article)
        telling = tells.where(v.first.in_(hits))
        found.append(i.not_in(telling) if negated else i.in_(telling))
    for one in query.of("source", "article", "language"):
        (condition,) = _printed(Query(clauses=(plain(one),)))
        found.append(_unless(one, some(condition)))
    return found


def plain(one: Clause) -> Clause:
    """Give a clause as if it were not negated."""
    return Clause(name=one.name, values=one.values, how=one.how)


def _between(query: Query) -> list[Condition]:
    return _stretch(query, t.incidents.c.last, t.incidents.c.first)


# ── ids of incidents ────────────────────────────────────────────────────────────────────────────


def _begins(column: ColumnElement[Any], one: Clause) -> Condition:
    return or_(*(column.startswith(str(value), autoescape=True) for value in one.values))


def _listed(column: ColumnElement[Any], one: Clause, means: Means) -> Condition:
    if one.name == "incident":
        return _begins(column, one)
    if one.name == "differs":
        d = t.disagreements.c
        return column.in_(select(d.incident).where(d.field.in_(one.values)))
    names = means.incidents.get(plain(one))
    if not names:
        return false()
    each = names_in(json.dumps(sorted(names))).table_valued("value", name="named")
    return column.in_(select(each.c.value))


class names_in(FunctionElement[Any]):  # noqa: N801  # reads as a function in a query
    """Every one of some names, as rows: thousands are one argument, not as many."""

    name = "names_in"
    inherit_cache = True


@compiles(names_in, "sqlite")
def _json_each(element: names_in, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(names_in, "postgresql")
def _json_elements(element: names_in, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS jsonb))"
