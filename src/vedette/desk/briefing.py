"""What a desk has to tell of a day or a week: the facts of a brief, in order of consequence.

    incidents reported in the days ─► new · changed · accused and answered · differing
    lookout ─► is it unusual, alarms        coverage ─► what was not seen
    registers ─► what falls due, which calls nobody has answered

Everything is asked of a desk at one moment, so that the same ledger and moment give the same brief.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol, Self

from vedette.answers import (
    Charge,
    Climb,
    Head,
    IncidentAsk,
    IncidentLine,
    IncidentSheet,
    Placed,
)
from vedette.calls import CallLine
from vedette.coverage import Coverage, CoverageAsk
from vedette.desk import pending
from vedette.desk.expecting import midnight
from vedette.desk.lookout import Lookout, Raised, Unusual
from vedette.duty import Act
from vedette.handling import Tlp, strictest
from vedette.ledger.looking import DAY
from vedette.records import Disagreement
from vedette.review import stage_in_review
from vedette.taxonomy.kinds import ORDER

TOGETHER = 100
"""Incidents that are asked for at once: their reports' texts are in memory meanwhile."""
BRIEFS = 3
"""Of which so much is kept: today's, and one or two of other days; some 3 kB an incident."""
SPARK = 56
"""Days of the small curves: eight weeks show a season's beginning, and fit a line of text."""


class Asked(pending.Registers, Protocol):
    """A desk, as far as a brief asks it."""

    def placed(self, ask: IncidentAsk) -> Sequence[Placed]: ...
    def sheets(self, names: Collection[str]) -> Mapping[str, IncidentSheet]: ...
    def unusual(self, kind: str, place: str, day: date | None) -> Unusual: ...
    def lookout(self, day: date | None) -> Lookout: ...
    def daily(self, since: date, until: date) -> Mapping[str, Sequence[int]]: ...
    def coverage(self, ask: CoverageAsk) -> Coverage: ...
    def handling(self, since: datetime, until: datetime) -> Tlp: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAsk:
    """Of which days (UTC, both counted in), kinds of incident and places a brief tells."""

    since: date
    until: date
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """An incident that was first reported in the days, with who reports it of themselves."""

    line: IncidentLine
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An older incident that stands in another stage now: `before` is the one it left."""

    line: IncidentLine
    climb: Climb
    before: str
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """An accusation, or an answer to one, that was first reported in the days."""

    line: IncidentLine
    charge: Charge
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A field on which sources differ since these days, with the reports of each side."""

    line: IncidentLine
    disagreement: Disagreement
    heads: Mapping[str, Head]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What there is to tell; `made` is the moment whose knowledge it is.

    `days` counts incidents by the day on which they became known, of all and of each kind that is
    told of, the last `SPARK` days. `due` are pledges and forecasts that fall due, `unanswered` the
    calls of the days; they are of no kind, so a brief of some kinds has none. `dismissed` counts
    alarms of the days that an analyst has dismissed; they are not told. `handling` is the strictest
    of all that it tells or counts.
    """

    ask: BriefAsk
    made: datetime
    unusual: Unusual
    alarms: tuple[Raised, ...]
    dismissed: int
    fresh: tuple[Fresh, ...]
    changed: tuple[Changed, ...]
    charged: tuple[Charged, ...]
    differing: tuple[Differing, ...]
    due: tuple[pending.Due, ...]
    unanswered: tuple[CallLine, ...]
    coverage: Coverage
    days: Mapping[str, Sequence[int]]
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A brief that somebody put his name under, kept as it was.

    `of` is the query by which its page is asked for, where it was signed there; `withdrawn` is who
    took the signature back, `erased` who took its bytes out with a report that they told of.
    """

    number: int
    name: str
    author: str
    at: datetime
    reason: str
    handling: Tlp = "clear"
    of: str = ""
    withdrawn: Act | None = None
    erased: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a brief tells of the incidents of its days: all of it hangs on the views alone.

    Of 740 incidents of a day everything is asked for once, and these parts are kept.
    """

    fresh: tuple[Fresh, ...]
    changed: tuple[Changed, ...]
    charged: tuple[Charged, ...]
    differing: tuple[Differing, ...]

    def marked(self, mark: Callable[[IncidentLine], IncidentLine]) -> Self:
        """Mark each line as it is by now."""
        return replace(
            self,
            fresh=tuple(replace(one, line=mark(one.line)) for one in self.fresh),
            changed=tuple(replace(one, line=mark(one.line)) for one in self.changed),
            charged=tuple(replace(one, line=mark(one.line)) for one in self.charged),
            differing=tuple(replace(one, line=mark(one.line)) for one in self.differing),
        )


def in_review_since(line: IncidentLine, quiet: datetime | None) -> IncidentLine:
    """Mark a line whose stage was last confirmed before a moment as one that is in review."""
    review = stage_in_review(line.status, line.confirmed, quiet)
    return line if review == line.review else replace(line, review=review)


def reported(desk: Asked, ask: BriefAsk) -> Reported:
    """Collect what the incidents of a brief's days tell, a hundred of them at a time."""
    begin, end = midnight(ask.since), midnight(ask.until + DAY)
    fresh: list[Fresh] = []
    changed: list[Changed] = []
    charged: list[Charged] = []
    differing: list[Differing] = []
    for sheets in _sheets(desk, ask):
        old = [one for one in sheets if one.line.first < begin]
        fresh += [
            Fresh(line=one.line, heads=_speaking(one))
            for one in sheets
            if begin <= one.line.first < end
        ]
        changed += _changed(old, begin, end)
        charged += _charged(old, begin, end)
        differing += _differing(sheets, begin, end)
    return Reported(
        fresh=tuple(sorted(fresh, key=consequence)),
        changed=tuple(sorted(changed, key=_first_told)),
        charged=tuple(sorted(charged, key=_first_told)),
        differing=tuple(sorted(differing, key=_first_told)),
    )


