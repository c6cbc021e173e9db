"""The network in torch: a small BERT, and heads that relate anchors to words.

The encoder is MiniLM (Wang et al. 2020; six layers of 384), to whose input seven features of each
word are added. An anchor meets a word as in deep biaffine parsing (Dozat and Manning 2017): the sum
and the product of what both say, with their distance, through one hidden layer. Where an anchor's
context matters (the stage of an incident, the firmness of an accusation), four attention heads over
the same hidden layer gather it.
"""

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from vedette.code.tagger import subwords
from vedette.code.tagger.features import SIZES
from vedette.code.tagger.labels import ATTRIBUTES, LINKS, ROLES, TARGETS, TYPES

WIDTH = 384
BERT = 30_522
"""Pieces of BERT's English vocabulary."""
MASK, SPECIAL = 103, 999
"""Its piece that hides another, and the last that stands for no word."""
HIDDEN = 256
HEADS = 4
"""Attention heads that gather an anchor's context."""
DISTANCES = 20
SENTENCES = 7
_MINILM = (
    *(f"attention.{name}" for name in ("self.query", "self.key", "self.value")),
    *(f"attention.output.{name}" for name in ("dense", "LayerNorm")),
    *("intermediate.dense", "output.dense", "output.LayerNorm"),
)
"""What MiniLM calls the parts of a layer."""
NOWHERE = -1
"""In a table of places: no word stands here."""


class Layer(nn.Module):
    """One layer of BERT: attention and a feed-forward part, each with its norm behind it."""

    def __init__(self, drop: float, width: int = WIDTH, heads: int = 12, wide: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.joined = (nn.Linear(width, width) for _ in range(4))
        self.attended = nn.LayerNorm(width, eps=1e-12)
        self.wide, self.narrow = nn.Linear(width, wide * width), nn.Linear(wide * width, width)
        self.fed = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def parts(self) -> tuple[nn.Linear | nn.LayerNorm, ...]:
        """Give what has weights and biases: query, key, value, joined, norm, wide, narrow, norm."""
        attention = (self.query, self.key, self.value, self.joined, self.attended)
        return (*attention, self.wide, self.narrow, self.fed)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map B × N × width to the same; `mask` is B × 1 × 1 × N, true where a piece stands."""
        batch, length, width = x.shape
        query, key, value = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        joined = self.joined(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.attended(x + self.drop(joined))
        return self.fed(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces and features to vectors, with the weights of MiniLM where those fit."""

    def __init__(self, layers: int, drop: float, pieces: int) -> None:
        super().__init__()
        self.piece, self.place = nn.Embedding(pieces, WIDTH), nn.Embedding(512, WIDTH)
        last = len(subwords.SPECIAL) - 1
        self.hidden, self.special = (MASK, SPECIAL) if pieces == BERT else (last, last)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in SIZES)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map B × N pieces and B × N × 7 features to B × N × 384."""
        return self.read(self.piece(pieces), features, mask)

    def read(self, vectors: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map B × N × 384, the vectors of pieces, and features to B × N × 384."""
        places = torch.arange(vectors.shape[1], device=vectors.device)
        x = vectors + self.place(places) + self.segment
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def take(self, path: Path) -> None:
        """Take MiniLM's weights from a safetensors file."""
        raw = path.read_bytes()
        (size,) = struct.unpack("<Q", raw[:8])
        table = json.loads(raw[8 : 8 + size])

        def put(into: Tensor, name: str, row: int | None = None) -> None:
            start, end = (8 + size + offset for offset in table[name]["data_offsets"])
            given = np.frombuffer(raw[start:end], np.float32).reshape(table[name]["shape"])
            into.data.copy_(torch.from_numpy((given if row is None else given[row]).copy()))

        put(self.piece.weight, "embeddings.word_embeddings.weight")
        put(self.place.weight, "embeddings.position_embeddings.weight")
        put(self.segment, "embeddings.token_type_embeddings.weight", 0)
        put(self.norm.weight, "embeddings.LayerNorm.weight")
        put(self.norm.bias, "embeddings.LayerNorm.bias")
        for number, layer in enumerate(self.layers):
            for part, name in zip(layer.parts(), _MINILM, strict=True):
                put(part.weight, f"encoder.layer.{number}.{name}.weight")
                put(part.bias, f"encoder.layer.{number}.{name}.bias")


def bucket(distance: Tensor) -> Tensor:
    """Put signed distances in words into twenty classes, finer near nought."""
    size = distance.abs().float()
    near = torch.where(size < 4, size, (3 + torch.log2((size / 3).clamp(min=1))).clamp(max=9))
    return torch.where(distance < 0, near.floor().long() + 10, near.floor().long())


