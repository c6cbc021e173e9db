"""Writes a trained network as the files that the coder runs.

    python -m training.export WEIGHTS --minilm FOLDER | --e5 FOLDER [--into FOLDER]

The weights of the encoder and of the second look become whole numbers of eight bits (dynamic
quantisation); the other heads stay floats.
"""

import argparse
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.learn import founded
from training.model import Tagger
from vedette.code.tagger.features import SIZES

MODEL = Path(__file__).parent.parent / "src" / "vedette" / "code" / "tagger" / "model"
OPSET = 17


class _Encoder(nn.Module):
    """The encoder, which is shown pieces, or their vectors where these stand `apart`."""

    def __init__(self, tagger: Tagger, *, apart: bool) -> None:
        super().__init__()
        self.tagger = tagger
        self.read = tagger.encoder.read if apart else tagger.encoder

    def forward(
        self, shown: Tensor, features: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        encoded = self.read(shown, features)[0]
        words = encoded[first]
        scope = self.tagger.scope(encoded[0]).sigmoid()[0]
        return words, self.tagger.anchor(words).sigmoid(), scope


class _Fields(nn.Module):
    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, *given: Tensor) -> tuple[Tensor, ...]:
        roles, gathered, vectors = self.tagger.fields(*given)
        values = [head(gathered).softmax(-1) for head in self.tagger.attributes]
        return roles.sigmoid(), vectors, *values


class _Links(nn.Module):
    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, *given: Tensor) -> Tensor:
        return self.tagger.links(*given).sigmoid()


class _Targets(nn.Module):
    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        return self.tagger.classes(words, starts, ends).softmax(-1)


def export(tagger: Tagger, into: Path, *, apart: bool = False) -> None:
    """Write the four parts, the vectors of pieces `apart` or in the encoder."""
    tagger.eval()
    words, whole = torch.randn(40, 384), torch.long
    starts, ends = torch.tensor([1, 5, 9]), torch.tensor([2, 7, 10])
    types, places = torch.tensor([0, 1, 3]), torch.arange(40).repeat(3, 1)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        shown = {"pieces": torch.randint(1000, 20000, (1, 50))}
        if apart:
            shown = {"vectors": torch.randn(1, 50, 384)}
        told = torch.zeros(1, 50, len(SIZES), dtype=whole)
        write(
            _Encoder(tagger, apart=apart),
            shown | {"features": told, "first": torch.arange(1, 41)},
            {name: {1: "n"} for name in (*shown, "features")} | {"first": {0: "t"}},
            ["words", "anchors", "scope"],
            plain,
        )
        _quantise(plain, into / "encoder.onnx")
    axes = {"words": {0: "t"}, "sentences": {0: "t"}, "places": {0: "a", 1: "p"}}
    axes |= {name: {0: "a"} for name in ("starts", "ends", "types")}
    given = {"words": words, "sentences": torch.arange(40) // 10, "starts": starts, "ends": ends}
    names = ["roles", "vectors", *(f"attribute{n}" for n in range(len(tagger.attributes)))]
    given |= {"types": types, "places": places}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        write(_Fields(tagger), given, axes, names, plain)
        _quantise(plain, into / "fields.onnx")
    write(
        _Links(tagger),
        {
            "vectors": torch.randn(3, 384),
            "types": types,
            "places": starts,
            "others": torch.randn(4, 384),
            "at": torch.arange(4),
        },
        {name: {0: "a"} for name in ("vectors", "types", "places")}
        | {name: {0: "b"} for name in ("others", "at")},
        ["links"],
        into / "links.onnx",
    )
    write(
        _Targets(tagger),
        {"words": words, "starts": starts, "ends": ends},
        {"words": {0: "t"}, "starts": {0: "a"}, "ends": {0: "a"}},
        ["classes"],
        into / "targets.onnx",
    )


def _quantise(plain: Path, into: Path) -> None:
    ready = plain.with_name("ready.onnx")
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(ready, into, weight_type=QuantType.QInt8)


def write(
    part: nn.Module,
    given: dict[str, Tensor],
    axes: dict[str, dict[int, str]],
    outputs: list[str],
    path: Path,
) -> None:
    """Write one part: what it is given, which sizes of it vary, and what it gives."""
    torch.onnx.export(
        part,
        tuple(given.values()),
        str(path),
        input_names=list(given),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    made = onnx.load(str(path))
    made.producer_name, made.doc_string = "vedette", ""
    onnx.save(made, str(path))


def _layers(weights: Mapping[str, Tensor]) -> int:
    prefix = "encoder.layers."
    return len({name.split(".")[2] for name in weights if name.startswith(prefix)})


def main() -> None:
    """Export weights, and the pieces beside them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=Path)
    foundation = options.add_mutually_exclusive_group(required=True)
    foundation.add_argument("--minilm", type=Path)
    foundation.add_argument("--e5", type=Path)
    options.add_argument("--into", type=Path, default=MODEL)
    given = options.parse_args()
    weights = torch.load(given.weights)
    tagger = founded(given.e5, given.minilm, _layers(weights))
    tagger.load_state_dict(weights, strict=given.e5 is None)
    given.into.mkdir(exist_ok=True)
    if given.e5:
        for name in ("pieces.tsv", "pieces.bin"):
            shutil.copy(given.e5 / name, given.into / name)
    else:
        vocabulary = (given.minilm / "vocab.txt").read_text("utf-8").rstrip("\n")
        (given.into / "vocabulary.txt").write_text(vocabulary, "utf-8")
    export(tagger, given.into, apart=given.e5 is not None)


if __name__ == "__main__":
    main()
