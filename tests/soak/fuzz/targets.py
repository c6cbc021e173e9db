"""Every parser of ours by name, and the inputs that broke one once."""

from collections.abc import Iterator
from pathlib import Path

from tests.soak.fuzz.laws import Target
from tests.soak.fuzz.lists import LISTS
from tests.soak.fuzz.own import OWN
from tests.soak.fuzz.texts import TEXTS

TARGETS: dict[str, Target] = {one.name: one for one in (*LISTS, *TEXTS, *OWN)}
KEPT = Path(__file__).parent / "kept"
"""A folder for each target: the inputs, made small, that broke it before it was mended."""


def kept(name: str) -> Iterator[Path]:
    """Give the inputs that once broke a target."""
    return (path for path in sorted((KEPT / name).glob("*")) if path.is_file())
