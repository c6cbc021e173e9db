"""What decisions do to incidents: put together, kept apart, corrected.

Tellings are grouped as their words have it, except that those which were split never meet in one
group; then the groups that hold what was merged become one. So a report that comes later finds its
way to the part it belongs to, and with it into the whole. Of two decisions that cannot both hold,
the later one does; the earlier stays readable beside it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from vedette.records import Incident, Spot
from vedette.relate.rulings import Ruling, meant
from vedette.relate.signatures import Signature
from vedette.relate.tellings import Sketch

Signatures: TypeAlias = Mapping[str, Signature]


def together(rulings: Iterable[Ruling], articles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give every two reports that a merge ties together, as far as they are there."""
    there = frozenset(articles)
    for one in rulings:
        if one.decision.verb == "must_link":
            yield from combinations(sorted(one.articles & there), 2)


def part(
    near: NDArray[np.float64],
    sketches: Sequence[Sketch],
    rulings: Iterable[Ruling],
    signatures: Signatures,
) -> NDArray[np.float64]:
    """Bar, in a table of odds, the tellings that were split from ever meeting in one group."""
    for _, pairs in _parted(sketches, rulings, signatures):
        for one, other in pairs:
            near[one, other] = near[other, one] = -math.inf
    return near


def join(
    groups: Sequence[Sequence[int]],
    sketches: Sequence[Sketch],
    rulings: Sequence[Ruling],
    signatures: Signatures,
) -> list[list[int]]:
    """Make one of the groups that hold what was merged, unless a later split lies between them."""
    held = [set(group) for group in groups]
    apart = list(_parted(sketches, rulings, signatures))
    for one in rulings:
        if one.decision.verb != "must_link":
            continue
        later = [pairs for number, pairs in apart if number > one.number]
        _unite(held, _aimed(_worded(one), sketches, signatures), later)
    return sorted(sorted(group) for group in held if group)


def _unite(held: list[set[int]], members: set[int], later: Sequence[set[tuple[int, int]]]) -> None:
    """Join the groups that hold these tellings, in order."""
    touched = [group for group in held if group & members]
    for one, other in combinations(touched, 2):
        split = any((a, b) in pairs for pairs in later for a, b in product(one, other))
        if one and other and not split:
            one.update(other)
            other.clear()


def _parted(
    sketches: Sequence[Sketch], rulings: Iterable[Ruling], signatures: Signatures
) -> Iterator[tuple[int, set[tuple[int, int]]]]:
    """Give the pairs of tellings, both ways round, that each split keeps apart."""
    for one in rulings:
        if one.decision.verb == "cannot_link":
            here, there = (_aimed(side, sketches, signatures) for side in _sides(one))
            pairs = {(a, b) for a, b in product(here, there) if a != b}
            yield one.number, pairs | {(b, a) for a, b in pairs}


def _sides(one: Ruling) -> tuple[Ruling, Ruling]:
    """Cut a split into what is taken out and what it is taken from."""
    return replace(one, aims=one.aims[:1]), replace(one, aims=one.aims[1:])


def _aimed(one: Ruling, sketches: Sequence[Sketch], signatures: Signatures) -> set[int]:
    """Give the tellings, by their numbers, that a ruling aims at."""
    found: set[int] = set()
    for aim in one.aims:
        if aim.article not in signatures:
            continue
        told = [
            (n, sketch.anchor)
            for n, sketch in enumerate(sketches)
            if sketch.telling.article == aim.article
        ]
        found.update(meant(aim, signatures[aim.article].text, told))
    return found


def barred(
    groups: Sequence[Sequence[Sketch]], rulings: Sequence[Ruling], signatures: Signatures
) -> dict[tuple[str, int], int]:
    """Give the reports, each with the number of a group, that must not be recognised to tell of it.

    With each comes the number of the last decision that says so. A report that was split from an
    incident does not come back to it by its words. Where a whole report was, what else it tells is
    left alone.
    """
    found: dict[tuple[str, int], int] = {}
    for one in rulings:
        if one.decision.verb != "cannot_link":
            continue
        here, there = _sides(one)
        for n, group in enumerate(groups):
            for this, that in ((here, there), (there, here)):
                if _aimed(_worded(that), group, signatures):
                    found |= {(article, n): one.number for article in this.articles}
    return found


def named(
    groups: Sequence[Sequence[Sketch]], rulings: Iterable[Ruling], signatures: Signatures
) -> Iterator[tuple[str, int, int]]:
    """Give the reports that a merge names without words: report, group, the decision's number.

    They tell of the incident, though no coder has marked it in them.
    """
    for one in rulings:
        if one.decision.verb != "must_link":
            continue
        whole = [aim.article for aim in one.aims if not aim.words and aim.article in signatures]
        for n, group in enumerate(groups if whole else ()):
            if _aimed(_worded(one), group, signatures):
                there = {sketch.telling.article for sketch in group}
                yield from ((name, n, one.number) for name in whole if name not in there)


def _worded(one: Ruling) -> Ruling:
    return replace(one, aims=tuple(aim for aim in one.aims if aim.words))


def corrected(incident: Incident, rulings: Iterable[Ruling], signatures: Signatures) -> Incident:
    """Lay over an incident what analysts have corrected of it, the later correction last."""
    corrections = (one for one in rulings if one.decision.verb == "correct")
    for one in about(incident, corrections, signatures):
        if kind := one.change.get("kind"):
            incident = replace(
                incident, kind=kind, decided={**incident.decided, "kind": one.number}
            )
        if place := one.change.get("place"):
            incident = replace(
                incident,
                spot=msgspec.convert(place, Spot),
                decided={**incident.decided, "place": one.number},
            )
    return incident


def about(
    incident: Incident, rulings: Iterable[Ruling], signatures: Signatures
) -> Iterator[Ruling]:
    """Give those of some rulings that aim at a telling of an incident."""
    told = {telling.finding for telling in incident.tellings}
    return (one for one in rulings if told & set(_findings(one, signatures)))


def _findings(one: Ruling, signatures: Signatures) -> Iterator[str | None]:
    """Give the findings that a ruling aims at."""
    for aim in one.aims:
        if report := signatures.get(aim.article):
            told = [(sketch.telling.finding, sketch.anchor) for sketch in report.sketches]
            yield from meant(aim, report.text, told)
