"""What each source tells of each field of an incident, side by side, each value with its words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vedette.blame import charges, party
from vedette.desk import Account, IncidentSheet
from vedette.records import Finding, Side, Span
from vedette.web.affairs import days, differing, door, extent, side
from vedette.web.tongues import gettext
from vedette.web.words import FIRMNESS, kind_name, spaced, stage_name

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Told(NamedTuple):
    """One value that a report tells: raw, for a reader, with more to say of it, and its words."""

    raw: str
    shown: str
    more: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value in a cell; `href` leads to its words, `side` is the letter of its camp, if any."""

    shown: str
    more: str
    href: str
    article: str
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A source, and how many of its reports tell of the incident, copies left out."""

    source: str
    outlet: str
    reports: int
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """A field, whether sources differ on it, and what each of them tells, in the columns' order.

    `field` is the codebook's word for it, `name` the reader's, in the language of the page.
    """

    field: str
    name: str
    differs: bool
    cells: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The table."""

    columns: tuple[Column, ...]
    rows: tuple[Crossed, ...]


def crossing(sheet: IncidentSheet) -> Crossing:
    """Lay the table out; copies say nothing of their own, and a field that nobody tells is none."""
    there = {account.head.article for account in sheet.accounts}
    own = [one for one in sheet.accounts if one.head.origin not in there]
    by: dict[str, list[Account]] = {}
    for one in own:
        by.setdefault(one.head.source, []).append(one)
    sides = {one.field: one.sides for one in sheet.disagreements}
    found = [
        Crossed(
            field=name,
            name=differing(name),
            differs=name in sides,
            cells=tuple(
                tuple(
                    one
                    for one in _cell(tells, told, sides.get(name, ()))
                    if one.side or name not in DISPUTED
                )
                for told in by.values()
            ),
        )
        for name, tells in FIELDS.items()
    ]
    return Crossing(
        columns=tuple(_column(source, told) for source, told in by.items()),
        rows=tuple(one for one in found if any(one.cells)),
    )


def _column(source: str, told: Sequence[Account]) -> Column:
    return Column(
        source=source,
        outlet=told[0].head.outlet or source,
        reports=len({one.head.article for one in told}),
        grade=told[0].grade,
    )


def _cell(
    tells: Callable[[Account], Iterable[Told]],
    accounts: Sequence[Account],
    sides: Sequence[Side],
) -> Iterator[Value]:
    """Give the values that a source tells of a field, each once, the first report of it first."""
    seen = set()
    for account in accounts:
        for one in tells(account):
            if one.raw in seen:
                continue
            seen.add(one.raw)
            yield Value(
                shown=one.shown,
                more=one.more,
                href=door(account, one.span),
                article=account.head.article,
                side=_camp(one.raw, account.head.article, sides),
            )


def _camp(raw: str, article: str, sides: Sequence[Side]) -> str:
    """Give the letter of the side that holds a value; `2 drones` is held by the side of `2`."""
    for letter, held in zip(LETTERS, sides, strict=False):
        if raw == held.value or (article in held.articles and raw.startswith(held.value)):
            return letter
    return ""


# ── fields ──────────────────────────────────────────────────────────────────────────────────────


def _kind(one: Account) -> Iterator[Told]:
    if kind := one.telling.kind:
        yield Told(kind, kind_name(kind))


def _when(one: Account) -> Iterator[Told]:
    if when := one.telling.when:
        raw = next(iter(one.telling.values.get("when", ())), days(when))
        yield Told(raw, days(when), span=_span(one.finding, "when"))


def _place(one: Account) -> Iterator[Told]:
    if spot := one.telling.spot:
        yield Told(spot.name, spot.called, extent(spot), _span(one.finding, "where"))


def _stage(one: Account) -> Iterator[Told]:
    if status := one.telling.status:
        yield Told(status, stage_name(status), span=_span(one.finding, "status", status))


def _accused(one: Account) -> Iterator[Told]:
    told = one.telling.values.get("accused", ())
    rungs = charges(one.about, 0)
    for raw in told:
        span = next(filter(None, (_span(found, "accused", raw) for found in one.about)), None)
        alone = one.telling.firmness if len(told) == 1 else 0
        rung = min(rungs.get(raw, alone), len(FIRMNESS) - 1)
        yield Told(raw, side("accused", raw), gettext(FIRMNESS[rung]) if rung else "", span)


def _hit(one: Account) -> Iterator[Told]:
    for raw in one.telling.targets:
        yield Told(raw, spaced(raw), span=_span(one.finding, "target", raw))


def _held(name: str) -> Callable[[Account], Iterator[Told]]:
    def told(one: Account) -> Iterator[Told]:
        for raw in one.telling.values.get(name, ()):
            yield Told(raw, side(name, raw), span=_span(one.finding, name))

    return told


def _count(one: Account) -> Iterator[Told]:
    for raw in one.telling.values.get("count", ()):
        yield Told(raw, raw.partition(" ")[0], span=_span(one.finding, "count"))


FIELDS: Final[dict[str, Callable[[Account], Iterable[Told]]]] = {
    "kind": _kind,
    "when": _when,
    "place": _place,
    "stage": _stage,
    "accused": _accused,
    "nature": _held("nature"),
    "count": _count,
    "killed": _held("killed"),
    "injured": _held("injured"),
    "target": _hit,
}
"""The rows of the table, in their order."""
DISPUTED: Final = frozenset({"count"})
"""Fields of which only what sources dispute is shown: a report counts many things in passing."""


def _span(found: Finding | None, name: str, value: str = "") -> Span | None:
    """Give the words of a field, of one value where it is told; None where no words show it."""
    entries = found.fields.get(name, ()) if found else ()
    fits = [one for one in entries if not value or value in {str(one.value), one.text, party(one)}]
    return next((Span(*one.span) for one in fits if one.span is not None), None)
