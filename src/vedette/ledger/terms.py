"""Words as the full-text index knows them: what is typed and what is printed are cut the same way.

SQLite's FTS5 cuts by `unicode61 remove_diacritics 2`: runs of letters, figures and marks, in small
letters, without the diacritics of Latin letters. PostgreSQL's own parser cuts otherwise (a slash
makes a path, a hyphen three words), so there the index is made of these terms.
"""

import sqlite3
from contextlib import closing
from functools import cache
from typing import Final

TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""How the migration that made SQLite's index had it cut."""
PLACES: Final = 16_383
"""The furthest place of a term that PostgreSQL keeps (section 8.11 of its manual)."""
TERM: Final = 2000
"""Bytes of a term: PostgreSQL takes 2046."""


@cache
def _added(character: str) -> str:
    """Give what a character adds to a term; empty for a dropped mark, a blank where one ends.

    SQLite is asked, once for each character: 0.2 ms. Its tables are of Unicode 6.1 and its own.
    """
    with closing(sqlite3.connect(":memory:")) as asked:
        asked.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='" + TOKENIZER + "')")
        asked.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        asked.execute("INSERT INTO t VALUES (?)", [f"a{character}b"])
        found = [term for (term,) in asked.execute("SELECT term FROM v ORDER BY offset")]
    return found[0][1:-1] if len(found) == 1 else " "


class _Fold(dict[int, str]):
    def __missing__(self, key: int) -> str:
        self[key] = found = _added(chr(key))
        return found


_FOLD: Final = _Fold()


def folded(text: str) -> str:
    """Fold a text: its terms with blanks between.

    >>> folded("Gdańsk–Łódź: F-16s, 3.5 km")
    'gdansk łodz  f 16s  3 5 km'
    """
    return text.translate(_FOLD)


def terms(text: str) -> list[str]:
    """Give the terms of a text in their order.

    >>> terms("Moscow/Kyiv, e-mail_me")
    ['moscow', 'kyiv', 'e', 'mail', 'me']
    """
    return folded(text).split()


def vector(*texts: str) -> str:
    """Write the terms of texts as PostgreSQL writes a `tsvector`, each with its places.

    >>> vector("A cable", "the cable")
    "'a':1 'cable':2,5 'the':4"
    """
    places: dict[str, list[int]] = {}
    before = 1
    for text in texts:
        told = terms(text)
        for at, term in enumerate(told, before):
            places.setdefault(term.encode()[:TERM].decode(errors="ignore"), []).append(at)
        before += len(told) + 1  # a phrase ends where a text does
    return " ".join(
        f"{quoted(term)}:{','.join(str(min(n, PLACES)) for n in listed[:255])}"
        for term, listed in places.items()
    )


def quoted(term: str) -> str:
    """Quote a term for PostgreSQL; terms hold letters and figures alone."""
    return f"'{term}'"
