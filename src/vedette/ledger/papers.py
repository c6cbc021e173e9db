"""Signed papers that tell of an article: found by its id, its address and its words.

A brief or a handover was signed as a whole, under the hash of its bytes. So it goes as a whole when
a report in it is erased. The signature and the hash stay, a chain of handovers still holds, and a
tombstone under the hash says who erased it, when and why.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, delete, exists, select

from vedette.ledger import deciding
from vedette.ledger import schema as t
from vedette.ledger.outbox import body_of

SIGNING: Final = ("sign", "hand_over")
"""Verbs under which a paper is kept."""

RUN: Final = 8
"""Words in a row that a paper has of a report only where it quotes it. Of the 3.2 million pairs of
2,543 invented reports that do not know each other, 47 share eight, 1,182 share six."""
PASSAGE: Final = 4
"""Words within quotation marks, or of a title, that are as telling."""

_WORD: Final = re.compile(r"[^\W_]+")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|⟦[^⟦⟧]*⟧")
_QUOTED: Final = re.compile(r"[“„«\"]([^“”„«»\"]+)[”“»\"]")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """By what a paper is known to tell of an article.

    `names` are its id and addresses, `decided` the words that decisions quote of it, by their
    numbers; `titles` and `texts` are words in lower case with a blank on each side.
    """

    names: tuple[str, ...]
    decided: tuple[tuple[int, str], ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    runs: frozenset[Run]

    def are_in(self, body: bytes) -> bool:
        """Say whether a paper tells of the article; one that is no text tells nothing."""
        plain = html.unescape(body.decode("utf-8", "replace"))
        return self._named(plain) or self._quoted(_TAG.sub(" ", plain))

    def _named(self, plain: str) -> bool:
        led = unquote(plain)
        return any(
            re.search(rf"{re.escape(name)}(?!\.?[\w/?&=%#~+-])", led) for name in self.names
        ) or any(
            re.search(rf"\b{number} [a-z ]+ “{re.escape(words)}”", plain)
            for number, words in self.decided
        )

    def _quoted(self, plain: str) -> bool:
        words = _words(plain)
        told = _padded(words)
        if any(title in told for title in self.titles) or not self.runs.isdisjoint(_runs(words)):
            return True
        passages = (_words(found) for found in _QUOTED.findall(plain))
        long = [_padded(some) for some in passages if len(some) >= PASSAGE]
        return any(some in text for some in long for text in self.texts)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _padded(words: Collection[str]) -> str:
    return f" {' '.join(words)} "


def _runs(words: list[str]) -> Iterator[Run]:
    return zip(*(words[n:] for n in range(RUN)), strict=False)


def take_out(connection: Connection, article: str) -> dict[int, str]:
    """Remove the bytes of every signed paper that tells of an article.

    Gives their hashes by the numbers of the signatures.
    """
    gone = telling(connection, article)
    for hashed in sorted(set(gone.values())):
        connection.execute(delete(t.bodies).where(t.bodies.c.hash == hashed))
    return gone


def signed(connection: Connection) -> dict[int, str]:
    """Give the hashes of the papers that were signed, briefs and handovers, by their signatures."""
    d = t.decisions.c
    query = select(d.seq, d.change).where(d.verb.in_(SIGNING)).order_by(d.seq)
    return {seq: deciding.told(change)["paper"] for seq, change in connection.execute(query)}


def telling(connection: Connection, article: str) -> dict[int, str]:
    """Give the hashes of the signed papers that tell of an article, by their signatures."""
    found, papers = traces(connection, article), signed(connection)
    telling = {
        hashed
        for hashed in set(papers.values())
        if (body := body_of(connection, hashed)) is not None and found.are_in(body)
    }
    return {seq: hashed for seq, hashed in papers.items() if hashed in telling}


def traces(connection: Connection, article: str) -> Traces:
    """Collect what a paper could have of an article, in all its versions."""
    a = t.articles.c
    versions = connection.execute(select(a.title, a.text).where(a.id == article)).all()
    titles, texts = [_words(row.title) for row in versions], [_words(row.text) for row in versions]
    return Traces(
        names=(article, *sorted(_addresses(connection, article))),
        decided=tuple(_decided(connection, article)),
        titles=tuple(_padded(words) for words in titles if len(words) >= PASSAGE),
        texts=tuple(map(_padded, texts)),
        runs=frozenset(run for words in (*titles, *texts) for run in _runs(words)),
    )


def _addresses(connection: Connection, article: str) -> set[str]:
    """Give the addresses of an article and of what it was read from; a host alone is none."""
    a, c = t.articles.c, t.captures.c
    own = exists().where(a.source == c.source, a.key == c.key, a.id == article)
    listed = select(a.url).where(a.id == article).union(
        select(c.url).where(own), select(c.final_url).where(own)
    )  # fmt: skip
    found = connection.execute(listed).scalars()
    return {bare(url) for url in found if url and _leads_inside(url)}


def bare(url: str) -> str:
    """Write an address as it is looked for: without its fragment, and with nothing escaped."""
    return unquote(url.partition("#")[0])


def _leads_inside(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _decided(connection: Connection, article: str) -> Iterator[tuple[int, str]]:
    d = t.decisions.c
    about = select(d.seq, d.words).where(d.article == article, d.words != "")
    for seq, words in connection.execute(about):
        yield seq, " ".join(words.split())
