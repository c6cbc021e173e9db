"""Two versions of coders over one ledger: what each finds that the other does not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from vedette.code.difference import Change, Changed, Difference, compare
from vedette.errors import LedgerError
from vedette.ledger import schema as t
from vedette.ledger import sheets, versions
from vedette.ledger.store import Store
from vedette.records import Coding, Finding
from vedette.review import USUAL, Thresholds, in_review
from vedette.write.report import fields, finding

NAMED = re.compile(r"(?P<coder>[^@\s]+@[^@/\s]+)(?:/(?P<taxonomy>[0-9a-f]*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A coder's `name@version`, and the beginning of its taxonomy's hash where that matters."""

    coder: str
    taxonomy: str = ""

    def __str__(self) -> str:
        return f"{self.coder}/{self.taxonomy}" if self.taxonomy else self.coder


def version_of(written: str) -> Version | None:
    """Read a version as it is given on a command line, None where it is none.

    >>> str(version_of("llm:org/small@1/3fa2")), version_of("tagger")
    ('llm:org/small@1/3fa2', None)
    """
    found = NAMED.fullmatch(written)
    return Version(coder=found["coder"], taxonomy=found["taxonomy"] or "") if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One article and how two codings of it differ."""

    article: str
    title: str
    url: str | None
    text: str
    difference: Difference

    def words(self, found: Finding) -> str:
        """Give the words that name a finding."""
        return " ".join(self.text[found.anchor[0].start : found.anchor[0].end].split())


class Comparison:
    """Two versions over one ledger; `both`, `alone_one` and `alone_other` count their articles.

    `thresholds` are the confidences below which a finding is in review.
    """

    def __init__(
        self, store: Store, one: Version, other: Version, *, thresholds: Thresholds = USUAL
    ) -> None:
        self._store = store
        self.one = one
        self.other = other
        self.thresholds = thresholds
        with store.reading() as connection:
            left, right = self._codings(connection, one), self._codings(connection, other)
        self._pairs = {seq: (left[seq], right[seq]) for seq in left if seq in right}
        self.both = len(self._pairs)
        self.alone_one = len(left) - self.both
        self.alone_other = len(right) - self.both

    def _codings(self, connection: Connection, version: Version) -> dict[int, int]:
        """Give a version's codings by article; raises LedgerError where it has coded nothing."""
        found = versions.codings(connection, version.coder, version.taxonomy)
        if found:
            return found
        there = versions.coders(connection)
        told = ", ".join(f"{name}/{taxonomy[:6]} ({n})" for (name, taxonomy), n in there.items())
        raise LedgerError(
            what=f"nothing is coded by {version}",
            where=self._store.place,
            why=f"there are {told}" if told else "nothing is coded at all",
            remedy="name one of these, or let it code first: vedette code run --coder NAME",
        )

    def articles(self) -> Iterator[Compared]:
        """Compare article by article, in the order in which they were read."""
        for seq, (one, other) in self._pairs.items():
            with self._store.reading() as connection:
                row = connection.execute(select(t.articles).where(t.articles.c.seq == seq)).one()
                left, right = _coding(connection, one), _coding(connection, other)
            yield Compared(
                article=row.id,
                title=row.title,
                url=row.url,
                text=row.text,
                difference=compare(left.findings, right.findings),
            )


def _coding(connection: Connection, seq: int) -> Coding:
    head = connection.execute(select(t.codings).where(t.codings.c.seq == seq)).one()
    return sheets.coding(connection, head)


class Totals:
    """Counts over articles: by type what is the same, changed, or one side's; by field changes."""

    def __init__(self) -> None:
        self.types: dict[str, dict[str, int]] = {}
        self.fields: dict[str, dict[str, int]] = {}

    def add(self, difference: Difference) -> None:
        """Count one article in."""
        for type_, count in difference.same.items():
            self._type(type_)["same"] += count
        for name, listed in (("only_a", difference.only_one), ("only_b", difference.only_other)):
            for found in listed:
                self._type(found.type)[name] += 1
        for pair in difference.changed:
            self._type(pair.one.type)["changed"] += 1
            for change in pair.changes:
                counted = self.fields.setdefault(f"{pair.one.type}.{change.field}", _none())
                counted["changed"] += 1
                counted["close"] += change.close

    def _type(self, type_: str) -> dict[str, int]:
        return self.types.setdefault(type_, {"same": 0, "changed": 0, "only_a": 0, "only_b": 0})


def _none() -> dict[str, int]:
    return {"changed": 0, "close": 0}


def facts(compared: Compared, comparison: Comparison) -> dict[str, Any]:
    """Lay out how the codings of one article differ, as `vedette.difference/1`."""
    difference, one, other = compared.difference, comparison.one, comparison.other
    thresholds = comparison.thresholds
    return {
        "article": compared.article,
        "title": compared.title,
        "url": compared.url,
        "only_a": [_finding(compared, it, one, thresholds) for it in difference.only_one],
        "only_b": [_finding(compared, it, other, thresholds) for it in difference.only_other],
        "changed": [_pair(compared, pair) for pair in difference.changed],
    }


def _finding(
    compared: Compared, found: Finding, version: Version, thresholds: Thresholds
) -> dict[str, Any]:
    laid = finding(found, version.coder, review=in_review(found, thresholds))
    return {**laid, "words": compared.words(found)}


def _pair(compared: Compared, pair: Changed) -> dict[str, Any]:
    return {
        "a": pair.one.id,
        "b": pair.other.id,
        "type": pair.one.type,
        "words": compared.words(pair.one),
        "fields": {change.field: _change(change) for change in pair.changes},
    }


def _change(change: Change) -> dict[str, Any]:
    laid = fields({"from": change.before, "to": change.after})
    return {**laid, "close": change.close}


def shown(change: Change) -> tuple[str, str]:
    """Write both sides of a change for a reader; `–` where one has nothing."""
    sides = ("; ".join(map(_entry, side)) or "–" for side in (change.before, change.after))
    before, after = sides
    return before, after


def _entry(entry: Any) -> str:
    words = " ".join((entry.text or "").split())
    return " = ".join(part for part in (words, _value(entry.value)) if part)


def _value(value: Any) -> str:
    return "" if value is None else str(value)


def summary(comparison: Comparison, totals: Totals) -> Mapping[str, Any]:
    """Lay the counts out, as `vedette.diff/1`."""
    return {
        "a": str(comparison.one),
        "b": str(comparison.other),
        "articles": {
            "both": comparison.both,
            "only_a": comparison.alone_one,
            "only_b": comparison.alone_other,
        },
        "types": totals.types,
        "fields": dict(sorted(totals.fields.items())),
    }
