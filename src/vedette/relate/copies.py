"""Copies: articles that repeat another one's text: as it is, cut, wrapped, reworded or translated.

Candidates are the texts that share pairs of rare words (`traces`); each is then compared exactly
(`likeness`), so that chance can hide a copy but never invent one. The earliest of what a text is
alike to is its origin, or that one's origin, as long as it came within `WINDOW`; so a chain counts
once, and a text that holds two reports does not make them one. Nothing depends on the order in
which the articles came.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from vedette.relate.likeness import alike, may
from vedette.relate.postings import Postings
from vedette.relate.traces import MEET, trace, unpack

WINDOW = timedelta(days=14)
"""Longest way of a copy from its pattern; a bulletin that returns after a month is a new one."""
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""No report is older: 0001-01-01 and 1970-01-01 in a feed are a machine's words for no date."""


class Index:
    """Articles in memory, each compared with those before it: some 3 KB an article.

    >>> index = Index()
    >>> report = "A cable between Hanko and Paldiski was cut at 02:41, said Rasa Gudliauskė."
    >>> index.add("a", "fi/one", report, datetime(2026, 3, 2, tzinfo=UTC))
    {}
    >>> index.add("b", "fi/two", report, datetime(2026, 3, 3, tzinfo=UTC))
    {'a': 1.0}
    """

    def __init__(self) -> None:
        self._postings = Postings()
        self._kept: list[tuple[str, str, datetime, float, bytes]] = []

    def add(self, article: str, source: str, text: str, at: datetime) -> dict[str, float]:
        """Take an article in; give those within `WINDOW` that it is alike to, and how much."""
        mine = trace(text)
        found = {}
        for number, shared in Counter(self._postings.find(mine.keys)).items():
            if shared < MEET:
                continue
            other, theirs, then, weight, packed = self._kept[number]
            if abs(at - then) <= WINDOW and may(mine, weight, packed):
                similarity = alike(mine, unpack(packed), one_source=source == theirs)
                if similarity is not None:
                    found[other] = similarity
        self._postings.add(len(self._kept), mine.keys)
        self._kept.append((article, source, at, mine.weight, mine.pack()))
        return found


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


def origins(links: Mapping[str, Iterable[str]], at: Mapping[str, datetime]) -> dict[str, str]:
    """Name the origin of each article that is linked; its own where it is one.

    >>> day = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=n) for n in (0, 10, 20)]
    >>> origins({"a": ["b"], "b": ["a", "c"], "c": ["b"]}, dict(zip("abc", day)))
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    named: dict[str, str] = {}
    for article in sorted(links, key=lambda one: (at[one], one)):
        known = {named[other] for other in links[article] if other in named}
        named[article] = origin(article, known, at)
    return named


def origin(article: str, known: Iterable[str], at: Mapping[str, datetime]) -> str:
    """Choose among the origins of the earlier articles that an article is alike to."""
    near = [one for one in known if at[article] - at[one] <= WINDOW]
    return min(near, key=lambda one: (at[one], one), default=article)
