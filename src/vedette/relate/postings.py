"""Postings: which articles have a key, for millions of them in plain arrays.

A hash table with chains: 12 bytes a posting and 4 to 8 a slot; a dictionary of lists needs 150.
"""

from array import array
from collections.abc import Iterable, Iterator

FIRST_SLOTS = 1 << 10
LOW = 0xFFFFFFFF


class Postings:
    """Numbers of articles by key. A key is cut to 32 bits: chance adds a candidate now and then."""

    def __init__(self) -> None:
        self._heads = array("I", bytes(4 * FIRST_SLOTS))
        self._keys = array("I", [0])
        self._articles = array("I", [0])
        self._next = array("I", [0])

    def add(self, article: int, keys: Iterable[int]) -> None:
        """Note that an article has these keys."""
        for key in map(_cut, keys):
            slot = key % len(self._heads)
            self._next.append(self._heads[slot])
            self._heads[slot] = len(self._keys)
            self._keys.append(key)
            self._articles.append(article)
        if len(self._keys) > len(self._heads):
            self._grow()

    def find(self, keys: Iterable[int]) -> Iterator[int]:
        """Give every article that has one of the keys, once for each."""
        for key in map(_cut, keys):
            at = self._heads[key % len(self._heads)]
            while at:
                if self._keys[at] == key:
                    yield self._articles[at]
                at = self._next[at]

    def _grow(self) -> None:
        """Double the slots; every posting moves to its new chain."""
        size = 2 * len(self._heads)
        heads = array("I", bytes(4 * size))
        for at in range(1, len(self._keys)):
            slot = self._keys[at] % size
            self._next[at] = heads[slot]
            heads[slot] = at
        self._heads = heads


def _cut(key: int) -> int:
    """Mix the halves of a key into 32 bits."""
    return (key ^ (key >> 32) * 2654435761) & LOW
