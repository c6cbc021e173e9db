"""What is left in circles: garbage that waits for Python's search, and fills memory until then."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_in_circles(*ours: str) -> Iterator[Counter[str]]:
    """Count what stays in circles when the block is over, by the names of types that begin so."""
    left: Counter[str] = Counter()
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield left
        gc.collect()
        names = (f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage)
        left.update(name for name in names if name.startswith(ours))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
