"""The network that reads how factual predicates are: the coder's encoder and four small heads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.model import HIDDEN, WIDTH, Encoder, pooled
from training.public.statuses import CLASSES, STATUSES, class_of
from training.public.study import encode
from vedette.code.quotes import find_quotes
from vedette.code.tagger.features import SIZES, Features, features
from vedette.code.tagger.pieces import Vocabulary, Words
from vedette.records import Span

UNKNOWN = -100
WEIGHTS = {"value": 1 / 80, "class": 1 / 40, "event": 1 / 60, "status": 1 / 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or more, and what is to be told of some predicates in it.

    `predicates` are ranges of words; `values` their factuality, nan where it is not known;
    `statuses` numbers of statuses, `UNKNOWN` where not known; `events` marks every word of an
    event, empty where events are not marked.
    """

    pieces: list[int]
    features: list[tuple[int, ...]]
    first: list[int]
    spans: tuple[Span, ...]
    predicates: list[tuple[int, int]] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    events: list[float] = field(default_factory=list)


def passage(words: Words, told: Features) -> Passage:
    """Make a passage of words, of which nothing is known yet."""
    numbers, marks, first = [101], [(0,) * len(SIZES)], []
    for word, mark in zip(words.pieces, told, strict=True):
        first.append(len(numbers))
        numbers.extend(word)
        marks.extend([mark] * len(word))
    return Passage(
        pieces=[*numbers, 102], features=[*marks, (0,) * len(SIZES)], first=first, spans=words.spans
    )


def cut(vocabulary: Vocabulary, text: str) -> tuple[Words, Features]:
    """Cut a text into words with their features; places and times are not looked for."""
    words = vocabulary.cut(text)
    told = features(text, words.spans, quotes=find_quotes(text), times=(), places=())
    return words, told


def touched(spans: Sequence[Span], start: int, end: int) -> tuple[int, int] | None:
    """Give the range of words that characters touch."""
    places = [n for n, word in enumerate(spans) if word.start < end and start < word.end]
    return (places[0], places[-1] + 1) if places else None


class Reader(nn.Module):
    """Tells a predicate's factuality and status, and which words are events."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(6, 0.1)
        self.event = nn.Linear(WIDTH, 1)
        self.look = nn.Linear(WIDTH, HIDDEN)
        self.value, self.classes = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, len(CLASSES))
        self.status = nn.Linear(HIDDEN, len(STATUSES))

    def predicates(self, words: Tensor, ranges: Sequence[tuple[int, int]]) -> Tensor:
        """Give a vector for each range of words."""
        starts, ends = torch.tensor(ranges).T
        return functional.gelu(self.look(pooled(words, starts, ends)))


def losses_of(model: Reader, batch: Sequence[Passage]) -> dict[str, Tensor]:
    """Give the summed losses of a batch, by what is told."""
    encoded = encode(model.encoder, batch, hide=0.04)
    losses = {}
    words = [encoded[row][torch.tensor(one.first)] for row, one in enumerate(batch)]
    marked = [row for row, one in enumerate(batch) if one.events]
    if marked:
        told = model.event(torch.cat([words[row] for row in marked]))[:, 0]
        wanted = torch.tensor([mark for row in marked for mark in batch[row].events])
        losses["event"] = functional.binary_cross_entropy_with_logits(told, wanted, reduction="sum")
    rows = [row for row, one in enumerate(batch) if one.predicates]
    if rows:
        vectors = torch.cat([model.predicates(words[r], batch[r].predicates) for r in rows])
        statuses = torch.tensor([status for row in rows for status in batch[row].statuses])
        if (statuses != UNKNOWN).any():
            losses["status"] = functional.cross_entropy(
                model.status(vectors), statuses, reduction="sum"
            )
        values = torch.tensor([value for row in rows for value in batch[row].values])
        known = ~values.isnan()
        if known.any():
            losses |= _value_losses(model, vectors[known], values[known])
    return losses


def _value_losses(model: Reader, vectors: Tensor, values: Tensor) -> dict[str, Tensor]:
    classes = torch.tensor([class_of(float(value)) for value in values])
    return {
        "value": functional.smooth_l1_loss(model.value(vectors)[:, 0], values, reduction="sum"),
        "class": functional.cross_entropy(model.classes(vectors), classes, reduction="sum"),
    }
