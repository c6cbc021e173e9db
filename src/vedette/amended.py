"""What analysts set straight in the registers: of pledges, forecasts, calls and postures.

A decision points at words of reports. Whatever these words make together is meant by it, and stays
so when a further report joins them: whose it is, by when it is due, how it stands, with which other
it is one, and which report is of another one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, Literal, Protocol, TypeVar, get_args

from vedette.calls import CALL_STANDINGS
from vedette.duty import Act
from vedette.pledged import STANDS
from vedette.records import Interval

Saying = tuple[str, str]
"""What one report tells of a matter: its article, and the finding."""
Amendable = Literal["pledge", "forecast", "call", "posture"]
AMENDABLE: Final[tuple[Amendable, ...]] = get_args(Amendable)
Link = Literal["", "one", "two"]
STANDINGS: Final[Mapping[Amendable, tuple[str, ...]]] = {
    "pledge": tuple(one for one in STANDS if one != "revised"),
    "call": tuple(one for one in CALL_STANDINGS if one != "unaddressed"),
}
"""What may be said of how one stands. Revised is a pledge by another one in its place, and
unaddressed a call by nobody's being named: say which two are one, or who was asked."""
SETS: Final[Mapping[Amendable, frozenset[str]]] = {
    "pledge": frozenset({"stands", "due", "who", "link", "key"}),
    "forecast": frozenset({"due", "who", "link"}),
    "call": frozenset({"stands", "who", "whom", "link"}),
    "posture": frozenset({"due", "who"}),
}
"""What may be said of each: of a posture `due` is its day, and `who` whose it is."""
LONGEST: Final = 200
"""Characters in a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A decision in force, with all the sayings that it means now; what is empty it leaves alone.

    With `link` it says that all it means is one, or that `said` is of another matter than `others`.
    `key` names a pledge that stands in an official paper.
    """

    act: Act
    said: frozenset[Saying] = frozenset()
    others: frozenset[Saying] = frozenset()
    key: str = ""
    link: Link = ""
    standing: str = ""
    due: Interval | None = None
    who: str = ""
    whom: str = ""

    def means(self, sayings: Iterable[Saying], key: str = "") -> bool:
        """Say whether it is about what these sayings make."""
        return bool(self.key and self.key == key) or not self.said.isdisjoint(sayings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What holds of one matter by decisions: the last of each sort, and every standing given."""

    due: Interval | None = None
    who: str = ""
    whom: str = ""
    standings: tuple[tuple[Act, str], ...] = ()


Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping(Generic[Held]):
    """How a register holds what sayings make, so that it can be parted and put together.

    `part` takes some sayings out of one and gives what they make alone; `unite` takes the second
    into the first.
    """

    sayings: Callable[[Held], Iterable[Saying]]
    part: Callable[[Held, frozenset[Saying]], Held]
    unite: Callable[[Held, Held], None]
    key: Callable[[Held], str] = lambda _: ""


class Told(Protocol):
    """A finding of a report, which may be a copy."""

    @property
    def article(self) -> str: ...
    @property
    def finding(self) -> str: ...
    @property
    def origin(self) -> str: ...


One = TypeVar("One", bound=Told)


class Holds(Protocol[One]):
    """Findings that are one, and those that stand in copies of their reports."""

    members: list[One]
    copies: list[One]

    def hold(self, members: Iterable[One], copies: Iterable[One]) -> None: ...


def taken_out(group: Holds[One], taken: frozenset[Saying], made: Holds[One]) -> None:
    """Take findings out, with the copies of their reports, into what they make alone.

    A copy stands in the place of its report where that is of another one.
    """
    out = [one for one in group.members if (one.article, one.finding) in taken]
    reports = {one.article for one in out}
    copied = [
        one for one in group.copies if (one.article, one.finding) in taken or one.origin in reports
    ]
    own = [one for one in group.members if one not in out]
    left = [one for one in group.copies if one not in copied]
    for each, findings, copies in ((made, out, copied), (group, own, left)):
        each.hold(findings or copies, copies if findings else ())


class Amendments:
    """The amendments of one register, in the order in which they were decided."""

    def __init__(self, listed: Iterable[Amendment] = ()) -> None:
        self._listed = sorted(listed, key=lambda one: one.act.number)
        self._by: Mapping[Saying, list[Amendment]] = defaultdict(list)
        for one in self._listed:
            for saying in one.said:
                self._by[saying].append(one)
        self._keyed = [one for one in self._listed if one.key]

    def __bool__(self) -> bool:
        return bool(self._listed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Amendments) and self._listed == other._listed

    __hash__ = None  # type: ignore[assignment]  # two are compared, and never looked up

    def of(self, sayings: Iterable[Saying], key: str = "") -> Amended:
        """Give what holds of what these sayings make."""
        if not self._listed:
            return Amended()
        found = {one.act.number: one for saying in sayings for one in self._by.get(saying, ())}
        found |= {one.act.number: one for one in self._keyed if key and one.key == key}
        told = [found[number] for number in sorted(found)]
        return Amended(
            due=next((one.due for one in reversed(told) if one.due), None),
            who=next((one.who for one in reversed(told) if one.who), ""),
            whom=next((one.whom for one in reversed(told) if one.whom), ""),
            standings=tuple((one.act, one.standing) for one in told if one.standing),
        )

    def regroup(self, held: Sequence[Held], how: Grouping[Held]) -> list[Held]:
        """Part and put together what analysts say is two or one; the later of two who differ holds.

        What was put together stands where the first of it stood.
        """
        made = list(held)
        for one in self._listed:
            if one.link == "two":
                made += list(_parted(made, one, how))
            elif one.link == "one":
                made = _united(made, one, how)
        return made


def _parted(held: Sequence[Held], one: Amendment, how: Grouping[Held]) -> Iterable[Held]:
    for each in held:
        there = frozenset(how.sayings(each))
        if there & one.said and there & one.others - one.said:
            yield how.part(each, there & one.said)


def _united(held: Sequence[Held], one: Amendment, how: Grouping[Held]) -> list[Held]:
    touched = [each for each in held if one.means(how.sayings(each), how.key(each))]
    for each in touched[1:]:
        how.unite(touched[0], each)
    gone = {id(each) for each in touched[1:]}
    return [each for each in held if id(each) not in gone]


# ── What may be decided ──────────────────────────────────────────────────────────────────────────


def fault(type_: str | None, change: Mapping[str, Any]) -> str:
    """Say what is wrong with the particulars of a decision; empty where nothing is.

    >>> fault("pledge", {"stands": "kept"}), fault("call", {"due": ["2026-05-01", "2026-05-01"]})
    ('', 'due is nothing of a call')
    """
    if type_ not in AMENDABLE:
        return f"{type_} stands in no register"
    told = set(change) - {"also", "at"}
    if foreign := sorted(told - SETS[type_]):
        return f"{foreign[0]} is nothing of a {type_}"
    if not told - {"key"}:
        return "nothing is set straight"
    return next((why for name in sorted(told) if (why := _wrong(type_, name, change[name]))), "")


def _wrong(type_: Amendable, name: str, value: Any) -> str:
    match name:
        case "stands" if value not in STANDINGS[type_]:
            return f"a {type_} stands {', '.join(STANDINGS[type_])}, and never {value!r}"
        case "link" if value not in {"one", "two"}:
            return f"{value!r} is no link"
        case "due":
            return _no_days(value)
        case "who" | "whom" | "key" if not 0 < len(str(value).strip()) <= LONGEST:
            return f"{name} is empty, or longer than {LONGEST} characters"
        case _:
            return ""


def _no_days(value: Any) -> str:
    try:
        days(value)
    except (TypeError, ValueError) as fault:
        return f"{value!r} is no first and last day: {fault}"
    return ""


def days(told: Sequence[str]) -> Interval:
    """Read a first and a last day; raises ValueError where they are none, TypeError for no text."""
    first, last = map(date.fromisoformat, told)
    if first > last:
        raise ValueError(f"{first} is after {last}")
    return Interval(first, last)
