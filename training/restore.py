"""Makes the weights to go on from out of a network that ships.

    python -m training.restore WEIGHTS [--of FOLDER]

What was rounded to eight bits comes back as the numbers that those bits stand for, so that it is
the network that ships, not the one it was rounded from. The verdict is not among it: nothing but
training asks for it, and it is not exported; nor are the rows of E5's pieces, which are not learnt.
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.export import MODEL

PARTS = ("encoder", "fields", "links", "targets")
_WEIGHT, _BIAS = ".weight", ".bias"
_ROUNDED, _BESIDE, _TURNED = "_quantized", ("_scale", "_zero_point"), "_Transposed"
Kept = Mapping[str, NDArray[np.generic]]


def restored(folder: Path) -> dict[str, Tensor]:
    """Give the weights of a network by their names in `training.model.Tagger`."""
    weights: dict[str, Tensor] = {}
    for part in PARTS:
        weights |= dict(_weights(onnx.load(str(folder / f"{part}.onnx")).graph))
    return weights


def _weights(graph: onnx.GraphProto) -> Iterator[tuple[str, Tensor]]:
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    named = dict(_named(graph, kept))
    for full in kept:
        name = full.removesuffix(_ROUNDED)
        told = named.get(name, name)
        if told.startswith("tagger.") and not told.endswith(_BESIDE):
            values = _unrounded(kept, full, name)
            values = values.T if told.endswith(_TURNED) else values
            told = told.removeprefix("tagger.").removesuffix(_TURNED)
            yield told, torch.from_numpy(np.ascontiguousarray(values))


def _named(graph: onnx.GraphProto, kept: Kept) -> Iterator[tuple[str, str]]:
    """Name the tables that lost their names when they were turned: by the bias that is added."""
    after = {given: node for node in graph.node for given in node.input}
    for node in graph.node:
        table = node.input[1] if len(node.input) > 1 else ""
        if table not in kept or not node.op_type.startswith("MatMul"):
            continue
        added = node
        while added.op_type != "Add":
            added = after[added.output[0]]
        for bias in added.input:
            if bias.endswith(_BIAS):
                yield table.removesuffix(_ROUNDED), bias.removesuffix(_BIAS) + _WEIGHT + _TURNED


def _unrounded(kept: Kept, full: str, name: str) -> NDArray[np.float32]:
    values = kept[full].astype(np.float32)
    if full == name:
        return values
    zero, scale = (kept[name + beside].astype(np.float32) for beside in reversed(_BESIDE))
    return (values - zero) * scale


def main() -> None:
    """Restore, and keep."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=Path)
    options.add_argument("--of", type=Path, default=MODEL, metavar="FOLDER")
    given = options.parse_args()
    torch.save(restored(given.of), given.weights)


if __name__ == "__main__":
    main()
