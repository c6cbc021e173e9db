"""Traces: what a text leaves by which its copies are known, whatever their language.

A text is its sentences, and a sentence the set of its *marks*. A mark is a number, a word that
means the same in several languages (`tongues.toml`), or the bone of any other word: the first four
consonants of it, without accents and as one alphabet would spell them, so that Merdzhanova and
Merdjanova, Karlovo and Карлове leave one mark. Words that every text of a language has leave none.
"""

import itertools
import re
import sys
import tomllib
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple

from vedette.relate.rarity import rarity, weigh

WORD = re.compile(r"[^\W\d_]+|\d+(?:(?:[.,:]\d{2,3}|[ \u00a0\u202f]\d{3})(?!\d))*(?:[.,]\d)?")
SENTENCE = re.compile(r"(?<=[.!?…])[”\"»)]?\s+|\n+")
HOUR = re.compile(r"(\d) ?h ?(\d)")
SHORT = 4
"""Letters below which a word leaves no bone."""
BONE = 4
"""Consonants in a bone: endings come later."""
SURE = 0.15
"""Least share of a language's common words for a text to be in it: 0.3 to 0.5 are usual, a language
unknown here has up to a tenth by chance."""
NAME = 4.5
"""Least weight of a name; of other words a third weigh as much."""
SENTENCES = 300
"""Sentences that count: a book is known by its beginning."""
RAREST_IN = "en"
"""The language whose rare words are known: in others every word seems to be rare."""
NAMED, PAIR, BEYOND, PLAIN, PLAIN_PAIR = 6, 8.0, 2, 4, 9.0
"""Names of a sentence that are paired, the least weight of a pair, names paired with those of the
next sentence; other words that are paired, and the least weight of such a pair. In all some 40
keys an article."""
MEET = 2
"""Keys that texts share to be compared. On the streams for development and the tuning half of
tests/copies 340 of 342 copies share as many with their origin; one key would do for 341, and let a
hundred times as many meet by chance."""
WORDS = 1 << 15
"""Words whose marks are remembered, 8 MB. With four times as many a text is read 3 % faster."""

