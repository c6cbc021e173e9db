"""Examples side by side: all the tensors of one step, made before the step, on any device.

Words of all examples stand in one row, example after example, and anchors too; what belongs
together is told by ranges of words, so that no loss needs a loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate
from typing import Any, Self

import torch
from torch import Tensor

from training.corpus import Example
from training.model import NOWHERE
from vedette.code.tagger.labels import LINKS, TYPES
from vedette.code.tagger.network import FAR, REACH


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """A anchors: ranges of words, types, the words that each looks at, and what is to be told.

    `roles` is R × 3: an anchor, a word counted from the first it looks at, a role that it has.
    `attributes` is A × attributes, -100 where nothing is to be learnt.
    """

    starts: Tensor
    ends: Tensor
    types: Tensor
    first: Tensor
    last: Tensor
    roles: Tensor
    attributes: Tensor

    @property
    def places(self) -> Tensor:
        """Give A × P words that the anchors look at, `NOWHERE` behind the last."""
        return places(self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """B examples of at most N pieces, T words and A anchors together.

    `anchors` and `weights` are T × types; `scope` is B, NaN where nobody has said; `order` puts
    the anchors of `groups` (incidents, then all others) back into the order of `links`, A × A × 4,
    whose `known` is nought between examples; `targets` is S × 3: start, end, class.
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
    known: Tensor
    targets: Tensor

    def to(self, device: torch.device) -> Self:
        """Copy to a device."""
        return _moved(self, device)


def _moved(given: Any, device: torch.device) -> Any:
    told = {one.name: getattr(given, one.name) for one in fields(given)}
    return type(given)(
        **{
            name: tuple(_moved(part, device) for part in value)
            if isinstance(value, tuple)
            else value.to(device, non_blocking=True)
            for name, value in told.items()
        }
    )


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
    links, known = _links(batch, len(owners))
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
        known=known,
        targets=torch.tensor(
            [
                (start + offset, end + offset, number)
                for example, offset in zip(batch, offsets, strict=False)
                for start, end, number in example.targets
            ]
        ).view(-1, 3),
    )


def _anchors(
    batch: Sequence[Example], chosen: Sequence[tuple[int, int]], offsets: Sequence[int]
) -> Anchors:
    ranges, roles = [], []
    for line, (row, number) in enumerate(chosen):
        start, end, type_ = batch[row].spans[number]
        first, last = seen(start, end, type_, len(batch[row].first))
        ranges.append((start, end, type_, first, last))
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
        attributes=torch.tensor([[column[n] for column in batch[r].attributes] for r, n in chosen]),
    )


def places(first: Tensor, last: Tensor) -> Tensor:
    """List A ranges of words as A × P places, `NOWHERE` behind the last of each."""
    wide = int((last - first).max())
    table = first[:, None] + torch.arange(wide, device=first.device)
    return torch.where(table < last[:, None], table, NOWHERE)


def seen(start: int, end: int, type_: int, length: int) -> tuple[int, int]:
    """Give the words of a window that an anchor looks at: `REACH` to either side, or `FAR`."""
    reach = FAR if TYPES[type_] == "incident" else REACH
    return max(0, start - reach), min(length, end + reach)


def _links(batch: Sequence[Example], count: int) -> tuple[Tensor, Tensor]:
    """Lay the tables of all examples along the diagonal; an example counts by its anchors."""
    links, known = torch.zeros(count, count, len(LINKS)), torch.zeros(count, count, len(LINKS))
    start = 0
    for example in batch:
        block = slice(start, start + len(example.spans))
        links[block, block] = example.links
        known[block, block] = example.known / max(1, len(example.spans))
        start = block.stop
    return links, known


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
