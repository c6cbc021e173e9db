"""Copies: articles that repeat another one's text, found by the words they share.

A text is its set of word four-grams. Two texts are *alike* when their Jaccard similarity reaches
`ALIKE`, or when the smaller is all but contained in the larger (a wire report cut to its first
paragraphs). Candidates come from MinHash signatures cut into bands (Broder 1997; Leskovec,
Rajaraman and Ullman, *Mining of Massive Datasets*, section 3.4); every candidate is then compared
exactly, so that chance can hide a copy but never invent one.

Articles that are alike, directly or through others, form one component, and its earliest article
is the origin of those that came within `WINDOW` of it; the next one after that begins anew. None of
this depends on the order in which the articles came.
"""

import re
import zlib
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rensa import RMinHash

WORD = re.compile(r"\w+")
GRAM = 4
"""Words in a shingle."""
ALIKE = 0.4
"""Least Jaccard similarity of copies; see benchmarks/copies.py for what other values cost."""
CONTAINED = 0.8
"""Least share of the smaller text that the larger must hold."""
SMALLEST = 24
"""Shingles below which containment says nothing: a headline is contained in every follow-up."""
BANDS, DEEP = 42, 3
"""Bands of the signature and values in each: half of the pairs of similarity 0.26 meet, 99.6 % of
those of 0.5."""
SEED = 20260302
TEMPLATE = 0.95
"""Least similarity within one source: an outlet does not copy itself, it fills in its template."""
WINDOW = timedelta(days=14)
"""Longest way of a copy from its pattern; a bulletin that returns after a month is a new one."""
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""No report is older: 0001-01-01 and 1970-01-01 in a feed are a machine's words for no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """A text as its set of shingle hashes, and its band keys."""

    shingles: frozenset[int]
    bands: tuple[int, ...] = ()

    def pack(self) -> bytes:
        """Write the shingles as bytes of one order on every machine."""
        return b"".join(value.to_bytes(4, "big") for value in sorted(self.shingles))


def unpack(packed: bytes) -> frozenset[int]:
    """Read what `Shingled.pack` wrote."""
    return frozenset(int.from_bytes(packed[n : n + 4], "big") for n in range(0, len(packed), 4))


def shingle(text: str) -> Shingled:
    """Cut a text into shingles; one with fewer words than `GRAM` is a single shingle.

    >>> shingle("A cable was cut.").shingles == shingle("a CABLE was cut").shingles
    True
    """
    words = WORD.findall(text.lower())
    grams = {" ".join(words[n : n + GRAM]) for n in range(max(1, len(words) - GRAM + 1))}
    hashed = frozenset(zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams)
    return Shingled(shingles=hashed, bands=_bands(sorted(grams)))


def _bands(grams: list[str]) -> tuple[int, ...]:
    signature = RMinHash(num_perm=BANDS * DEEP, seed=SEED)
    signature.update(grams)
    values = signature.digest()
    return tuple(_key(band, values[band * DEEP : (band + 1) * DEEP]) for band in range(BANDS))


def _key(band: int, values: Iterable[int]) -> int:
    """Fold a band into 63 bits, so that both databases hold it as a whole number."""
    raw = b"".join(value.to_bytes(4, "big") for value in values)
    low, high = zlib.crc32(raw, band), zlib.crc32(raw[::-1], band + BANDS)
    return (high << 32 | low) & 0x7FFF_FFFF_FFFF_FFFF


def like(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the Jaccard similarity of two sets of shingles, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def alike(one: frozenset[int], other: frozenset[int], *, one_source: bool) -> float | None:
    """Give the similarity of two texts if one repeats the other, else None."""
    similarity = like(one, other)
    if one_source:
        return similarity if similarity >= TEMPLATE else None
    smaller = min(len(one), len(other))
    contained = smaller >= SMALLEST and len(one & other) / smaller >= CONTAINED
    return similarity if similarity >= ALIKE or contained else None


def appeared(published: date | None, known: datetime) -> datetime:
    """Give the time that decides which text was first: as printed, but never after we had it.

    A day without an hour counts as its last second, so that who tells the hour comes first.

    >>> appeared(date(2026, 3, 2), datetime(2026, 3, 2, 9, tzinfo=UTC)).hour
    9
    """
    match published:
        case None:
            told = known
        case datetime():
            told = published if published.tzinfo else published.replace(tzinfo=UTC)
        case date():
            told = datetime.combine(published, time.max, UTC)
    return max(FIRST, min(told, known) if told >= FIRST else known)


def components(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Give the connected components of an undirected graph, each sorted, in sorted order.

    >>> components({"a": ["b"], "b": ["a"], "c": []})
    [['a', 'b'], ['c']]
    """
    neighbours: dict[str, set[str]] = defaultdict(set)
    for node, others in links.items():
        neighbours[node].update(others)
        for other in others:
            neighbours[other].add(node)
    found, seen = [], set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        component, queue = [], deque([start])
        seen.add(start)
        while queue:
            node = queue.popleft()
            component.append(node)
            fresh = neighbours[node] - seen
            seen |= fresh
            queue.extend(sorted(fresh))
        found.append(sorted(component))
    return found


def origins(component: Iterable[str], at: Mapping[str, datetime]) -> dict[str, str]:
    """Name the origin of each article of a component: the earliest, and anew after `WINDOW`.

    Links reach further than any of them: a daily bulletin would stay a copy of its first issue.

    >>> day = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=n) for n in (0, 10, 20)]
    >>> origins("abc", dict(zip("abc", day)))
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    named: dict[str, str] = {}
    first = ""
    for article in sorted(component, key=lambda one: (at[one], one)):
        if not first or at[article] - at[first] > WINDOW:
            first = article
        named[article] = first
    return named
