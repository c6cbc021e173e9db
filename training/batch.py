"""Examples side by side: all the tensors of one step, made before the step, on any device.

Words of all examples stand in one row, example after example, and anchors too; what belongs
together is told by ranges of words, so that no loss needs a loop. Between processes, and to a
device, a batch travels as one row of bytes: thirty small copies would each make the device wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.corpus import Example
from training.model import NOWHERE
from vedette.code.tagger.labels import ROLES, TYPES
from vedette.code.tagger.network import FAR, REACH


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """A anchors: ranges of words, types, the words that each looks at, and what is to be told.

    `roles` is R × 3: an anchor, a word counted from the first it looks at, a role that it has.
    `asked` is A × roles, nought where a role's words are not marked; `attributes` is A ×
    attributes, -100 where nothing is to be learnt; `real` is A, nought where no anchor is, NaN
    where that is open; `wide` is how many words the anchor that looks furthest looks at.
    """

    starts: Tensor
    ends: Tensor
    types: Tensor
    first: Tensor
    last: Tensor
    roles: Tensor
    asked: Tensor
    attributes: Tensor
    real: Tensor
    wide: int

    @property
    def places(self) -> Tensor:
        """Give A × P words that the anchors look at, `NOWHERE` behind the last."""
        return places(self.first, self.last, self.wide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """B examples of at most N pieces, T words and A anchors together.

    `anchors` and `weights` are T × types; `scope` is B, NaN where nobody has said; `order` puts
    the anchors of `groups` (incidents, then all others) back into the order of `links`, which is
    K × 4: from which anchor, to which, which link, whether it holds, and `counted` so much;
    `targets` is S × 3: start, end, class; `twins` is B,
    true of sides of pairs; `count` is how many pieces there are without the padding.
    """

    pieces: Tensor
    features: Tensor
    mask: Tensor
    words: Tensor
    sentences: Tensor
    anchors: Tensor
    weights: Tensor
    scope: Tensor
    groups: tuple[Anchors, ...]
    order: Tensor
    starts: Tensor
    types: Tensor
    links: Tensor
    counted: Tensor
    targets: Tensor
    twins: Tensor
    count: int

    def packed(self) -> "Packed":
        """Lay all tensors into one row of bytes."""
        row = bytearray()
        layout = _laid(self, row)
        return Packed(row=np.frombuffer(row, np.uint8), layout=layout)

    def to(self, device: torch.device) -> "Batch":
        """Copy to a device."""
        return self.packed().on(device)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A batch as one row of bytes, and what lies where in it."""

    row: NDArray[np.uint8]
    layout: Any

    def on(self, device: torch.device) -> Batch:
        """Copy to a device, in one go, and take apart there."""
        row = torch.from_numpy(self.row)
        if device.type == "cuda":
            row = row.pin_memory().to(device, non_blocking=True)
        made: Batch = _taken(self.layout, row, [0])
        return made


_WIDE = {torch.long: torch.int32}
"""Whole numbers of eight bytes travel as four: none is as large."""
_STEP = 16
"""Bytes at whose multiples every tensor starts."""


def _laid(given: Any, row: bytearray) -> Any:
    """Describe what a batch holds, and append the bytes of its tensors to a row."""
    if isinstance(given, Tensor):
        narrow = given.to(_WIDE.get(given.dtype, given.dtype))
        raw = narrow.numpy().tobytes()
        row += raw + bytes(-len(raw) % _STEP)
        return narrow.dtype, given.dtype, tuple(given.shape), len(raw)
    if isinstance(given, Anchors | Batch):
        return type(given), {f.name: _laid(getattr(given, f.name), row) for f in fields(given)}
    if isinstance(given, tuple):
        return [_laid(part, row) for part in given]
    return given


def _taken(layout: Any, row: Tensor, at: list[int]) -> Any:
    """Undo `_laid`; `at` is where in the row the next tensor starts."""
    match layout:
        case list():
            return tuple(_taken(part, row, at) for part in layout)
        case (type() as made, dict() as parts):
            return made(**{name: _taken(part, row, at) for name, part in parts.items()})
        case (narrow, wide, shape, length):
            told = row[at[0] : at[0] + length]
            at[0] += length + -length % _STEP
            return told.view(narrow).view(shape).to(wide)
    return layout


