"""The lines of the stream in columns: what a page counts, without the ledger.

A line is called by the number that the stream gives it; that of its article's first version, times
`stream.LINES`, begins it.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.ledger.stream import LINES

Numbers = NDArray[np.int64]
Codes = NDArray[np.intp]
"""What numpy counts and looks up by without a copy: 670,000 in 0.8 ms, of 32 bits in 1.4."""
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """One entry for each line of the stream, the lowest number first.

    `sort` says to which sort of lines each belongs, those that are alike in all but their day and
    what they name, `day` the code of its day. `named` are the places that lines name: `named_in` is
    the number of the line, `named` the code of the state. Both are in the order of the lines, so
    that looking up as many as there are takes 5 ms and not 30.
    """

    number: Numbers
    confidence: NDArray[np.float64]
    copy: Marks
    sort: Codes
    day: Codes
    named_in: Numbers
    named: Codes

    def without(self, firsts: Numbers) -> "Columns":
        """Leave out the lines of some articles, which are called by their first numbers."""
        stays = ~np.isin(self.number // LINES, firsts)
        named = ~np.isin(self.named_in // LINES, firsts)
        return Columns(
            number=self.number[stays],
            confidence=self.confidence[stays],
            copy=self.copy[stays],
            sort=self.sort[stays],
            day=self.day[stays],
            named_in=self.named_in[named],
            named=self.named[named],
        )

    def with_others(self, other: "Columns") -> "Columns":
        """Put lines in among these."""
        number = np.concatenate((self.number, other.number))
        named_in = np.concatenate((self.named_in, other.named_in))
        order, by_line = (np.argsort(one, kind="stable") for one in (number, named_in))
        return Columns(
            number=number[order],
            confidence=np.concatenate((self.confidence, other.confidence))[order],
            copy=np.concatenate((self.copy, other.copy))[order],
            sort=np.concatenate((self.sort, other.sort))[order],
            day=np.concatenate((self.day, other.day))[order],
            named_in=named_in[by_line],
            named=np.concatenate((self.named, other.named))[by_line],
        )

    def copied(self, firsts: Numbers) -> "Columns":
        """Tell which articles repeat others: these, and no more."""
        return replace(self, copy=np.isin(self.number // LINES, firsts))

    def among(self, numbers: Numbers) -> Marks:
        """Mark the lines that have one of these numbers."""
        marks = np.zeros(len(self.number), dtype=np.bool_)
        marks[np.searchsorted(self.number, numbers)] = True
        return marks
