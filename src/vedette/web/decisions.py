"""Tell what analysts have decided of an incident: what, who, when, why, and whether it stands.

Those that differ are one matter and stand side by side; a withdrawal is told with what it takes
back. Pages and the command line share these words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vedette.desk.decisions import Decided
from vedette.handling import label
from vedette.records import Aim, Decision, Spot, Verb
from vedette.web.affairs import place, told_days
from vedette.web.tongues import gettext, pgettext
from vedette.web.words import kind_name, spaced

VERBS: Final[Mapping[str, str]] = {
    "confirm": "it holds",
    "dismiss": "it does not hold",
    "must_link": "all tell of one incident",
    "cannot_link": "the first tells of another incident",
    "release": "released to the public",
    "note": "a note",
    "watch": "a watch, as it is from then on",
    "acknowledge": "acknowledged",
}
"""What a decision says, where no particulars do."""
OUTCOMES: Final[Mapping[str, str]] = {
    "yes": "came true",
    "no": "did not come true",
    "void": "cannot be decided",
}
"""How a forecast came out."""
LINKS: Final[Mapping[str, str]] = {
    "one": "all tell of one",
    "two": "the first report tells of another one",
}
"""What a register puts together or takes apart."""
NAMED: Final = 2
"""Aims that are told by their words; a merge of two large incidents has dozens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A decision in a reader's words; `taken` is the one that takes it back.

    `elsewhere` are the incidents that tell what it aims at now, where this one does not.
    """

    decided: Decided
    what: str
    taken: Decision | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Its number in the log, by which it is withdrawn."""
        return self.decided.ruling.number

    @property
    def made(self) -> Decision:
        """Who decided, when and why."""
        return self.decided.ruling.decision

    @property
    def stands(self) -> str:
        """Say whether it stands, and what undoes it where it does not."""
        standing = gettext(self.decided.standing)
        if not self.decided.by:
            return standing
        return gettext(
            "%(standing)s by decision %(number)s", standing=standing, number=self.decided.by
        )

    @property
    def aims(self) -> tuple[Aim, ...]:
        """The first of what it aims at."""
        return self.decided.ruling.aims[:NAMED]

    @property
    def more(self) -> int:
        """How many aims there are beside these."""
        return len(self.decided.ruling.aims) - len(self.aims)


def matters(listed: Sequence[Decided], incident: str = "") -> tuple[tuple[Ruled, ...], ...]:
    """Put decisions of one matter together, the matter that was decided first before others."""
    taken = {
        one.ruling.decision.withdraws: one.ruling.decision
        for one in listed
        if one.ruling.decision.verb == "withdraw"
    }
    told = {
        one.ruling.number: Ruled(
            decided=one,
            what=what(one),
            taken=taken.get(one.ruling.number),
            elsewhere=() if not incident or incident in one.incidents else one.incidents,
        )
        for one in listed
        if one.ruling.decision.verb != "withdraw"
    }
    return tuple(_matters(told))


def _matters(told: Mapping[int, Ruled]) -> Iterator[tuple[Ruled, ...]]:
    left = dict(told)
    while left:
        number = min(left)
        found, frontier = {number}, {number}
        while frontier:
            differing = {n for one in frontier for n in left[one].decided.differs if n in left}
            frontier = differing - found
            found |= frontier
        yield tuple(left.pop(n) for n in sorted(found))


def what(one: Decided) -> str:
    """Say what was decided: `kind set to sabotage`."""
    made, change = one.ruling.decision, one.ruling.change
    if made.verb == "find":
        kind = kind_name(change["kind"]) if change.get("kind") else gettext(str(made.type))
        return gettext("a new finding: %(kind)s", kind=kind)
    particulars = PARTICULARS.get(made.verb)
    if particulars and (told := particulars(change)):
        return told
    verb = gettext(VERBS[made.verb]) if made.verb in VERBS else spaced(made.verb)
    if made.type in {None, "incident"}:
        return verb
    return gettext("%(verb)s, of the %(type)s", verb=verb, type=gettext(str(made.type)))


def _corrections(change: Mapping[str, Any]) -> Iterator[str]:
    if kind := change.get("kind"):
        yield gettext("kind set to %(kind)s", kind=kind_name(kind))
    if where := change.get("place"):
        yield gettext("place set to %(place)s", place=place(Spot(**where)))


def _amended(change: Mapping[str, Any]) -> Iterator[str]:
    if standing := change.get("stands"):
        yield gettext("stands as %(standing)s", standing=gettext(standing))
    if due := change.get("due"):
        yield gettext("due %(days)s", days=told_days("/".join(due)))
    if who := change.get("who"):
        yield gettext("it is of %(who)s", who=who)
    if whom := change.get("whom"):
        yield gettext("%(whom)s was asked", whom=whom)
    if link := change.get("link"):
        yield gettext(LINKS[link])


def _recurring(change: Mapping[str, Any]) -> str:
    told = {
        "phrase": "“%(told)s”",
        "source": gettext("from %(told)s"),
        "byline": gettext("by %(told)s"),
    }
    return " ".join(words % {"told": change[n]} for n, words in told.items() if n in change)


PARTICULARS: Final[Mapping[Verb, Callable[[Mapping[str, Any]], str]]] = {
    "never": lambda told: gettext(
        "%(what)s hidden until %(until)s", what=_recurring(told), until=told["until"]
    ),
    "resolve": lambda told: gettext(
        "a forecast %(outcome)s",
        outcome=gettext(OUTCOMES.get(told.get("outcome", ""), "was decided")),
    ),
    "amend": lambda told: ", ".join(_amended(told)),
    "judge": lambda told: gettext(
        "the alarm of %(day)s %(verdict)s",
        day=told["day"],
        verdict=pgettext("alarm", told["verdict"]),
    ),
    "correct": lambda told: gettext(" and ").join(_corrections(told)),
    "handle": lambda told: (
        gettext("handled as %(level)s", level=label(told["handling"])) if "handling" in told else ""
    ),
    "assign": lambda told: gettext("assigned to %(who)s", who=told["to"]) if "to" in told else "",
    "snooze": lambda told: (
        gettext("put off until %(until)s", until=told["until"][:16].replace("T", " "))
        if "until" in told
        else ""
    ),
}
"""How a decision is told of which the particulars say more than the verb; where its report was
erased long ago, it may have none."""
