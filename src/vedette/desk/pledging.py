"""The register of pledges: findings out of the ledger, official figures out of files, folded.

What reports tell is read once for each coding; pledges are put together when the views are others,
and how they stand is worked out for the moment that is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from vedette.answers import Head
from vedette.assess.parties import names_of
from vedette.assess.pledges.register import Register
from vedette.desk.amending import Meant, marked
from vedette.desk.citing import Cutter
from vedette.desk.dated import Dated
from vedette.desk.keeping import Kept, Same
from vedette.desk.officials import Held, read_all
from vedette.ledger import told
from vedette.ledger.amending import amendments
from vedette.ledger.heads import heads, sources
from vedette.ledger.promised import promising
from vedette.pledged import (
    Bearing,
    Borne,
    Course,
    Moved,
    Pledge,
    PledgeAsk,
    PledgeLine,
    PledgePage,
    PledgeSheet,
    Turn,
)
from vedette.relate import words
from vedette.review import USUAL, Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """All pledges of a moment: as they stand, by their ids, and as lists show them.

    `moved` are in the order of lists: what was moved last comes first. `due` are those with a day,
    by their last one. `standings` says how many stand how.
    """

    stood: tuple[Pledge, ...]
    named: Mapping[str, Pledge]
    moved: Sequence[PledgeLine]
    due: Dated[PledgeLine]
    standings: Counter[str]

    @classmethod
    def of(cls, stood: tuple[Pledge, ...], known: Mapping[str, Head]) -> Self:
        """Lay pledges out with the heads of their reports."""
        lines = [_line(one, known) for one in stood]
        moved = sorted(lines, key=lambda one: (one.moved, one.last, one.id), reverse=True)
        return cls(
            stood=stood,
            named={one.id: one for one in stood},
            moved=moved,
            due=Dated((one.due.last, one) for one in moved if one.due),
            standings=Counter(one.standing for one in moved),
        )


class Pledging:
    """The register over some files of official figures, ours first and then the user's.

    `files` are TOML files, or folders of them; they are read when they are first asked for.
    """

    def __init__(self, files: Sequence[Path] = (), *, bundled: bool = True) -> None:
        self._files = tuple(files)
        self._bundled = bundled
        self._told = promising()
        self._same = Same[Register]()
        self._kept = Kept(self._fold)
        self._read: Held | None = None
        self._listed: Listed | None = None

    def anew(self) -> "Pledging":
        """Give the same for another ledger, or for who sees less of this one."""
        return Pledging(self._files, bundled=self._bundled)

    def register(self, connection: Connection) -> Register:
        """Put all pledges together; raises FiguresError with file and line."""
        return self._kept.of(connection)

    def _fold(self, connection: Connection) -> Register:
        tables, declared = self._official()
        promises = self._told.read(connection)
        amended = amendments(connection, "pledge", marked(promises))
        return self._same.of(
            promises,
            amended,
            make=lambda: Register(
                promises,
                tables,
                declared,
                stems=words.stems,
                alike=words.alike,
                amendments=amended,
            ),
        )

    def _official(self) -> Held:
        if self._read is None:
            self._read = read_all(self._files, bundled=self._bundled)
        return self._read

    def page(self, connection: Connection, ask: PledgeAsk, now: datetime) -> PledgePage:
        """Give the pledges that answer a question, what was moved last first."""
        listed = self._all(connection, now)
        chosen, counted = listed.moved, listed.standings
        if ask.by or ask.due_before:
            chosen = [one for one in chosen if _answers(one, ask)]
            counted = Counter(one.standing for one in chosen)
        if ask.standings:
            chosen = [one for one in chosen if one.standing in ask.standings]
        first = ask.before or 0
        last = first + ask.limit
        return PledgePage(
            lines=tuple(chosen[first:last]),
            next=last if len(chosen) > last else None,
            total=len(chosen),
            standings=dict(counted),
        )

    def due(
        self, connection: Connection, since: date, until: date, now: datetime
    ) -> Sequence[PledgeLine]:
        """Give the pledges whose last day lies between two, both counted in, the first first."""
        return self._all(connection, now).due.between(since, until)

    def courses(
        self, connection: Connection, names: Iterable[str], now: datetime
    ) -> dict[str, tuple[Course, ...]]:
        """Give the official figures that pledges are measured by, by the ids of those that are."""
        listed = self._all(connection, now).named
        return {name: own for name in names if (own := listed[name].courses)}

    def reports(
        self, connection: Connection, names: Iterable[str], now: datetime
    ) -> dict[str, tuple[str, ...]]:
        """Give the reports that bear on pledges and are no copies, by the ids of these."""
        listed = self._all(connection, now).named
        return {
            name: tuple(one.article for one in listed[name].bearings if not one.copied)
            for name in names
        }

    def meant(self, connection: Connection, start: str, now: datetime) -> Meant:
        """Give what a decision on the only pledge whose id begins so aims at; raises NotHeld."""
        listed = self._all(connection, now).named
        one = listed[told.among("pledge", listed, start)]
        return Meant(
            id=one.id,
            sayings=tuple((each.article, each.finding) for each in one.bearings),
            marks=tuple(marked(self._told.read(connection))),
            key=self.register(connection).key(one.id),
        )

    def _all(self, connection: Connection, now: datetime) -> Listed:
        """Give every pledge as lists show it; kept while they stand as they do.

        To lay 12,000 out takes 2 s, and several pages ask for it.
        """
        stood = self.register(connection).at(now)
        if self._listed is None or self._listed.stood is not stood:
            known = heads(connection, {name for one in stood for name in one.articles})
            self._listed = Listed.of(stood, known)
        return self._listed

    def sheet(
        self, connection: Connection, start: str, now: datetime, thresholds: Thresholds = USUAL
    ) -> PledgeSheet:
        """Give the only pledge whose id begins so; raises NotHeld for none and for several."""
        listed = self._all(connection, now).named
        one = listed[told.among("pledge", listed, start)]
        others = [listed[name] for name in (one.revises, one.revised) if name and name in listed]
        # What moved it may be the report of the one in its place.
        own = {*one.articles, *(turn.article for turn in one.turns if turn.article)}
        articles = own.union(*(each.articles for each in others))
        cutter = Cutter.of(connection, articles, own)
        lines = {each.id: _line(each, cutter.known) for each in (one, *others)}
        return PledgeSheet(
            line=lines[one.id],
            pledge=one,
            reports=tuple(_borne(bearing, cutter, thresholds) for bearing in one.bearings),
            turns=tuple(_moved(turn, cutter) for turn in one.turns),
            revises=lines.get(one.revises or ""),
            revised=lines.get(one.revised or ""),
        )


def _borne(one: Bearing, cutter: Cutter, thresholds: Thresholds) -> Borne:
    return Borne(
        bearing=one,
        told=cutter.words(one.article, one.span),
        moved=cutter.words(one.article, one.moved) if one.moved else None,
        review=one.confidence < thresholds.get("pledge", 0.0),
    )


def _moved(turn: Turn, cutter: Cutter) -> Moved:
    if turn.article is None or turn.words is None:
        return Moved(turn=turn)
    return Moved(turn=turn, told=cutter.words(turn.article, turn.words))


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
    return not ask.by or any(
        ask.by.casefold() in name.casefold() for name in (line.who, *names_of(line.promisor))
    )
