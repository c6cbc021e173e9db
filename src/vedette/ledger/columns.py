"""The lines of the stream in columns: what a page counts, without the ledger.

A line is called by the number that the stream gives it; that of its article's first version, times
`stream.LINES`, begins it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.ledger.stream import LINES

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """One entry for each line of the stream, the lowest number first.

    `codes` has for each facet which of its values a line has, -1 for none. `named` are the places
    that lines name: `named_in` is the number of the line, `named` the code of the state. Both are
    in the order of the lines, so that looking up as many as there are takes 5 ms and not 30.
    """

    number: Numbers
    confidence: NDArray[np.float64]
    copy: Marks
    codes: Mapping[str, Codes]
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
            codes={name: codes[stays] for name, codes in self.codes.items()},
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
            codes={
                name: np.concatenate((codes, other.codes[name]))[order]
                for name, codes in self.codes.items()
            },
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
