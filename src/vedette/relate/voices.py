"""Who says a thing of himself: copies stand with what they copy, and are no further voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vedette.records import Telling
from vedette.relate.signatures import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one report tells of an incident, and where it stands among the others.

    `origin` is the article that it copies, or itself.
    """

    report: Signature
    origin: str
    telling: Telling

    @property
    def at(self) -> datetime:
        return self.report.at

    @property
    def source(self) -> str:
        return self.report.source

    @property
    def copied(self) -> bool:
        return self.origin != self.telling.article


def in_order(voices: Iterable[Voice]) -> list[Voice]:
    """Sort by the time of appearance."""
    return sorted(voices, key=lambda voice: (voice.at, voice.telling.article))


def own(voices: Sequence[Voice]) -> list[Voice]:
    """Leave out copies of reports that are themselves among the voices."""
    there = {voice.telling.article for voice in voices}
    return [voice for voice in voices if not voice.copied or voice.origin not in there]


Held = list[tuple[str, Voice]]
"""What each of some voices holds, in their order."""