TONGUES = tomllib.loads((files("vedette.relate") / "tongues.toml").read_text("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A text's language, empty where unknown, and the marks of each of its sentences.

    Texts that share `MEET` keys are to be compared; a trace that was packed has none.
    """

    tongue: str
    sentences: tuple[frozenset[int], ...]
    keys: tuple[int, ...] = field(default=(), compare=False)

    @cached_property
    def marks(self) -> frozenset[int]:
        """All marks of the text."""
        return frozenset(chain.from_iterable(self.sentences))

    @cached_property
    def weight(self) -> float:
        """What all marks weigh, each once."""
        return weigh(self.marks)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each sentence weighs."""
        return tuple(map(weigh, self.sentences))

    @cached_property
    def whole(self) -> float:
        """What all sentences weigh, a mark in each that has it."""
        return sum(self.weights)

    @cached_property
    def places(self) -> Mapping[int, Sequence[int]]:
        """The numbers of the sentences that each mark stands in."""
        found: dict[int, list[int]] = {}
        for at, sentence in enumerate(self.sentences):
            for mark in sentence:
                found.setdefault(mark, []).append(at)
        return found

    def shared(self, sentence: Iterable[int]) -> dict[int, float]:
        """Give what each sentence here shares with another one, those that share nothing left out.

        Weights are whole 32nds, so that their sum is the same in whatever order.
        """
        found: dict[int, float] = {}
        for mark in sentence:
            if places := self.places.get(mark):
                weight = rarity(mark)
                for at in places:
                    found[at] = found.get(at, 0.0) + weight
        return found

    def pack(self) -> bytes:
        """Write a trace as bytes of one order on every machine."""
        listed = (b"".join(m.to_bytes(4, "big") for m in sorted(s)) for s in self.sentences)
        return self.tongue.encode("ascii").ljust(4) + END.join(listed)


END = b"\0\0\0\0"


def unpack(packed: bytes) -> Trace:
    """Read what `Trace.pack` wrote.

    >>> unpack(trace("Two ships. Three men.").pack()) == trace("Two ships. Three men.")
    True
    """
    marks = list(marks_of(packed))
    marks += [0] if marks else []
    sentences, start = [], 0
    while start < len(marks):
        end = marks.index(0, start)
        sentences.append(frozenset(marks[start:end]))
        start = end + 1
    return Trace(tongue=tongue_of(packed), sentences=tuple(sentences))


def tongue_of(packed: bytes) -> str:
    """Read the language of a packed trace."""
    return packed[:4].decode("ascii").strip()


def marks_of(packed: bytes) -> Sequence[int]:
    """Read the marks of a packed trace, with a zero between sentences.

    >>> set(marks_of(trace("Two ships.").pack())) == trace("Two ships").marks
    True
    """
    values = array("I", packed[4:])
    if sys.byteorder == "little":
        values.byteswap()
    return values


class Read(NamedTuple):
    """What a word leaves: a mark or 0, whether it may be a name, the languages it is common in."""

    mark: int
    named: bool = False
    tongues: tuple[str, ...] = ()


def trace(text: str) -> Trace:
    """Read a text's trace.

    >>> trace("Fourteen schools").sentences == trace("14 SCHOOLS").sentences
    True
    """
    sentences, named, read = [], [], Counter[Read]()
    for sentence in SENTENCE.split(HOUR.sub(r"\1:\2", text)):
        found = list(map(_read, WORD.findall(sentence)))
        read.update(found)
        marks = {mark for mark, _, _ in found if mark}
        if not marks.isdisjoint(TENS):
            marks = set(_joined(one.mark for one in found))
        if marks:
            sentences.append(frozenset(marks))
            named.append(marks & {mark for mark, may, _ in found if may})
        if len(sentences) == SENTENCES:
            break
    tongue = _tongue(read)
    return Trace(
        tongue=tongue,
        sentences=tuple(sentences),
        keys=tuple(sorted(_keys(named, sentences if tongue == RAREST_IN else ()))),
    )


Rank = tuple[float, int, int]
"""A mark behind its lightness and a number that puts those equally light in some order."""


def _tongue(read: Mapping[Read, int]) -> str:
    """Give the language that most words are common in, if enough of them are; of equals English."""
    votes: Counter[str] = Counter()
    for (_, _, tongues), count in read.items():
        for tongue in tongues:
            votes[tongue] += count
    ranked = ((count, tongue == RAREST_IN, tongue) for tongue, count in votes.items())
    most, _, tongue = max(ranked, default=(0, False, ""))
    return tongue if most >= SURE * sum(read.values()) else ""


def _keys(named: Iterable[AbstractSet[int]], plain: Iterable[AbstractSet[int]]) -> set[int]:
    """Give a key for each pair of rare marks in a sentence, and of names in one and the next."""
    found: set[int] = set()
    before: list[Rank] = []
    for marks in named:
        ranked = sorted(map(_rank, marks))
        found |= _paired(itertools.combinations(ranked[:NAMED], 2), PAIR)
        found |= _paired(itertools.product(before, ranked[:BEYOND]), PAIR)
        before = ranked[:BEYOND]
    for marks in plain:
        ranked = sorted(map(_rank, marks))[:PLAIN]
        paired = _paired(itertools.combinations(ranked, 2), PLAIN_PAIR)
        found |= paired if len(paired) >= MEET else {*paired, *_whole(ranked)}
    return found


def _whole(ranked: Sequence[Rank]) -> Iterator[int]:
    """Give keys of a sentence of plain words: of its rarest marks but one of the last two."""
    for left in (ranked[:-1], [*ranked[:-2], *ranked[-1:]]):
        if len(left) >= PLAIN - 1:
            raw = b"".join(mark.to_bytes(4, "big") for _, _, mark in left)
            yield zlib.crc32(raw) << 31 | zlib.crc32(raw[::-1]) >> 1


@lru_cache(maxsize=WORDS)
def _rank(mark: int) -> Rank:
    return (-rarity(mark), mark * 2654435761 & 0xFFFFFFFF, mark)


def _paired(pairs: Iterable[tuple[Rank, Rank]], least: float) -> set[int]:
    """Give the keys of pairs that weigh enough."""
    return {_key(a[2], b[2]) for a, b in pairs if a[0] + b[0] <= -least and a[2] != b[2]}


def _key(one: int, other: int) -> int:
    """Fold two marks into 63 bits, so that both databases hold them as a whole number."""
    low, high = (one, other) if one < other else (other, one)
    return (high << 32 | low) & 0x7FFF_FFFF_FFFF_FFFF


def _joined(marks: Iterable[int]) -> Iterator[int]:
    """Give the marks there are, and thirty and one as 31."""
    before = 0
    for mark in marks:
        if before in TENS and mark in UNITS:
            yield number(TENS[before] + UNITS[mark])
            before = 0
            continue
        if before:
            yield before
        before = mark
    if before:
        yield before


@lru_cache(maxsize=WORDS)
def _read(word: str) -> Read:
    """Read a word's mark."""
    if word[0].isdigit():
        return Read(number(figure(word)), named=True)
    lower = word.lower()
    if tongues := COMMON.get(lower):
        return Read(0, tongues=tongues)
    if lower in NUMBERS:
        return Read(number(NUMBERS[lower]), named=True)
    if shared := _same(lower):
        return Read(_mark(shared), named=word[0].isupper())
    return Read(_mark(bone(lower)) if len(lower) >= SHORT else 0, named=word[0].isupper())


_DIGITS: Final = 18


def figure(word: str) -> int:
    """Read digits, however they are grouped; a full hour is the hour.

    Of a table that looks like one number, 18 digits are enough to tell it by.

    >>> figure("6,000"), figure("21 000"), figure("02:41"), figure("2.41"), figure("15:00")
    (6000, 21000, 241, 241, 15)
    """
    digits = "".join(filter(str.isdecimal, re.sub(r":00$", "", word)))
    return int(digits[:_DIGITS] or "0")


def number(value: int) -> int:
    """Give the mark of a number: odd, as no other is."""
    return zlib.crc32(str(value).encode()) | 1 if value > 1 else 0


def is_fact(mark: int) -> bool:
    """Say whether a mark is a number, a day, a month, a state, or rare as names are."""
    return bool(mark & 1) or mark in DATED or rarity(mark) >= NAME


def _mark(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & ~1


def _same(word: str) -> str:
    """Give the English word for the longest beginning of a word that means the same, or nothing."""
    for size in range(min(len(word), LONGEST), 1, -1):
        if (found := SAME.get(word[:size])) and (size > 3 or len(word) <= size + 2):
            return found
    return ""


CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
            "a,b,v,g,g,d,e,e,e,zh,z,i,i,i,i,k,l,m,n,o,p,r,s,t,u,f,h,ts,ch,sh,sch,,i,,e,u,a".split(  # noqa: SIM905
                ","
            ),
            strict=True,
        )
    )
)
LATIN = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "e", "œ": "e", "þ": "t"})
SOUNDS = [
    (re.compile("schtsch|shch|dzh|ts?ch|sc?h|ch|[cs]z|zh|rz|d[jz]|t[sz]|c(?=[eiy])|[zx]"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("ck|[cq]"), "k"),
    (re.compile("w"), "v"),
    (re.compile("(?<=.)[aeiouyjh]"), ""),
    (re.compile("^[aeiouyj]"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
]


def bone(word: str) -> str:
    """Give the first consonants of a word as all alphabets would spell them.

    >>> bone("Merdzhanova") == bone("Merdjanova"), bone("Karlovo") == bone("карлове")
    (True, True)
    """
    latin = word.lower().translate(CYRILLIC).translate(LATIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    for sound, letter in SOUNDS:
        plain = sound.sub(letter, plain)
    return plain[:BONE]


def _listed(table: str) -> Iterator[tuple[str, int, str]]:
    """Give each form of each word of a table with its place and its language."""
    for tongue, words in TONGUES[table].items():
        for at, forms in enumerate(words.split()):
            yield from ((form, at, tongue) for form in forms.split("/"))


def _common() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, _, tongue in _listed("common"):
        found[word] = (*found.get(word, ()), tongue)
    return found


def _numbers() -> dict[str, int]:
    found = {form: at + 2 for form, at, _ in _listed("numbers")}
    tens = {form: 10 * at + 30 for form, at, _ in _listed("tens")}
    german = [form for form, at, tongue in _listed("numbers") if tongue == "de" and at < 8]
    compound = {
        f"{unit}und{ten}": value + at
        for ten, value in {**tens, "zwanzig": 20}.items()
        for at, unit in enumerate(("ein", *german), 1)
    }
    return {**compound, **found, **tens}


COMMON = _common()
NUMBERS = _numbers()
UNITS = {number(value): value for value in range(2, 10)}
TENS = {number(value): value for value in range(20, 100, 10)}
SAME: Mapping[str, str] = {
    word: "=" + line.split()[0]
    for listed in TONGUES["same"].values()
    for line in listed.strip().splitlines()
    for word in line.split()
}
DATED = frozenset(
    _mark("=" + line.split()[0])
    for listed in ("days", "states")
    for line in TONGUES["same"][listed].strip().splitlines()
)
LONGEST = max(map(len, SAME))
