"""What is put together: an article as the network sees it, and findings in the making."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from vedette.code.tagger.anchors import Anchor
from vedette.code.tagger.features import Features
from vedette.code.tagger.network import Encoded, Floats
from vedette.code.tagger.windows import Window
from vedette.code.values import Sight
from vedette.records import Field, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An article as the network sees it: words, windows and what the encoder made of each.

    `features` are the seven numbers of each word.
    """

    sight: Sight
    words: Sequence[Span]
    features: Features
    sentences: Sequence[int]
    cut: Sequence[Window]
    encoded: Sequence[Encoded]

    @property
    def scope(self) -> float:
        """Chance that the article is in scope: that of its likeliest window."""
        return max(one.scope for one in self.encoded)

    def characters(self, start: int, end: int) -> Span:
        """Give where words `[start, end)` stand in the text."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def sentence(self, word: int) -> Window:
        """Give the words of the sentence in which a word stands."""
        number = self.sentences[word]
        return Window(bisect_left(self.sentences, number), bisect_right(self.sentences, number))


@dataclass(slots=True, kw_only=True, eq=False)
class Thing:
    """A finding in the making: its anchors, the clearest first, and what is told of them.

    `roles` are the chances of the words from `first` on. `stages` are an incident's chances, as the
    second look tells them; `stage` is the one that it is given, with its chance, where a head of
    its own is asked too.
    """

    members: list[int]
    anchors: list[Anchor]
    first: int
    roles: Floats
    values: Mapping[str, tuple[Any, float]]
    stages: Floats | None = None
    stage: tuple[str, float] | None = None
    fields: dict[str, list[Field]] = made_by(default_factory=dict)
    chances: dict[str, float] = made_by(default_factory=dict)
    about: dict[str, list["Thing"]] = made_by(default_factory=dict)
    evidence: tuple[float, ...] = ()
    confidence: float = 0.0
