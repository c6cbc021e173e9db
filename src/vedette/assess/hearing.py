"""Who is heard on an incident, and whose word counts: one voice for each house that has its own.

A report is heard whatever it is. It is not counted where it only repeats another, belongs to the
house of another, tells of the incident in passing, or speaks for a state that is accused. The order
of the reasons is that of `docs/reference/grades.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedette.records import Disagreement, Heard, Incident, Source, Stance, Telling

SURE: Final = 0.5
"""Confidence from which a report is taken to tell of this incident: sooner so than not."""
OFFICIAL: Final = frozenset({"confirmed", "attributed", "foiled", "charged", "convicted"})
"""Stages that officials or a court have given an incident."""
BODIES: Final = frozenset({"government", "intergovernmental"})
COMMANDED: Final = frozenset({"government", "state_controlled"})
"""Ownerships that speak for their state."""
FELL: Final = frozenset({"refuted", "retracted"})
"""Stages that say that it was never so. An accident is told in good faith until it is known."""
OPEN_KINDS: Final = frozenset({"unexplained"})
"""Kinds that say nothing of the cause: an accident does not contradict them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What is known of the reports of an incident.

    `sources` are by id, `source_of` gives the source of an article, `origins` the article that a
    copy repeats.
    """

    sources: Mapping[str, Source]
    origins: Mapping[str, str]
    source_of: Mapping[str, str]

    def origin(self, article: str) -> str:
        """Give the article that another repeats, or itself."""
        return self.origins.get(article, article)

    def printer(self, article: str) -> str:
        """Give the id of the source that printed an article, "" where nobody knows."""
        return self.source_of.get(article, "")

    def speaker(self, article: str) -> str:
        """Give the id of who said a thing first, of the printer where that one is not known."""
        return self.printer(self.origin(article)) or self.printer(article)

    def house(self, article: str) -> str:
        """Name the house that speaks in an article; a speaker without one speaks for himself."""
        speaker = self.speaker(article)
        source = self.sources.get(speaker)
        return (source.house if source else "") or speaker.casefold()

    def name(self, source: str) -> str:
        """Give a source's name, or its id where it is not listed."""
        return self.sources[source].name if source in self.sources else source or "somebody"


def one_of_each_owner(names: Iterable[str], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Leave of some sources the first of each owner: two with one owner are one voice."""
    found: dict[str, str] = {}
    for name in names:
        source = sources.get(name)
        found.setdefault((source and source.house) or name, name)
    return tuple(found.values())


def hear(
    incident: Incident, disagreements: Iterable[Disagreement], reports: Reports
) -> tuple[Heard, ...]:
    """Give every telling of an incident in order of appearance, counted or with the reason."""
    sides = _sides(incident, disagreements)
    heard = [_first_look(telling, incident, sides, reports) for telling in incident.tellings]
    heard = _without_copies(heard, reports)
    heard = _after_the_end(_after_the_court(heard, incident), incident)
    return tuple(_one_of_each_house(heard, reports))


def _stance(telling: Telling, incident: Incident, sides: Mapping[str, str]) -> Stance:
    """Say how a telling stands to its incident: by the stage it leaves it in, else by its side."""
    if telling.status in FELL:
        return "contradicts"
    if telling.status == "contested":
        return "open"
    nature = "accident" if telling.status == "accident" else sides.get(telling.article)
    mishap = nature == "accident" and incident.kind not in OPEN_KINDS
    return "contradicts" if mishap or nature == "nothing_happened" else "tells"


def _sides(incident: Incident, disagreements: Iterable[Disagreement]) -> dict[str, str]:
    """Give the nature that each report holds an incident for, where sources differ on it."""
    return {
        article: side.value
        for differing in disagreements
        if differing.about == incident.id and differing.field == "nature"
        for side in differing.sides
        for article in side.articles
    }


def _first_look(
    telling: Telling, incident: Incident, sides: Mapping[str, str], reports: Reports
) -> Heard:
    """Hear a telling by itself, without the others."""
    speaker = reports.speaker(telling.article)
    source = reports.sources.get(speaker)
    why = _unfit(telling, speaker) or (_commanded(source, incident) if source else "")
    body = source is not None and source.ownership in BODIES
    return Heard(
        article=telling.article,
        source=reports.printer(telling.article),
        stance=_stance(telling, incident, sides),
        family=(source.owner.strip() if source else "") or speaker,
        known=bool(source and source.house),
        confirms=body or telling.status in OFFICIAL,
        counted=not why,
        why=why,
    )


def _unfit(telling: Telling, speaker: str) -> str:
    if not speaker:
        return "nobody knows whose report it is"
    if telling.background:
        return "tells of it in passing"
    if telling.confidence < SURE:
        return f"perhaps not about this ({telling.confidence:.0%} sure)"
    return ""


def _commanded(source: Source, incident: Incident) -> str:
    """Say why a source that speaks for a state is heard and not counted."""
    if source.ownership in COMMANDED and source.country in incident.accused:
        return f"speaks for {source.country}, which is accused"
    if source.ownership == "state_controlled":
        return f"says what its state says ({source.owner})"
    return ""


def _without_copies(heard: Iterable[Heard], reports: Reports) -> list[Heard]:
    """Count of each text the first report alone; it stands for an original that is not there."""
    first: dict[str, Heard] = {}
    kept = []
    for one in heard:
        stands = first.setdefault(reports.origin(one.article), one) if one.counted else one
        copied = stands.article != one.article
        kept.append(_uncounted(one, f"copies {reports.name(stands.source)}") if copied else one)
    return kept


def _one_of_each_house(heard: Sequence[Heard], reports: Reports) -> list[Heard]:
    """Count of each house the last word alone."""
    last = {reports.house(one.article): one for one in heard if one.counted}
    return [
        _beside(one, last[reports.house(one.article)], reports) if one.counted else one
        for one in heard
    ]


def _beside(one: Heard, last: Heard, reports: Reports) -> Heard:
    if one is last:
        return one
    if one.source == last.source:
        return _uncounted(one, "its source spoke again later")
    return _uncounted(one, f"one house with {reports.name(last.source)} ({one.family})")


def _after_the_court(heard: Sequence[Heard], incident: Incident) -> list[Heard]:
    """Once a court has convicted, as a counted report says, nothing contradicts any more."""
    ruled = {telling.article for telling in incident.tellings if telling.status == "convicted"}
    if incident.status != "convicted" or not any(h.counted and h.article in ruled for h in heard):
        return list(heard)
    return [
        one
        if one.stance == "tells" or not one.counted
        else _uncounted(one, "a court has convicted")
        for one in heard
    ]


def _after_the_end(heard: Sequence[Heard], incident: Incident) -> list[Heard]:
    """Leave out what was told before a listed source ended an incident, and not again since."""
    at = _end(heard, incident)
    return [
        _uncounted(one, f"spoke before it was told as {_ENDS[incident.status]}, and not again")
        if n < at and one.counted and one.stance != "contradicts"
        else one
        for n, one in enumerate(heard)
    ]


_ENDS: Final = {"refuted": "refuted", "accident": "an accident"}


def _end(heard: Sequence[Heard], incident: Incident) -> int:
    """Give the place of the report that ended an incident; 0 where none did that counts."""
    if incident.status not in _ENDS or not incident.steps:
        return 0
    article = incident.steps[-1].article
    enders = (
        n
        for n, one in enumerate(heard)
        if one.article == article and one.counted and one.known and one.stance == "contradicts"
    )
    return next(enders, 0)


def _uncounted(one: Heard, why: str) -> Heard:
    return replace(one, counted=False, why=why)
