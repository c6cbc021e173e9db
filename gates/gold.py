"""Gold articles: quotations in TOML turned into findings with spans.

    tests/articles/<set>/<slug>.txt     the article
    tests/articles/<set>/<slug>.toml    what is to be found in it, in quotations

A quotation names its first occurrence, `"blast#2"` its second. Whatever is not in the article, or
not in the coding guide, is a fault with the file's name. `language` is ISO 639-1, English where the
file does not say.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from vedette.records import Article, Field, Finding, FindingType, Span
from vedette.taxonomy.codebook import ENUMS, FIELDS, REFERENCES
from vedette.taxonomy.kinds import ORDER

_HEAD = frozenset({"published", "language", "title", "site", "section", "note", "split", "topic"})


class Fault(Exception):
    """Something in a gold file that cannot be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An article and its findings; `optional` holds ids that are neither rewarded nor missed."""

    slug: str
    article: Article
    findings: tuple[Finding, ...]
    optional: frozenset[str]


def read_sets(folders: Iterable[Path]) -> tuple[Gold, ...]:
    """Read every article of some folders, in the order of their names."""
    paths = (path for folder in sorted(folders) for path in sorted(folder.glob("*.toml")))
    return tuple(read_gold(path) for path in paths)


def corpus_hash(folders: Iterable[Path]) -> str:
    """Hash names and bytes of all articles and gold files of some folders."""
    state = hashlib.sha256()
    for folder in sorted(folders):
        for path in sorted([*folder.glob("*.toml"), *folder.glob("*.txt")]):
            state.update(f"{folder.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def read_gold(path: Path, article: Path | None = None) -> Gold:
    """Read one gold file and the article beside it, or another one where a path is given."""
    text = (article or path.with_suffix(".txt")).read_text(encoding="utf-8").replace("\r\n", "\n")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = set(tables) - set(FIELDS) - _HEAD
    if unknown:
        raise Fault(f"{path.name}: unknown tables {sorted(unknown)}")
    try:
        marked = list(_findings(text, tables))
    except Fault as fault:
        raise Fault(f"{path.name}: {fault}") from fault
    marked_article = Article(
        text=text,
        title=text.split("\n", 1)[0].strip(),
        published=_day(str(tables.get("published", ""))),
        language=str(tables.get("language", "en")),
        slug=path.stem,
    )
    return Gold(
        slug=path.stem,
        article=marked_article,
        findings=tuple(finding for finding, _ in marked),
        optional=frozenset(finding.id for finding, optional in marked if optional),
    )


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if len(words) == len("2025-12-13") else None


def _findings(text: str, tables: Mapping[str, Any]) -> Iterator[tuple[Finding, bool]]:
    ids = {raw.get("id") for type_ in FIELDS for raw in tables.get(type_, ())}
    for type_ in get_args(FindingType):
        for number, raw in enumerate(tables.get(type_, ()), 1):
            yield _finding(text, type_, f"{type_}{number}", raw, ids), raw.get("optional", False)


def _finding(
    text: str, type_: FindingType, default: str, raw: Mapping[str, Any], ids: set[str | None]
) -> Finding:
    names = set(raw) - {"id", "kind", "anchor", "optional", "note"}
    kind = raw["kind"] if type_ == "incident" else None
    if names - FIELDS[type_] or (kind is not None and kind not in ORDER):
        raise Fault(
            f"{type_}: {sorted(names - FIELDS[type_])} or kind {kind!r} is not in the guide"
        )
    return Finding(
        id=raw.get("id", default),
        type=type_,
        kind=kind,
        anchor=tuple(locate(text, words) for words in _many(raw["anchor"])),
        fields={
            name: tuple(_entry(text, type_, name, given, ids) for given in _many(raw[name]))
            for name in raw
            if name in names
        },
    )


def _many(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _entry(text: str, type_: str, name: str, given: Any, ids: set[str | None]) -> Field:
    enum = ENUMS.get((type_, name))
    if not isinstance(given, dict):
        bare = enum is not None or (name in REFERENCES and type_ != "incident")
        given = {"value": given} if bare else {"text": given}
    value = given.get("value")
    if "value" in given and enum is not None and value not in enum:
        raise Fault(f"{type_}.{name}: {value!r} is not in the guide")
    if name in REFERENCES and type_ in {"attribution", "denial"} and value not in ids:
        raise Fault(f"{type_}.{name}: no finding {value!r}")
    if isinstance(value, list):
        value = tuple(value)
    if "text" not in given:
        return Field(value=value)
    span = locate(text, given["text"])
    return Field(span=span, text=text[span.start : span.end], value=value)


def locate(text: str, quotation: str) -> Span:
    """Find a quotation, which may carry `#n`.

    >>> locate("one blast, two blasts", "blast#2")
    Span(start=15, end=20)
    """
    head, mark, tail = quotation.rpartition("#")
    wanted, phrase = (int(tail), head) if mark and tail.isdigit() else (1, quotation)
    at = -1
    for _ in range(wanted):
        at = text.find(phrase, at + 1)
        if at < 0:
            raise Fault(f"not in the article: {quotation!r}")
    return Span(at, at + len(phrase))
