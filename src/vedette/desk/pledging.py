"""The register of pledges: findings out of the ledger, official figures out of files, folded.

Findings are put together once, and kept until the views are others; how a pledge stands is worked
out for the moment that is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from vedette.answers import Head
from vedette.assess.pledges.alliances import alliances
from vedette.assess.pledges.promises import promise
from vedette.assess.pledges.register import Register
from vedette.desk.officials import Held, read_all
from vedette.errors import NotHeld
from vedette.ledger import related
from vedette.ledger.heads import heads, sources, texts
from vedette.ledger.promised import promised
from vedette.ledger.stream import around
from vedette.pledged import (
    Bearing,
    Borne,
    Moved,
    Pledge,
    PledgeAsk,
    PledgeLine,
    PledgePage,
    PledgeSheet,
    Turn,
    Words,
)
from vedette.records import Span
from vedette.relate import words
from vedette.review import USUAL, Thresholds
from vedette.taxonomy.countries import countries

WEIGHT: Final = 1.0
"""Least weight of what two acts share, as for a quotation: "would help" is promised every day."""
NAMES: Final = 6
"""Ids told where the start of one fits several."""


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Give how much of the lighter of two acts the other has, 0 where that weighs too little."""
    return words.shared(one, other) if words.weight(one & other) >= WEIGHT else 0.0


class Pledging:
    """The register over some files of official figures, ours first and then the user's.

    `files` are TOML files, or folders of them; they are read when they are first asked for.
    """

    def __init__(self, files: Sequence[Path] = (), *, bundled: bool = True) -> None:
        self._files = tuple(files)
        self._bundled = bundled
        self._lock = Lock()
        self._read: Held | None = None
        self._kept: tuple[tuple[int, str], Register] | None = None

    def register(self, connection: Connection) -> Register:
        """Put all pledges together; raises FiguresError with file and line."""
        folded = related.folded(connection)
        with self._lock:
            if self._kept is None or self._kept[0] != folded:
                self._kept = folded, self._fold(connection)
            return self._kept[1]

    def _fold(self, connection: Connection) -> Register:
        tables, declared = self._official()
        found = (
            promise(
                finding,
                article=head.article,
                text=text,
                at=head.at,
                origin=head.origin or head.article,
                stems=words.stems,
            )
            for head, text, finding in promised(connection)
        )
        return Register(found, tables, declared, stems=words.stems, alike=alike)

    def _official(self) -> Held:
        if self._read is None:
            self._read = read_all(self._files, bundled=self._bundled)
        return self._read

    def page(self, connection: Connection, ask: PledgeAsk, now: datetime) -> PledgePage:
        """Give the pledges that answer a question, what was moved last first."""
        listed = self.register(connection).at(now)
        known = heads(connection, {name for one in listed for name in one.articles})
        lines = [_line(one, known) for one in listed]
        fitting = [one for one in lines if _answers(one, ask)]
        counted: Counter[str] = Counter(one.standing for one in fitting)
        chosen = [one for one in fitting if not ask.standings or one.standing in ask.standings]
        chosen.sort(key=lambda one: (one.moved, one.last, one.id), reverse=True)
        first = ask.before or 0
        last = first + ask.limit
        return PledgePage(
            lines=tuple(chosen[first:last]),
            next=last if len(chosen) > last else None,
            total=len(chosen),
            standings=dict(counted),
        )

    def sheet(
        self, connection: Connection, start: str, now: datetime, thresholds: Thresholds = USUAL
    ) -> PledgeSheet:
        """Give the only pledge whose id begins so; raises NotHeld for none and for several."""
        listed = {one.id: one for one in self.register(connection).at(now)}
        one = listed[_only(listed, start)]
        others = [listed[name] for name in (one.revises, one.revised) if name in listed]
        # What moved it may be the report of the one in its place.
        own = {*one.articles, *(turn.article for turn in one.turns if turn.article)}
        articles = own.union(*(each.articles for each in others))
        known, printed = heads(connection, articles), texts(connection, own)
        told = partial(_words, known, printed)
        lines = {each.id: _line(each, known) for each in (one, *others)}
        return PledgeSheet(
            line=lines[one.id],
            pledge=one,
            reports=tuple(_borne(bearing, told, thresholds) for bearing in one.bearings),
            turns=tuple(_moved(turn, told) for turn in one.turns),
            revises=lines.get(one.revises or ""),
            revised=lines.get(one.revised or ""),
        )


def _borne(one: Bearing, told: "partial[Words]", thresholds: Thresholds) -> Borne:
    return Borne(
        bearing=one,
        told=told(one.article, one.span),
        moved=told(one.article, one.moved) if one.moved else None,
        review=one.confidence < thresholds.get("pledge", 0.0),
    )


def _moved(turn: Turn, told: "partial[Words]") -> Moved:
    if turn.article is None or turn.words is None:
        return Moved(turn=turn)
    return Moved(turn=turn, told=told(turn.article, turn.words))


def _words(
    known: Mapping[str, Head], printed: Mapping[str, str], article: str, span: Span
) -> Words:
    start, sentence = around(printed[article], *span)
    return Words(head=known[article], sentence=sentence, start=start, span=Span(*span))


def _line(one: Pledge, known: Mapping[str, Head]) -> PledgeLine:
    return PledgeLine(
        id=one.id,
        promisor=one.promisor,
        who=one.who,
        act=one.act,
        level=one.level,
        due=one.due,
        made=one.made,
        standing=one.standing,
        moved=one.turns[-1].at,
        first=one.first,
        last=one.last,
        reports=len(one.articles),
        voices=sources(one.articles, known),
        declared=one.declared is not None,
    )


def _answers(line: PledgeLine, ask: PledgeAsk) -> bool:
    if ask.due_before and (line.due is None or line.due.last >= ask.due_before):
        return False
    return not ask.by or any(ask.by.casefold() in name.casefold() for name in _called(line))


def _called(line: PledgeLine) -> Iterable[str]:
    """Give all that the promisor is called: a short name fits whole, the others in part."""
    yield line.who
    if line.promisor in countries():
        yield countries()[line.promisor].name
    elif line.promisor in alliances():
        yield str(alliances()[line.promisor]["name"])
    yield line.promisor


def _only(names: Iterable[str], start: str) -> str:
    found = sorted(name for name in names if start and name.startswith(start))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotHeld(
            what="several pledge ids begin so",
            where=start,
            why=", ".join(found[:NAMES]),
            remedy="give more of the one that is meant",
        )
    raise NotHeld(
        what="no pledge has this id",
        where=start or "an empty id",
        remedy="list them with `vedette pledges`; an id changes with the first report of it",
    )


def heard(line: PledgeLine, houses: Mapping[str, str]) -> PledgeLine:
    """Leave of a line's voices one of each owner: two sources with one owner are one voice."""
    first: dict[str, str] = {}
    for name in line.voices:
        first.setdefault(houses.get(name) or name, name)
    return replace(line, voices=tuple(first.values()))
