"""Unpacked bytes that can be looked ahead in, each with the place in the file that it came from.

A tape stops at every fault: what stands before it can still be read, and whoever reads on says so
with `pass_fault`. So nothing is ever joined across a gap.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from vedette.collect.frames import Fault, Frames

Opener = Callable[[int], Frames]
"""Opens the archive anew, from the frame that begins at an offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in an archive: the frame's offset in the file, and how far into it."""

    frame: int
    into: int = 0

    def __str__(self) -> str:
        return f"byte {self.frame}" + (f"+{self.into}" if self.into else "")


class Tape:
    """A stretch of unpacked bytes, held only as far as somebody looks ahead."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._frames = opener(0)
        self._held = bytearray()
        self._at = 0  # where `_held` begins, counted in unpacked bytes
        self._starts: deque[tuple[int, int]] = deque()  # unpacked position → frame
        self._end = 0
        self._packed = True
        self.fault: Fault | None = None

    @property
    def tainted(self) -> bool:
        """Whether the bytes before this place belong to a frame that turned out to be damaged."""
        if self.peek(1) or self.fault is None or not self._starts:
            return False
        return self._starts[-1][1] == self.fault.at

    @property
    def spot(self) -> Spot:
        """Where the next byte stands in the file."""
        while len(self._starts) > 1 and self._starts[1][0] <= self._at:
            self._starts.popleft()
        if not self._starts:
            return Spot(frame=0)
        position, frame = self._starts[0]
        into = self._at - position
        return Spot(frame=frame, into=into) if self._packed else Spot(frame=frame + into)

    def peek(self, size: int) -> bytes:
        """Look at the next bytes; fewer where a fault or the end comes first."""
        while len(self._held) < size and self._more():
            pass
        return bytes(self._held[:size])

    def _more(self) -> bool:
        if self.fault is not None:
            return False
        piece = next(self._frames, None)
        if isinstance(piece, Fault):
            self.fault = piece
            return False
        if piece is None:
            return False
        if not self._starts or self._starts[-1][1] != piece.at:
            self._starts.append((self._end, piece.at))
            self._packed = piece.packed
        self._held += piece.data
        self._end += len(piece.data)
        return True

    def skip(self, size: int) -> int:
        """Step over bytes, holding none; give how many there were."""
        left = size
        while left and self.peek(1):
            step = min(left, len(self._held))
            del self._held[:step]
            self._at += step
            left -= step
        return size - left

    def find(self, mark: re.Pattern[bytes], longest: int) -> bool:
        """Step to the next match of a mark, which has so many bytes at most, or to a fault."""
        room = 4 * longest
        while held := self.peek(room):
            if found := mark.search(held):
                self.skip(found.start())
                return True
            last = len(held) < room
            self.skip(len(held) if last else len(held) - longest)
            if last:
                break
        return False

    def pass_fault(self) -> Fault | None:
        """Drop what is left before a fault and go on behind it; None where there is none."""
        fault = self.fault
        if fault is not None:
            self._at = self._end
            self._held.clear()
            self.fault = None
        return fault

    def back_to(self, spot: Spot) -> None:
        """Go back to a place, and read the file again from there."""
        self._frames = self._opener(spot.frame)
        self._held.clear()
        self._starts.clear()
        self._at = self._end = 0
        self.fault = None
        self.skip(spot.into)
