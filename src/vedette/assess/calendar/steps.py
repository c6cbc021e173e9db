"""Which deeds and words move each call, found without comparing every reply with every report.

A reply shares a stem with what was asked, or speaks of whoever asked: by that it is looked up among
those of whoever was asked. A call that a hundred reports tell is told in few ways, and so is a
deed, so ways are compared, and reports only where their ways answer each other. What `answering`
says of a report and a reply is asked then; the first step to each standing is all that moves.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final

from vedette.assess.calendar.answering import LIVES, answer, standing_of
from vedette.assess.calendar.calling import Calling, Weighing
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.replies import Reply
from vedette.calls import CallStanding, Step

WEIGHT: Final[dict[CallStanding, int]] = {
    "unaddressed": 0, "unanswered": 0, "may have followed": 1, "refused": 2, "followed": 3,
}  # fmt: skip
"""A deed outweighs a word: who refused and then did it has followed."""
Place = tuple[datetime, int, str, int, int]
"""The order of steps: by time, the heaviest first, then as they were found."""


class Replies:
    """What somebody did or said, by who it was and by what he is found; a copy answers nothing."""

    def __init__(self, listed: Iterable[Reply]) -> None:
        self._held: dict[str, list[Reply]] = defaultdict(list)
        self._cued: dict[tuple[str, str], list[int]] = defaultdict(list)
        for one in sorted(listed, key=lambda reply: reply.place):
            if one.origin == one.article:
                for key in one.by.keys or sorted(one.region):
                    for cue in (*one.content, *(f"of {state}" for state in one.speaks_of)):
                        self._cued[key, cue].append(len(self._held[key]))
                    self._held[key].append(one)

    def near(self, group: Calling, since: datetime | None = None) -> Sequence[Reply]:
        """Give what those who are asked did and said while a call lives, as far as it is near.

        With `since` what was reported up to then is left out.
        """
        begin, end = group.first.at, group.members[-1].at + LIVES
        actors = {actor for one in group.callers for actor in one.actors}
        cues = {*(cut for told in group.told for cut in told[0]), *(f"of {one}" for one in actors)}
        found: dict[tuple[str, str], Reply] = {}
        for key in group.addressed.addressee.keys:
            held = self._held.get(key, ())
            low = bisect_left(held, begin, key=lambda reply: reply.at)
            if since is not None:
                low = max(low, bisect_right(held, since, key=lambda reply: reply.at))
            high = bisect_right(held, end, key=lambda reply: reply.at)
            rows = {row for cue in cues for row in self._rows((key, cue), low, high)}
            listed = (held[row] for row in sorted(rows))
            found |= {(one.article, one.finding): one for one in listed}
        return list(found.values())

    def _rows(self, cue: tuple[str, str], low: int, high: int) -> Sequence[int]:
        rows = self._cued.get(cue, [])
        return rows[bisect_left(rows, low) : bisect_left(rows, high)]


def steps(
    group: Calling, replies: Replies, weigh: Weighing, since: datetime | None = None
) -> tuple[Step, ...]:
    """Give what moves a call, in its order: each is the first to a standing that weighs more.

    With `since` only what was reported after it does.
    """
    asked, near = _alike(group.members), _of_one_way(replies.near(group, since))
    first: dict[CallStanding, tuple[Place, Step]] = {}
    for own in asked.values():
        for listed in near.values():
            most = standing_of(group, own[0][1], listed[0][1], weigh)
            if most:
                for place, step in _answers(group, own, listed, weigh, first, WEIGHT[most]):
                    if step.standing not in first or place < first[step.standing][0]:
                        first[step.standing] = place, step
    return tuple(_moving(step for _, step in sorted(first.values(), key=itemgetter(0))))


def _moving(listed: Iterable[Step]) -> Iterator[Step]:
    """Keep what changes a standing; a report that tells the same again changes nothing."""
    stands = 0
    for step in listed:
        if WEIGHT[step.standing] > stands:
            stands = WEIGHT[step.standing]
            yield step


def _answers(  # noqa: PLR0917 -- what is compared, and what is known of it so far
    group: Calling,
    asked: Sequence[tuple[int, Asking]],
    listed: Sequence[tuple[int, Reply]],
    weigh: Weighing,
    first: Mapping[CallStanding, tuple[Place, Step]],
    most: int,
) -> Iterator[tuple[Place, Step]]:
    """Give steps of replies of one way to reports of one way, as long as one may be the first.

    None of them weighs more than `most`: what comes after a step of as much moves nothing.
    """
    for at, reply in listed:
        if any(WEIGHT[name] >= most and place[0] < reply.at for name, (place, _) in first.items()):
            return
        for n, one in asked:
            if step := answer(group, one, reply, weigh):
                weight = WEIGHT[step.standing]
                yield (step.at, -weight, reply.finding, at, n), step
                if weight == most and step.at == reply.at:
                    break


def _alike(members: Iterable[Asking]) -> Mapping[object, list[tuple[int, Asking]]]:
    """Put reports together that ask the same of the same in the same words, with their places."""
    found: dict[object, list[tuple[int, Asking]]] = defaultdict(list)
    for n, one in enumerate(members):
        found[one.content, one.way, one.forbids, one.caller.actors, one.addressee].append((n, one))
    return found


def _of_one_way(replies: Iterable[Reply]) -> Mapping[object, list[tuple[int, Reply]]]:
    """Put replies together that are compared alike, with their places."""
    found: dict[object, list[tuple[int, Reply]]] = defaultdict(list)
    for n, one in enumerate(replies):
        told = (one.type, one.by, one.content, one.way, one.refuses, one.speaks_of, one.region)
        found[told].append((n, one))
    return found