def collate(batch: Sequence[Example]) -> Batch:
    """Put examples side by side."""
    pieces, features, mask = padded(batch)
    longest = pieces.shape[1]
    offsets = list(accumulate((len(example.first) for example in batch), initial=0))
    owners = [
        (row, number) for row, example in enumerate(batch) for number in range(len(example.spans))
    ]
    chosen = [
        [place for place, (row, n) in enumerate(owners) if (batch[row].spans[n][2] == 0) == whole]
        for whole in (True, False)
    ]
    order = torch.zeros(len(owners), dtype=torch.long)
    order[[place for group in chosen for place in group]] = torch.arange(len(owners))
    links, counted = _links(batch)
    return Batch(
        pieces=pieces,
        features=features,
        mask=mask,
        words=torch.tensor(
            [row * longest + place for row, example in enumerate(batch) for place in example.first]
        ),
        sentences=torch.tensor([number for example in batch for number in example.sentences]),
        anchors=torch.cat([example.anchors for example in batch]),
        weights=torch.cat([example.weights for example in batch]),
        scope=torch.tensor(
            [float("nan") if one.clean is None else 1.0 - float(one.clean) for one in batch]
        ),
        groups=tuple(
            _anchors(batch, [owners[place] for place in group], offsets)
            for group in chosen
            if group
        ),
        order=order,
        starts=torch.tensor([batch[row].spans[n][0] + offsets[row] for row, n in owners]),
        types=torch.tensor([batch[row].spans[n][2] for row, n in owners]),
        links=links,
        counted=counted,
        targets=torch.tensor(
            [
                (start + offset, end + offset, number)
                for example, offset in zip(batch, offsets, strict=False)
                for start, end, number in example.targets
            ]
        ).view(-1, 3),
        twins=torch.tensor([example.twin for example in batch]),
        count=sum(len(example.pieces) for example in batch),
    )


def _anchors(
    batch: Sequence[Example], chosen: Sequence[tuple[int, int]], offsets: Sequence[int]
) -> Anchors:
    ranges, roles, asked = [], [], []
    for line, (row, number) in enumerate(chosen):
        start, end, type_ = batch[row].spans[number]
        first, last = seen(start, end, type_, len(batch[row].first))
        ranges.append((start, end, type_, first, last))
        real = batch[row].real[number] != 0
        asked.append([real and marked for marked in batch[row].asked])
        roles += [
            (line, word - first, role)
            for word, role in batch[row].roles[number]
            if first <= word < last
        ]
    shift = torch.tensor([offsets[row] for row, _ in chosen])
    starts, ends, types, firsts, lasts = torch.tensor(ranges).T
    return Anchors(
        starts=starts + shift,
        ends=ends + shift,
        types=types,
        first=firsts + shift,
        last=lasts + shift,
        roles=torch.tensor(roles, dtype=torch.long).view(-1, 3),
        asked=_ALLOWED[types] * torch.tensor(asked).float(),
        attributes=torch.tensor([[column[n] for column in batch[r].attributes] for r, n in chosen]),
        real=torch.tensor([batch[row].real[number] for row, number in chosen]),
        wide=int((lasts - firsts).max()),
    )


_ALLOWED = torch.tensor([[type_ == owner for owner, _ in ROLES] for type_ in TYPES]).float()


def places(first: Tensor, last: Tensor, wide: int) -> Tensor:
    """List A ranges of at most `wide` words as A × P places, `NOWHERE` behind the last of each."""
    table = first[:, None] + torch.arange(wide, device=first.device)
    return torch.where(table < last[:, None], table, NOWHERE)


def seen(start: int, end: int, type_: int, length: int) -> tuple[int, int]:
    """Give the words of a window that an anchor looks at: `REACH` to either side, or `FAR`."""
    reach = FAR if TYPES[type_] == "incident" else REACH
    return max(0, start - reach), min(length, end + reach)


def _links(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """List the links of all examples; those of one example count together for its anchors."""
    links, weights, start = [], [], 0
    for example in batch:
        count = len(example.spans)
        links += [
            (start + row, start + column, n, holds) for row, column, n, holds in example.links
        ]
        weights += [1 / max(1, count)] * len(example.links)
        start += count
    return torch.tensor(links, dtype=torch.long).view(-1, 4), torch.tensor(weights)


def padded(batch: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Give B × N pieces, B × N × features, and where a piece stands, B × 1 × 1 × N."""
    longest = max(len(example.pieces) for example in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    features = torch.zeros(len(batch), longest, len(batch[0].features[0]), dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, example in enumerate(batch):
        length = len(example.pieces)
        pieces[row, :length] = torch.tensor(example.pieces)
        features[row, :length] = torch.tensor(example.features)
        mask[row, :length] = True
    return pieces, features, mask[:, None, None]
