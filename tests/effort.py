"""What a piece of work costs, for laws about how cost grows."""

import gc
import time
from collections.abc import Callable

_ROUNDS = 3


def effort(work: Callable[[], object]) -> float:
    """The least processor seconds of three rounds, with the collector held off.

    What else the machine does, and what other tests left in memory, then counts for little: enough
    to tell ten times from a hundred.
    """
    took = []
    gc.disable()
    try:
        for _ in range(_ROUNDS):
            began = time.process_time()
            work()
            took.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(took)


def grows_in_proportion(work: Callable[[str], object], piece: str, size: int = 10_000) -> bool:
    """Whether ten times the text takes about ten times the effort, not a hundred."""
    small, large = (piece * (chars // len(piece)) for chars in (size, 10 * size))
    return effort(lambda: work(large)) < 40 * max(effort(lambda: work(small)), 0.002)
