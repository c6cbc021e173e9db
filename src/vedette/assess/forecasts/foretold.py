"""One report's words of one forecast: what they say, and why they may not be scored.

A forecast can be scored when it is known by when it should come true, what should, how likely that
is said to be, and that nothing else has to happen first. What lacks one of these is listed with the
reason, because a warning that fits every outcome was never wrong.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from vedette.assess.forecasts.scoring import Likelihood, likelihood, number
from vedette.assess.forecasts.yardsticks import Term, Yardstick
from vedette.assess.voices import Voice
from vedette.records import Interval, Span

APART: Final = 24
"""Code points between a term and the cue that it belongs to: "likely" in "is likely to be able to"
is the cue, "a realistic possibility that Belarus will" has 19."""
_BREAK: Final = re.compile(r"[,;:.!?“”\"()—–]")
_IF: Final = re.compile(
    r"(?<!as )(?<!even )\bif\b(?! not\b)|\bunless\b|\bprovided (?:that|the)\b|\bin the event\b"
    r"|\bon condition\b|\bin case\b|^should\b",
    re.IGNORECASE,
)
"""Words of a condition; "even if" is none: it says that the condition does not matter."""
_NO_LONGER: Final = re.compile(
    r"\b(?:no longer|withdrew|withdrawn|retracted|dropped|abandoned|scrapped)\b", re.IGNORECASE
)
BEFORE: Final = 30
"""Code points before a cue in which "no longer" takes it back."""
OPEN_ENDED: Final = "no day is told by which it can be decided"
HANGS: Final = "its time hangs on something else"
CONDITIONAL: Final = "it is said under a condition"
NO_EVENT: Final = "it names nothing that can be seen to happen"
NO_LIKELIHOOD: Final = "how likely it is, is not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What one report says of one forecast, and what it is compared by.

    `at` is when the report appeared, `origin` the article that it copies, or itself. `event` are
    the words of what is foretold, `content` their stems with how rare each is, `names` those of
    places and bodies, a state by its code. `horizon` are the days in which it should happen, None
    where the words `due` give none that can be worked out; `marked` is whether the coder marked
    them, or they are the only time ahead in the sentence. `sentence` holds the first of the
    `anchor`s and starts at `start` of the text.
    """

    article: str
    finding: str
    at: datetime
    source: str
    origin: str
    anchor: tuple[Span, ...]
    words: tuple[str, ...]
    voice: Voice
    called: str = ""
    event: str = ""
    events: tuple[Span, ...] = ()
    content: Mapping[str, float] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    horizon: Interval | None = None
    due: str = ""
    marked: bool = True
    modality: str = ""
    probability: float | None = None
    share: str = ""
    sentence: str = ""
    start: int = 0

    @property
    def withdrawn(self) -> bool:
        """Whether the words take an earlier forecast back."""
        at = self.anchor[0].start - self.start
        near = self.sentence[max(0, at - BEFORE) : at]
        return bool(_NO_LONGER.search(near) or _NO_LONGER.search(self.words[0]))

    @property
    def conditional(self) -> bool:
        """Whether its sentence makes it hang on something else."""
        return bool(_IF.search(self.sentence))


def likelihood_of(told: Foretold, yardstick: Yardstick) -> Likelihood | None:
    """Work out how likely something is said to be; None where the report does not tell.

    A number counts before words, the words of the yardstick before the modality of the codebook.
    """
    if told.probability is not None:
        return number(told.probability, told.share)
    term = _term(told, yardstick)
    if term is not None:
        return likelihood(term.low, term.high, how="term", words=term.words, term=term.name)
    if told.modality not in yardstick.defaults:
        return None
    name = yardstick.defaults[told.modality]
    band = yardstick.band(name)
    return likelihood(band.low, band.high, how="default", words=told.words[0], term=name)


def _term(told: Foretold, yardstick: Yardstick) -> Term | None:
    """Give the yardstick's term that stands in the cue, or in the same breath as it.

    One that says the opposite of the modality is of another clause.
    """
    cues = [Span(one.start - told.start, one.end - told.start) for one in told.anchor]
    found = [
        (off, term)
        for term in yardstick.of_words(told.sentence)
        if (off := _off(told.sentence, term.span, cues)) is not None
        if not _contrary(term, told.modality)
    ]
    return min(found, key=lambda held: (held[0], held[1].span), default=(0, None))[1]


def _off(sentence: str, span: Span, cues: list[Span]) -> int | None:
    """Give how far words stand from the nearest cue; None for too far, or behind a stop."""
    offs = []
    for cue in cues:
        first, last = min(span.end, cue.end), max(span.start, cue.start)
        between = sentence[first:last] if first < last else ""
        if len(between) <= APART and not _BREAK.search(between):
            offs.append(len(between))
    return min(offs, default=None)


def _contrary(term: Term, modality: str) -> bool:
    if modality in {"unlikely", "impossible"}:
        return term.low >= 50
    return modality in {"likely", "certain"} and term.high <= 50


def doubts(told: Foretold, yardstick: Yardstick) -> tuple[str, ...]:
    """Give every reason why a report's words of a forecast cannot be scored; none where they can.

    >>> OPEN_ENDED
    'no day is told by which it can be decided'
    """
    found = []
    if told.horizon is None:
        found.append(f"{HANGS}: {told.due}" if _hangs(told.due) else OPEN_ENDED)
    if told.conditional:
        found.append(CONDITIONAL)
    if not told.content:
        found.append(NO_EVENT)
    if likelihood_of(told, yardstick) is None:
        found.append(NO_LIKELIHOOD)
    return tuple(found)


def _hangs(due: str) -> bool:
    """Say whether words of time hang on something that may never come.

    >>> _hangs("within two years of a ceasefire"), _hangs("soon")
    (True, False)
    """
    return bool(re.search(r"\b(?:of|after|once|until|till|unless|when|while|as long as)\b", due))