class Tagger(nn.Module):
    """Everything that is trained: encoder, anchors, scope, roles, attributes, links, targets.

    The verdict says, from the second look, whether words taken for an anchor are one.
    """

    def __init__(
        self, layers: int = 6, again: int = 1, drop: float = 0.1, pieces: int = BERT
    ) -> None:
        super().__init__()
        self.encoder = Encoder(layers, drop, pieces)
        self.again = nn.ModuleList(Layer(drop, HIDDEN, 4, 2) for _ in range(again))
        self.drop = nn.Dropout(drop)
        self.anchor, self.scope = nn.Linear(WIDTH, len(TYPES)), nn.Linear(WIDTH, 1)
        self.kind_of = nn.Embedding(len(TYPES), HIDDEN)
        self.anchor_sum, self.word_sum, self.anchor_product, self.word_product = (
            nn.Linear(WIDTH, HIDDEN) for _ in range(4)
        )
        self.distance = nn.Parameter(torch.randn(DISTANCES + SENTENCES, HIDDEN) * 0.5)
        self.role, self.look = nn.Linear(HIDDEN, len(ROLES)), nn.Linear(HIDDEN, HEADS)
        self.context, self.own = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.own_kind = nn.Embedding(len(TYPES), HIDDEN)
        self.attributes = nn.ModuleList(
            nn.Linear(HIDDEN * (1 + HEADS), len(values)) for _, _, values in ATTRIBUTES
        )
        self.verdict = nn.Linear(HIDDEN * (1 + HEADS), 1)
        self.target = nn.Linear(WIDTH, len(TARGETS))
        self.one, self.other = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.link_kind = nn.Embedding(len(TYPES), HIDDEN)
        self.link_distance = nn.Embedding(DISTANCES, HIDDEN)
        self.link = nn.Linear(HIDDEN, len(LINKS))

    def fields(
        self,
        words: Tensor,
        sentences: Tensor,
        starts: Tensor,
        ends: Tensor,
        types: Tensor,
        places: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Relate A anchors to the words that `places` (A × P, `NOWHERE` for none) name.

        Gives roles A × P × roles (logits), what attributes and verdict are told from, and vectors
        A × 384.
        """
        vectors = pooled(words, starts, ends)
        there = places.clamp(min=0)
        before = torch.where(places < starts[:, None], places - starts[:, None], 0)
        distance = torch.where(places >= ends[:, None], places - ends[:, None] + 1, before)
        sentence = (sentences[there] - sentences[starts][:, None]).clamp(-3, 3) + 3
        where = torch.cat(
            [
                functional.one_hot(bucket(distance), DISTANCES),
                functional.one_hot(sentence, SENTENCES),
            ],
            -1,
        ).to(words.dtype)
        hidden = functional.relu(
            (self.anchor_sum(vectors) + self.kind_of(types))[:, None]
            + self.word_sum(words)[there]
            + self.anchor_product(vectors)[:, None] * self.word_product(words)[there]
            + where @ self.distance
        )
        for layer in self.again:
            hidden = layer(hidden, (places >= 0)[:, None, None])
        looks = self.look(hidden).masked_fill((places < 0)[..., None], -1e4).softmax(1)
        told = self.context(words)[there] + hidden if self.again else self.context(words)[there]
        seen = torch.einsum("aph,apm->ahm", looks, told)
        own = self.own(vectors) + self.own_kind(types)
        gathered = functional.gelu(torch.cat([own, seen.flatten(1)], 1))
        return self.role(hidden), gathered, vectors

    def links(
        self, vectors: Tensor, types: Tensor, places: Tensor, others: Tensor, at: Tensor
    ) -> Tensor:
        """Give A × B × links (logits) from A anchors to B others, `at` these places."""
        return self._linked(
            (self.one(vectors)[:, None], self.link_kind(types)[:, None]),
            self.other(others)[None],
            at[None] - places[:, None],
        )

    def chosen_links(self, vectors: Tensor, types: Tensor, places: Tensor, pairs: Tensor) -> Tensor:
        """Give K × links (logits) of K pairs of anchors only."""
        ones, others = pairs.T
        return self._linked(
            (self.one(vectors)[ones], self.link_kind(types)[ones]),
            self.other(vectors)[others],
            places[others] - places[ones],
        )

    def _linked(self, own: tuple[Tensor, Tensor], other: Tensor, apart: Tensor) -> Tensor:
        one, kind = own
        hidden = (one + kind) * other + one + other
        return self.link(functional.gelu(hidden + self.link_distance(bucket(apart))))

    def classes(self, words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """Give S × classes (logits) of spans of words that are targets."""
        return self.target(pooled(words, starts, ends))


def pooled(words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    """Take the mean of the vectors of each range of words."""
    sums = torch.cat([torch.zeros_like(words[:1]), words.cumsum(0)])
    return (sums[ends] - sums[starts]) / (ends - starts)[:, None]
