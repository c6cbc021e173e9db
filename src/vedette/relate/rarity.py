"""How rare a mark is: the weight it has when texts are compared.

`rarity.bin` holds what `training/rarity.py` counted in this project's own articles: five bytes a
mark, sorted: the mark, and 32 times the natural logarithm of articles by articles that have it. A
mark that is not in it is as rare as any.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files

SCALE = 32
TOP = 7.0
"""Weight of a mark that is in fewer than three of the 2,187 articles that were counted."""


def unpacked(packed: bytes) -> Mapping[int, float]:
    """Read the weights that `packed` wrote."""
    return {
        int.from_bytes(packed[at : at + 4], "big"): packed[at + 4] / SCALE
        for at in range(0, len(packed), 5)
    }


def packed(weights: Mapping[int, float]) -> bytes:
    """Write weights, the same bytes each time."""
    return b"".join(
        mark.to_bytes(4, "big") + bytes([min(255, round(weight * SCALE))])
        for mark, weight in sorted(weights.items())
    )


def _shipped() -> Mapping[int, float]:
    file = files("vedette.relate") / "rarity.bin"
    return unpacked(file.read_bytes()) if file.is_file() else {}


WEIGHTS = _shipped()


def rarity(mark: int) -> float:
    """Give the weight of one mark."""
    return WEIGHTS.get(mark, TOP)


def weigh(marks: Iterable[int]) -> float:
    """Give the weight of marks together."""
    get = WEIGHTS.get
    return sum([get(mark, TOP) for mark in marks])
