"""A brief and a lookout as everybody may read them: public incidents alone, names withheld.

What falls due, and who was called upon, stays on the desk: the people who promise and are called
upon are named there, and a public site has no pages for their words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vedette.desk.briefing import Brief, Changed, Charged, Differing, Fresh
from vedette.desk.lookout import Lookout, Raised
from vedette.public import Apart, PublicIncident
from vedette.records import Disagreement

Public = Mapping[str, PublicIncident]


def public_brief(told: Brief, public: Public) -> Brief:
    """Leave of a brief what is public."""
    return replace(
        told,
        alarms=tuple(public_alarms(told.alarms, public)),
        fresh=tuple(_fresh(told.fresh, public)),
        changed=tuple(_changed(told.changed, public)),
        charged=tuple(_charged(told.charged, public)),
        differing=tuple(_differing(told.differing, public)),
        due=(),
        unanswered=(),
    )


def public_lookout(told: Lookout, public: Public) -> Lookout:
    """Leave of the alarms what is public."""
    return replace(told, alarms=tuple(public_alarms(told.alarms, public)))


def public_alarms(alarms: Iterable[Raised], public: Public) -> Iterator[Raised]:
    """Leave of alarms the incidents that are public; who judged one, and why, is for the desk."""
    for one in alarms:
        judged = one.judged and replace(one.judged, author="", reason="")
        listed = tuple(name for name in one.incidents if name in public)
        yield replace(one, incidents=listed, judged=judged)


def _fresh(listed: Iterable[Fresh], public: Public) -> Iterator[Fresh]:
    for one in listed:
        if found := public.get(one.line.id):
            yield replace(one, line=found.line)


def _changed(listed: Iterable[Changed], public: Public) -> Iterator[Changed]:
    for one in listed:
        if found := public.get(one.line.id):
            for step in found.steps:
                if (step.at, step.status) == (one.climb.step.at, one.climb.step.status):
                    climb = replace(one.climb, sentence=step.words, by=step.by)
                    yield replace(one, line=found.line, climb=climb)
                    break


def _charged(listed: Iterable[Charged], public: Public) -> Iterator[Charged]:
    for one in listed:
        if found := public.get(one.line.id):
            words = [said.words for said in found.said if said.finding == one.charge.finding]
            for told in words[:1]:
                yield replace(one, line=found.line, charge=replace(one.charge, words=told))


def _differing(listed: Iterable[Differing], public: Public) -> Iterator[Differing]:
    for one in listed:
        if found := public.get(one.line.id):
            told = [apart for apart in found.apart if apart.field == one.disagreement.field]
            for apart in told[:1]:
                hidden = _hidden(one.disagreement, apart)
                yield replace(one, line=found.line, disagreement=hidden)


def _hidden(one: Disagreement, apart: Apart) -> Disagreement:
    """Put the values that are public in the place of those that reports have."""
    sides = zip(one.sides, apart.sides, strict=False)
    return replace(one, sides=tuple(replace(side, value=told.value) for side, told in sides))
