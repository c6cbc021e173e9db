"""Words of reports cut out of their articles, for the registers."""

from collections.abc import Collection, Mapping
from typing import Self

from sqlalchemy import Connection

from vedette.answers import Head
from vedette.cited import Words
from vedette.ledger.heads import heads, texts
from vedette.ledger.stream import around
from vedette.records import Span


class Cutter:
    """The heads of some articles, and the sentences around words of those that are printed."""

    def __init__(self, known: Mapping[str, Head], printed: Mapping[str, str]) -> None:
        self.known = known
        self._printed = printed

    @classmethod
    def of(cls, connection: Connection, named: Collection[str], printed: Collection[str]) -> Self:
        """Read the heads of articles, and the texts of those whose words will be asked for."""
        return cls(heads(connection, named), texts(connection, printed))

    def words(self, article: str, span: Span) -> Words:
        """Give words in the sentence that holds them."""
        start, sentence = around(self._printed[article], *span)
        return Words(head=self.known[article], sentence=sentence, start=start, span=Span(*span))
