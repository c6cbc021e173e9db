"""What a grade says of itself, in short sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vedette.assess.hearing import Reports
from vedette.assess.tracks import Track
from vedette.records import Disagreement, Heard, Incident, Reliability


def letter(source: str, given: Reliability, reports: Reports, tracks: Mapping[str, Track]) -> str:
    """Say whose letter it is and why."""
    listed, track = reports.sources.get(source), tracks.get(source)
    if listed is None:
        return f"{given}: {reports.name(source)} is not listed, so it cannot be judged"
    why = listed.reason or "nothing is known that says more"
    fell = f"; was {listed.reliability}: {track}" if given != listed.reliability else ""
    return f"{given}: {listed.name}, {why}{fell}"


def counted(voices: Iterable[Heard], reports: Reports) -> Iterator[str]:
    """Name who tells it, who contradicts and who leaves it open."""
    says = {"tells": "told by", "contradicts": "contradicted by", "open": "left open by"}
    counted = [one for one in voices if one.counted]
    for stance, words in says.items():
        named = [_named(one, reports) for one in counted if one.stance == stance]
        if named:
            yield f"{words} {len(named)}: {', '.join(named)}"


def _named(one: Heard, reports: Reports) -> str:
    confirms = one.confirms and one.stance == "tells"
    marks = ["owner not known"] * (not one.known) + ["officials confirm"] * confirms
    return reports.name(one.source) + (f" ({', '.join(marks)})" if marks else "")


def set_aside(voices: Iterable[Heard], reports: Reports) -> Iterator[str]:
    """Name who was heard and not counted, each with the reason."""
    for one in voices:
        if not one.counted:
            says = "" if one.stance == "tells" else f", {_SAYS[one.stance]}"
            yield f"heard, not counted: {reports.name(one.source)}{says}: {one.why}"


_SAYS: Final = {"contradicts": "who contradicts", "open": "who leaves it open"}


def beside_the_point(incident: Incident, disagreements: Iterable[Disagreement]) -> Iterator[str]:
    """Name what sources differ on that does not touch whether it happened."""
    fields = [d.field for d in disagreements if d.about == incident.id and d.field != "nature"]
    if fields:
        yield f"sources differ on {', '.join(fields)}, which is not whether it happened"
