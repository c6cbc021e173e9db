"""Which tellings are of one incident: pairs compared, joined by average linkage, then recognised.

First every two tellings whose reports are worth comparing are held together (`kinship`); then each
report is held against the incidents of its story that it was not found to tell (`mentions`).

What two tellings say of the day is averaged by itself, over those pairs in which both tell one: of
nine reports on drones over an airport five name no day, and these are as like the drones of a week
later as like their own.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple
from weakref import ref

import numpy as np

from vedette.relate import decided, kinship, mentions
from vedette.relate.clusters import Table, between, clusters
from vedette.relate.mentions import Known
from vedette.relate.odds import MOST, Odds, odds
from vedette.relate.parts import Pair
from vedette.relate.recalled import Recalled
from vedette.relate.rulings import Ruling
from vedette.relate.signatures import Signature
from vedette.relate.stories import pair
from vedette.relate.tellings import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Reports with their stories, ready for linking.

    `order` has the articles in the order of appearance; `story` numbers each one's story, `pairs`
    are the odds of two reports being on one affair, `origins` name what each copy repeats,
    `rulings` are what analysts have decided, in the order of their numbers.
    """

    signatures: Mapping[str, Signature]
    order: tuple[str, ...]
    story: Mapping[str, int]
    pairs: Mapping[Pair, float]
    origins: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()

    def odds(self, one: str, other: str) -> float:
        """Give the odds that two reports are on one affair; a report is with itself."""
        if one == other:
            return MOST
        return self.pairs.get(pair(one, other), -MOST)

    def copied(self, one: str, other: str) -> bool:
        """Say whether two reports are copies of one text."""
        return self.origins.get(one, one) == self.origins.get(other, other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A report found to tell of an incident by its words, with the odds and the reasons."""

    article: str
    odds: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another incident, by its number, that may be the same: the mean odds of their tellings.

    The reasons are those of the two tellings that are likest.
    """

    number: int
    odds: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One incident as it is known from its tellings, and the reports recognised by their words."""

    known: Known
    recognised: tuple[Recognised, ...] = ()
    near: tuple[Near, ...] = ()


def link(given: Related) -> list[Group]:
    """Give the incidents that reports tell of, in the order of their first tellings."""
    sketches = sketches_of(given)
    tables = compared(sketches, given, odds("incident"))
    numbered = _numbered(sketches, given, tables)
    groups = [[sketches[n] for n in group] for group in numbered]
    barred = decided.barred(groups, given.rulings, given.signatures)
    known = [mentions.known(group, given.signatures) for group in groups]
    told = recognised(known, given, barred)
    for article, n, number in decided.named(groups, given.rulings, given.signatures):
        if barred.get((article, n), 0) < number and all(one.article != article for one in told[n]):
            by = (f"decision {number}", MOST)
            told[n].append(Recognised(article=article, odds=MOST, reasons=(by,)))
    near = _near(numbered, sketches, given, tables)
    return [
        Group(known=incident, recognised=tuple(told.get(n, ())), near=tuple(near[n]))
        for n, incident in enumerate(known)
    ]


def sketches_of(given: Related) -> list[Sketch]:
    """Give all coded tellings, in the order in which their reports appeared."""
    return [sketch for name in given.order for sketch in given.signatures[name].sketches]


def grouped(given: Related, weights: Odds | None = None) -> list[list[Sketch]]:
    """Group the coded tellings by incident."""
    sketches = sketches_of(given)
    tables = compared(sketches, given, weights or odds("incident"))
    return [[sketches[n] for n in group] for group in _numbered(sketches, given, tables)]


class Tables(NamedTuple):
    """The odds of every two tellings being of one incident but for what they say of the day.

    `days` is what that adds, NaN for two of which one says nothing; `least` where groups are cut.
    """

    odds: Table
    days: Table
    least: float


def compared(sketches: Sequence[Sketch], given: Related, asked: Odds) -> Tables:
    """Hold every two tellings together; where a person split them their odds are the least."""
    count = len(sketches)
    near, days = np.full((count, count), -MOST), np.full((count, count), np.nan)
    for n, one in enumerate(sketches):
        for m, other in enumerate(sketches[:n]):
            odds_of, said = _odds(one, other, given, asked)
            near[n, m] = near[m, n] = odds_of
            days[n, m] = days[m, n] = said
    parted = decided.part(near, sketches, given.rulings, given.signatures)
    return Tables(parted, days, asked.least)


def _numbered(sketches: Sequence[Sketch], given: Related, tables: Tables) -> list[list[int]]:
    """Group tellings by their numbers, and join what a person has merged."""
    found = clusters(tables.odds, tables.least, tables.days)
    found = retold(found, sketches, tables)
    return decided.join(found, sketches, given.rulings, given.signatures)


RETOLD: Final = -1.2
"""Odds from which what one report alone tells, without a day, is one of the incidents that several
tell: a report that looks back seldom says when. When it came BCubed of the incidents of six
streams rose from 0.821 to 0.833, and of them 0.939 were found, not 0.950."""


def retold(
    groups: Sequence[Sequence[int]], sketches: Sequence[Sketch], tables: Tables
) -> list[list[int]]:
    """Put what single reports tell without a day with the nearest incident of several reports."""
    reports = [{sketches[n].telling.article for n in group} for group in groups]
    told = [m for m, held in enumerate(reports) if len(held) > 1]
    joined = [list(group) for group in groups]
    for m, group in enumerate(groups):
        if not told or m in told or any(sketches[n].telling.when for n in group):
            continue
        near = [between(tables.odds, tables.days, group, groups[other]) for other in told]
        best = max(range(len(told)), key=lambda n: (near[n], -n))
        if near[best] >= RETOLD:
            joined[told[best]] += joined[m]
            joined[m] = []
    return sorted(sorted(group) for group in joined if group)


MAYBE: Final = 1.5
"""Odds below those of linking within which two incidents may be the same."""


def _near(
    groups: Sequence[Sequence[int]],
    sketches: Sequence[Sketch],
    given: Related,
    tables: Tables,
) -> dict[int, list[Near]]:
    """Give for each incident those that are nearly near enough to be it, the nearest first."""
    whole = tables.odds + np.nan_to_num(tables.days)
    near: dict[int, list[Near]] = defaultdict(list)
    for m, n in combinations(range(len(groups)), 2):
        mean = between(tables.odds, tables.days, groups[m], groups[n])
        if mean < tables.least - MAYBE:
            continue
        pairs = whole[np.ix_(groups[m], groups[n])]
        one, other = divmod(int(pairs.argmax()), pairs.shape[1])
        later, earlier = sorted((groups[m][one], groups[n][other]), reverse=True)
        signs = pair_signs(sketches[later], sketches[earlier], given)
        reports = (given.signatures[sketches[each].telling.article] for each in (later, earlier))
        reasons = _shipped(*reports).reasons(signs)
        for here, there in ((m, n), (n, m)):
            told = Near(number=there, odds=round(mean, 2), reasons=reasons)
            near[here].append(told)
    for listed in near.values():
        listed.sort(key=lambda told: (-told.odds, told.number))
    return near


SURE: Final = 1.5
"""Bound of the odds for two tellings being one, not of those against it: two fires in a week of one
affair are alike in all but the day. With it incidents are found one in fifty oftener."""


OTHER_DAYS: Final = 1.5
"""Times that it counts against two tellings that they tell other days, as few pairs tell one."""


ELSEWHERE: Final = 3.5
"""Taken from the odds of two tellings that town or day part (`kinship.elsewhere`): fires on one day
in two towns are two, whether or not the day is told. Those that are linked all the same are mostly
of one incident, one place misread. In development disagreements are right oftener with it (0.54,
not 0.51), days (0.862, not 0.838), places (0.857, not 0.839) and kinds (0.833, not 0.821); BCubed
of incidents falls from 0.836 to 0.833. Taken from undated tellings and those weeks apart too,
stages come to 0.674 from 0.662, kinds and days to 0.858 from 0.852, BCubed to 0.841 from 0.843.
With 2.5 in its place 0.971 and 0.922 of the incidents of seven and of six streams are found, with
this 0.977 and 0.930; BCubed is as it was."""


REMEMBERED: Final = 12_000
"""Odds of two tellings kept in memory: all of a part with 150 tellings. A ledger that follows a
large affair asks for them again with every report."""
_Asked = tuple[ref[Sketch], ref[Sketch], Odds, float, bool]
_LAST: Final = Recalled[_Asked, tuple[float, float]](REMEMBERED)
"""By what they were worked out of; references that hold no telling and no report in memory."""


def _shipped(here: Signature, there: Signature) -> Odds:
    """Give the weights that ship for two tellings: others where their languages differ."""
    return odds("incident" if here.language == there.language else "telling_abroad")


def _odds(one: Sketch, other: Sketch, given: Related, asked: Odds) -> tuple[float, float]:
    here, there = (given.signatures[each.telling.article] for each in (one, other))
    if here.register and here.register == there.register and here.article != there.article:
        return -MOST, math.nan  # a register lists each incident once, under a name of its own
    asked = _shipped(here, there) if asked is odds("incident") else asked
    story = given.odds(here.article, there.article)
    one_story = given.story[here.article] == given.story[there.article]
    name = (ref(one), ref(other), asked, story, one_story)
    found = _LAST.find(name)
    if found is None:
        signs = kinship.signs(one, other, here, there, story, one_story=one_story)
        found = _weighed(signs, asked)
        _LAST.keep(name, found)
    return found


def _weighed(signs: Sequence[float], asked: Odds) -> tuple[float, float]:
    """Give the odds of two tellings that no register parts, and what the days add, or NaN.

    A month that one of them tells is no day: what that adds is part of the odds.
    """
    total, parted = min(SURE, asked.sum(signs)), ELSEWHERE * kinship.elsewhere(signs)
    if not kinship.told(signs):
        return total - parted, math.nan
    days = kinship.of_days(signs, asked)
    rest = total - days
    if kinship.weeks_apart(signs):
        days, parted = days - ELSEWHERE, 0.0
    return rest - parted, days * (OTHER_DAYS if days < 0 else 1)


def pair_signs(one: Sketch, other: Sketch, given: Related) -> tuple[float, ...]:
    """Give the signs of two tellings being of one incident."""
    here, there = one.telling.article, other.telling.article
    return kinship.signs(
        one,
        other,
        given.signatures[here],
        given.signatures[there],
        given.odds(here, there),
        one_story=given.story[here] == given.story[there],
    )


def recognised(
    found: Sequence[Known], given: Related, barred: Collection[tuple[str, int]] = ()
) -> dict[int, list[Recognised]]:
    """Name the reports that tell of each incident (by its number) without a coded telling.

    `barred` are the pairs of report and incident that an analyst has taken apart.
    """
    asked = odds("mention")
    told: dict[int, list[Recognised]] = defaultdict(list)
    for article, n, signs in questions(found, given):
        held = asked.sum(signs)
        if held >= asked.least and (article, n) not in barred:
            told[n].append(Recognised(article=article, odds=held, reasons=asked.reasons(signs)))
    return told


def questions(
    found: Sequence[Known], given: Related
) -> Iterator[tuple[str, int, tuple[float, ...]]]:
    """Give every report with each incident of its story that it does not tell, and the signs.

    None is asked about an incident that was only to come.
    """
    by_story: dict[int, list[int]] = defaultdict(list)
    for n, incident in enumerate(found):
        for story in sorted({given.story[article] for article in incident.articles}):
            by_story[story].append(n)
    sizes: dict[int, int] = defaultdict(int)
    for story in given.story.values():
        sizes[story] += 1
    for article in (name for name in given.order if not given.signatures[name].register):
        report, numbers = given.signatures[article], by_story[given.story[article]]
        told = [found[n] for n in numbers]
        odds_of = {a: given.odds(article, a) for incident in told for a in incident.articles}
        near = mentions.likenesses(report, told, odds_of)
        for at, n in enumerate(numbers):
            if article in found[n].articles or mentions.too_early(report, found[n]):
                continue
            copied = any(given.copied(article, a) for a in found[n].articles)
            size = sizes[given.story[article]]
            signs = mentions.signs(report, at, told, near, odds_of, size=size, copied=copied)
            yield article, n, signs
