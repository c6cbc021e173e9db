"""The Admiralty grade of an incident: who stands by it, and how far it is confirmed (AJP-2.1).

The letter is the reliability of a source, the figure the credibility of what it says; neither is
worked out from the other. The whole rule is one table over four counts, `credibility`, and the
counts stand beside the grade: no weights, nothing learnt. What is graded is that the thing happened
and was no accident; whom to blame, how many were hurt and where exactly is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from vedette.assess import words
from vedette.assess.hearing import Reports, hear
from vedette.assess.tracks import Track, reliability_of
from vedette.records import (
    CREDIBILITIES,
    Disagreement,
    Grade,
    Heard,
    Incident,
    Reliability,
    Source,
)

RULE: Final = "admiralty@2"
"""Name and version of the rule; a change of table, counts or reasons raises the version."""
BEST: Final[tuple[Reliability, ...]] = get_args(Reliability)
"""F last: that a source is known to be unreliable says more than that it is not known."""
_NO_TRACKS: Final[Mapping[str, Track]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The four counts that decide: all of counted voices, one of each house.

    `tells` (T) and `contradicts` (C); `known` (K), those of T whose owner is known; `official` (O),
    whether one of these confirms. A voice that leaves it open is one of T and one of C. All whose
    owner is not known are one voice: whoever invents fifty outlets has told one rumour.
    """

    tells: int
    known: int
    contradicts: int
    official: bool


def tally(voices: Iterable[Heard], side: Literal["tells", "contradicts"] = "tells") -> Tally:
    """Count the voices that count; for those who contradict, they tell and the others do not."""
    counted = [one for one in voices if one.counted]
    other = "contradicts" if side == "tells" else "tells"
    tells = [one for one in counted if one.stance != other]
    return Tally(
        tells=_voices(tells),
        known=sum(one.known for one in tells),
        contradicts=_voices([one for one in counted if one.stance != side]),
        official=any(one.confirms and one.known and one.stance == side for one in tells),
    )


def _voices(heard: Sequence[Heard]) -> int:
    """Count those who are known, and all others as one."""
    known = sum(one.known for one in heard)
    return known + (known < len(heard))


def credibility(counts: Tally) -> tuple[int, int]:
    """Give the figure and the number of the row of the table that gives it, the first that fits.

    >>> credibility(Tally(tells=2, known=2, contradicts=0, official=False))
    (1, 8)

    What only outlets tell of which nobody knows whose they are stays doubtful:

    >>> credibility(Tally(tells=1, known=0, contradicts=0, official=False))
    (4, 5)
    """
    told, known, against = counts.tells, counts.known, counts.contradicts
    rows = (
        (told == 0 and against == 0, 6),
        (told == 0, 5),
        (against >= 2 * told, 5),
        (against >= told, 4),
        (known == 0, 4),
        (against >= 1 and known >= 2 and told >= 3 * against, 2),
        (against >= 1, 3),
        (known >= 2, 1),
        (counts.official, 2),
        (True, 3),
    )
    return next((figure, row) for row, (fits, figure) in enumerate(rows, 1) if fits)


def grade(
    incident: Incident,
    disagreements: Sequence[Disagreement],
    reports: Reports,
    *,
    tracks: Mapping[str, Track] = _NO_TRACKS,
) -> Grade:
    """Grade an incident.

    `tracks` is what `tracks_of` made of earlier incidents: it can lower a letter.
    """
    voices = hear(incident, disagreements, reports)
    figure, row = credibility(tally(voices))
    source, letter = _best(voices, reports.sources, tracks)
    reasons = (
        words.letter(source, letter, reports, tracks),
        f"{figure}: {CREDIBILITIES[figure]}, by row {row} of {RULE}",
        *words.counted(voices, reports),
        *words.set_aside(voices, reports),
        *words.beside_the_point(incident, disagreements),
    )
    return Grade(
        about=incident.id,
        reliability=letter,
        credibility=figure,
        voices=voices,
        reasons=reasons,
        row=row,
        rule=RULE,
    )


def marks(
    voices: Sequence[Heard],
    sources: Mapping[str, Source],
    tracks: Mapping[str, Track] = _NO_TRACKS,
) -> dict[str, str]:
    """Give the mark of each report that was heard on an incident, by its article.

    The letter is that of its own source. What contradicts the incident is graded as such; a report
    that tells of it twice has the mark of its last word.
    """
    told, denied = (credibility(tally(voices, side))[0] for side in ("tells", "contradicts"))
    return {
        one.article: _of_source(one.source, sources, tracks)[1]
        + str(denied if one.stance == "contradicts" else told)
        for one in voices
    }


def _best(
    voices: Sequence[Heard], sources: Mapping[str, Source], tracks: Mapping[str, Track]
) -> tuple[str, Reliability]:
    """Give the best source of those that stand by it, else of those that count, else of all."""
    counted = [one for one in voices if one.counted]
    stand = [one for one in counted if one.stance == "tells"]
    rated = [_of_source(one.source, sources, tracks) for one in stand or counted or voices]
    return min(rated, key=lambda pair: BEST.index(pair[1]), default=("", "F"))


def _of_source(
    source: str, sources: Mapping[str, Source], tracks: Mapping[str, Track]
) -> tuple[str, Reliability]:
    return source, reliability_of(sources.get(source), tracks.get(source))
