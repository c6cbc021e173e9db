"""The register of pledges: findings out of the ledger, official figures out of files, folded.

What reports tell is read once for each coding; pledges are put together when the views are others,
and how they stand is worked out for the moment that is asked for.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from vedette.answers import Head
from vedette.assess.parties import names_of
from vedette.assess.pledges.register import Register
from vedette.desk.citing import Cutter
from vedette.desk.keeping import Kept
from vedette.desk.officials import Held, read_all
from vedette.ledger import related, told
from vedette.ledger.heads import heads, sources
from vedette.ledger.promised import promising
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
)
from vedette.relate import words
from vedette.review import USUAL, Thresholds


class Pledging:
    """The register over some files of official figures, ours first and then the user's.

    `files` are TOML files, or folders of them; they are read when they are first asked for.
    """

    def __init__(self, files: Sequence[Path] = (), *, bundled: bool = True) -> None:
        self._files = tuple(files)
        self._bundled = bundled
        self._told = promising()
        self._kept = Kept(self._fold)
        self._read: Held | None = None
        self._lines: tuple[tuple[object, ...], tuple[PledgeLine, ...]] | None = None

    def anew(self) -> "Pledging":
        """Give the same for another ledger, or for who sees less of this one."""
        return Pledging(self._files, bundled=self._bundled)

    def register(self, connection: Connection) -> Register:
        """Put all pledges together; raises FiguresError with file and line."""
        return self._kept.of(connection)

    def _fold(self, connection: Connection) -> Register:
        tables, declared = self._official()
        promises = self._told.read(connection)
        return Register(promises, tables, declared, stems=words.stems, alike=words.alike)

    def _official(self) -> Held:
        if self._read is None:
            self._read = read_all(self._files, bundled=self._bundled)
        return self._read

    def page(self, connection: Connection, ask: PledgeAsk, now: datetime) -> PledgePage:
        """Give the pledges that answer a question, what was moved last first."""
        fitting = [one for one in self._all(connection, now) if _answers(one, ask)]
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

    def _all(self, connection: Connection, now: datetime) -> tuple[PledgeLine, ...]:
        """Give every pledge as the list shows it; kept until the views or the minute change.

        How 12,000 stand is worked out in 2 s, and several pages ask for it.
        """
        state = (related.folded(connection), now.replace(second=0, microsecond=0))
        if self._lines is None or self._lines[0] != state:
            listed = self.register(connection).at(now)
            known = heads(connection, {name for one in listed for name in one.articles})
            self._lines = state, tuple(_line(one, known) for one in listed)
        return self._lines[1]

    def sheet(
        self, connection: Connection, start: str, now: datetime, thresholds: Thresholds = USUAL
    ) -> PledgeSheet:
        """Give the only pledge whose id begins so; raises NotHeld for none and for several."""
        listed = {one.id: one for one in self.register(connection).at(now)}
        one = listed[told.among("pledge", listed, start)]
        others = [listed[name] for name in (one.revises, one.revised) if name in listed]
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
