"""What analysts set straight in the registers, read out of the log with the findings it means now.

Nothing of it is kept in a view: decisions are read anew whenever a register is folded, so that a
rebuild has nothing to rebuild, and what is withdrawn leaves nothing behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from vedette.amended import Amendable, Amendment, Amendments, Saying, days
from vedette.duty import Act
from vedette.ledger import deciding
from vedette.ledger.heads import texts
from vedette.records import Aim, Span
from vedette.relate import rulings
from vedette.relate.rulings import Ruling, meant

TOLD: Final = frozenset({"amend", "note", "resolve"})
"""Verbs that a register's page tells of."""
Marked = tuple[str, str, Sequence[Span]]
"""What one report tells of a matter: its article, the finding, and where that is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed:
    """A decision about a register, what takes it back, and the findings that its aims mean now."""

    ruling: Ruling
    withdrawal: Ruling | None
    findings: Mapping[Aim, tuple[str, ...]]

    def sayings(self, aims: Iterable[Aim]) -> frozenset[Saying]:
        """Give what some of its aims mean."""
        return frozenset((aim.article, one) for aim in aims for one in self.findings[aim])


def amendments(connection: Connection, type_: Amendable, told: Iterable[Marked]) -> Amendments:
    """Give what was set straight in the register of a type, and not withdrawn."""
    listed = aimed(connection, type_, told)
    return Amendments(
        _amendment(one)
        for one in listed
        if one.ruling.decision.verb == "amend" and not one.withdrawal
    )


def aimed(connection: Connection, type_: Amendable, told: Iterable[Marked]) -> list[Aimed]:
    """Give every decision about the register of a type, withdrawn or not, the oldest first."""
    listed = list(deciding.decisions(connection, verbs=TOLD | {"withdraw"}))
    gone = {
        made.withdraws: rulings.ruling(number, made)
        for number, made in listed
        if made.verb == "withdraw"
    }
    ruled = [
        rulings.ruling(number, made)
        for number, made in listed
        if made.verb in TOLD and made.type == type_
    ]
    if not ruled:
        return []
    named = {name for one in ruled for name in one.articles}
    printed = texts(connection, named)
    there: dict[str, list[tuple[str, Sequence[Span]]]] = defaultdict(list)
    for article, finding, anchor in told:
        if article in named:
            there[article].append((finding, anchor))
    return [
        Aimed(
            ruling=one,
            withdrawal=gone.get(one.number),
            findings=dict(_means(one, type_, there, printed)),
        )
        for one in ruled
    ]


def aims(
    connection: Connection, type_: Amendable, told: Iterable[Marked], sayings: Sequence[Saying]
) -> list[Aim]:
    """Give an aim at the words of each saying, in the order given."""
    there = {(article, finding): anchor for article, finding, anchor in told if anchor}
    known = [saying for saying in sayings if saying in there]
    printed = texts(connection, {article for article, _ in known})
    return [
        Aim(
            article=saying[0],
            words=printed[saying[0]][slice(*there[saying][0])],
            at=there[saying][0].start,
            type=type_,
        )
        for saying in known
    ]


def _means(
    one: Ruling,
    type_: Amendable,
    there: Mapping[str, Sequence[tuple[str, Sequence[Span]]]],
    printed: Mapping[str, str],
) -> Iterator[tuple[Aim, tuple[str, ...]]]:
    for aim in one.aims:
        listed = there.get(aim.article, ()) if aim.type == type_ else ()
        yield aim, tuple(meant(aim, printed.get(aim.article, ""), listed))


def _amendment(one: Aimed) -> Amendment:
    """Read a decision; of what was erased it has neither words nor particulars."""
    change, aims = one.ruling.change, one.ruling.aims
    link = change.get("link", "")
    apart = link == "two"
    made = one.ruling.decision
    return Amendment(
        act=Act(number=one.ruling.number, author=made.author, reason=made.reason, at=made.at),
        said=one.sayings([aim for aim in aims if not apart or aim.article == aims[0].article]),
        others=one.sayings(aims) if apart else frozenset(),
        key=change.get("key", ""),
        link=link,
        standing=change.get("stands", ""),
        due=days(change["due"]) if "due" in change else None,
        who=change.get("who", ""),
        whom=change.get("whom", ""),
    )
