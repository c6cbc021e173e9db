"""Whether a report tells of an incident in passing: of a sibling of the one that it is about.

A verdict on one fire names the other three of the series. Such a report belongs to each of them,
but what its title and opening say, that somebody was sentenced, it says of the one. By the signs
here a model tells the two apart (`odds.toml`), for reports that were recognised by their words and
in which a coder has marked another incident.
"""

import math
import re
from collections.abc import Sequence
from typing import Final

from vedette.records import Span
from vedette.relate.mentions import Known, share
from vedette.relate.odds import odds
from vedette.relate.signatures import Signature

SIGNS: Final = (
    "odds", "at", "sentences", "names_place", "around", "several", "apart", "ago",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
NO_DAY: Final = 2.0
"""What stands for the days since an incident of which nobody tells the day: a week."""
_APART: Final = re.compile(
    r"\b(?:similar|earlier|previous|last (?:week|month|year)|separate(?:ly)?|unrelated|no link"
    r"|not (?:linked|connected|related|part)|another|followed|(?:comes|came) (?:after|days)|since"
    r"|recall(?:s|ed)?)\b"
)
"""English words for what is held apart; in other languages this sign tells nothing."""

Sentences = Sequence[tuple[Span, tuple[str, ...]]]
"""Where each sentence of a report stands, with its stems, each once: as sets they would take six
times as much, and those of thousands of reports are kept."""


def passing(signs: Sequence[float]) -> bool:
    """Say whether a report tells of an incident in passing alone."""
    asked = odds("passing")
    return asked.sum(signs) < asked.least


def signs(
    report: Signature, incident: Known, sentences: Sentences, best: int, held: float
) -> tuple[float, ...]:
    """Give the signs of a report being about an incident too, not only another that it tells.

    `best` is the number of the sentence that has most of the incident's words, `held` the odds by
    which the report was recognised.
    """
    place, text = sentences[best][0], report.text
    words = text[place.start : place.end].lower()
    anchor = report.sketches[0].telling.words
    since = incident.day or incident.since
    return (
        held,
        best / max(1, len(sentences) - 1),
        math.log(len(sentences)),
        math.log1p(sum(not incident.core.isdisjoint(cuts) for _, cuts in sentences)),
        share(incident.around, report.stems),
        float(text[anchor.start : anchor.end].endswith("s")),
        float(bool(_APART.search(words))),
        math.log1p(max(0, (report.at.date() - since).days)) if since else NO_DAY,
    )
