"""Which earlier alerts speak of a matter: those that rest on the same words.

Ids change when reports join or leave, so that the words decide. Words move when a text is edited:
there, an article that both rest on decides, for a matter of the same kind.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

from vedette.assess.alerting.matter import Ground

Grounds = Sequence[Ground]


def nearest(mine: Grounds, others: Mapping[str, Grounds]) -> list[str]:
    """Name those that rest on the same words, the one that shares most first.

    Two incidents of one article may rest on words that overlap: of those that share as much, the
    one comes first that has more of the very same words, then the one that has fewer others.

    >>> one, wide = Ground(article="a", start=5, end=9), Ground(article="a", start=0, end=40)
    >>> nearest([one], {"wide": [wide], "same": [one]})
    ['same', 'wide']
    """
    shared = {name: _shared(mine, grounds) for name, grounds in others.items()}
    met = [name for name, (count, _, _) in shared.items() if count]
    return sorted(met, key=lambda name: shared[name], reverse=True)


def _shared(mine: Grounds, theirs: Grounds) -> tuple[int, int, int]:
    met = sum(any(one.meets(other) for other in theirs) for one in mine)
    return met, len(set(mine) & set(theirs)), -len(theirs)


def pair(
    matters: Mapping[str, Grounds],
    threads: Mapping[str, Grounds],
    kinds: Mapping[str, str],
    edited: Collection[str] = (),
) -> dict[str, str | None]:
    """Give for each thread the matter that it speaks of, None where there is none any more.

    `kinds` gives that of each matter and thread, `edited` names the articles whose text is not the
    first any more. Several threads may come to speak of one matter: they were two incidents, and
    are one.

    >>> one, other = Ground(article="a", start=0, end=9), Ground(article="a", start=5, end=12)
    >>> pair({"i": [one]}, {"t": [other], "u": [Ground(article="b", start=0, end=9)]}, {})
    {'t': 'i', 'u': None}
    """
    found: dict[str, str | None] = {}
    for thread, grounds in threads.items():
        met = nearest(grounds, matters)
        found[thread] = met[0] if met else None
    free = {name: grounds for name, grounds in matters.items() if name not in found.values()}
    for thread in [name for name, matter in found.items() if matter is None]:
        same = {name: free[name] for name in free if kinds.get(name) == kinds.get(thread)}
        there = {ground.article for ground in threads[thread]}
        found[thread] = _by_articles(there.intersection(edited), same)
    return found


def _by_articles(articles: AbstractSet[str], matters: Mapping[str, Grounds]) -> str | None:
    shared = {
        name: len(articles & {ground.article for ground in grounds})
        for name, grounds in matters.items()
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None