def _first_told(one: Changed | Charged | Differing) -> tuple[datetime, str]:
    return one.line.first, one.line.id


def brief(desk: Asked, ask: BriefAsk, made: datetime, told: Reported | None = None) -> Brief:
    """Collect what a desk has to tell; `told` is what the incidents do, where that is known."""
    told = told or reported(desk, ask)
    first, last = ask.since, ask.until
    begin, end = midnight(first), midnight(last + DAY)
    lookout = desk.lookout(last + DAY)
    unusual = desk.unusual(_only(ask.kinds), _only(ask.places), last + DAY)
    alarms = [one for one in lookout.alarms if first <= one.alarm.day <= last]
    same = (unusual.since, unusual.until) == (first, last)
    kinds = {f"{one.line.kind}@*" for one in told.fresh}
    days = first, last, ask.places
    counted = desk.daily(last - (SPARK - 1) * DAY, last)
    due = () if ask.kinds else pending.due(desk, *days)
    unanswered = () if ask.kinds else pending.unanswered(desk, *days)
    return Brief(
        ask=ask,
        made=made,
        unusual=unusual,
        alarms=tuple(one for one in alarms if not one.dismissed),
        dismissed=sum(one.dismissed for one in alarms),
        fresh=told.fresh,
        changed=told.changed,
        charged=told.charged,
        differing=told.differing,
        due=due,
        unanswered=unanswered,
        coverage=unusual.coverage if same else desk.coverage(CoverageAsk(since=first, until=last)),
        days={name: counted[name] for name in sorted(counted) if name in {"*@*", *kinds}},
        handling=strictest(
            (
                desk.handling(min(begin, end - SPARK * DAY), end),
                *(one.handling for one in alarms),
                *(head.handling for one in due for head in one.heads),
                *(one.told.head.handling for one in unanswered),
            )
        ),
    )


def consequence(one: Fresh) -> tuple[int, int, int, str, int, datetime, str]:
    """Order by who was hurt, how many speak of it, how surely, and of which kind."""
    line = one.line
    killed, injured = (count[1] if count else 0 for count in (line.killed, line.injured))
    kind = ORDER.index(line.kind) if line.kind in ORDER else len(ORDER)
    return -killed, -injured, -len(line.voices), line.grade[1:], kind, line.first, line.id


def _sheets(desk: Asked, ask: BriefAsk) -> Iterator[list[IncidentSheet]]:
    """Give everything about the incidents that were reported in the days, some at a time."""
    asked = IncidentAsk(kinds=ask.kinds, countries=ask.places, since=ask.since, until=ask.until)
    names = [one.id for one in desk.placed(asked)]
    for n in range(0, len(names), TOGETHER):
        yield list(desk.sheets(names[n : n + TOGETHER]).values())


def _speaking(sheet: IncidentSheet) -> tuple[Head, ...]:
    """Give the reports that are no copies of another, each source once, the first first."""
    there = {account.head.article for account in sheet.accounts}
    heads = [account.head for account in sheet.accounts if account.head.origin not in there]
    heads.sort(key=lambda head: (head.at, head.article))
    return tuple({head.source: head for head in reversed(heads)}.values())[::-1]


def _changed(sheets: Iterable[IncidentSheet], begin: datetime, end: datetime) -> Iterator[Changed]:
    """Give the last change of stage that fell into the days."""
    for sheet in sheets:
        moved = [n for n, one in enumerate(sheet.climbs) if n and begin <= one.step.at < end]
        if moved:
            climb, before = sheet.climbs[moved[-1]], sheet.climbs[moved[0] - 1]
            if climb.step.status != before.step.status:
                yield Changed(
                    line=sheet.line,
                    climb=climb,
                    before=before.step.status,
                    head=sheet.accounts[climb.account].head,
                )


def _charged(sheets: Iterable[IncidentSheet], begin: datetime, end: datetime) -> Iterator[Charged]:
    for sheet in sheets:
        heads = {account.head.article: account.head for account in sheet.accounts}
        for charge in sheet.charges:
            head = heads.get(charge.article)
            if head and begin <= head.at < end:
                yield Charged(line=sheet.line, charge=charge, head=head)


def _differing(
    sheets: Iterable[IncidentSheet], begin: datetime, end: datetime
) -> Iterator[Differing]:
    """Give the disagreements that began in the days: when the second side spoke."""
    for sheet in sheets:
        heads = {account.head.article: account.head for account in sheet.accounts}
        for one in sheet.disagreements:
            spoke = sorted(_first_word(side.articles, heads) for side in one.sides)
            if len(spoke) > 1 and begin <= spoke[1] < end:
                yield Differing(line=sheet.line, disagreement=one, heads=heads)


def _first_word(articles: Iterable[str], heads: Mapping[str, Head]) -> datetime:
    never = datetime.max.replace(tzinfo=UTC)
    return min((heads[name].at for name in articles if name in heads), default=never)


def _only(chosen: frozenset[str]) -> str:
    """Name the only one that is asked for, else any."""
    return next(iter(chosen)) if len(chosen) == 1 else "*"
