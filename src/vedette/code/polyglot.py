"""Hands an article to the coder of its language, and signs what comes back with one name.

    English, or a language that nobody has told      the tagger
    a language with a folder under `languages/`      its coder
    any other                                        an empty coding, by the tagger

The ledger asks for codings by one coder's name and taxonomy, so both are the same for every
article: the taxonomy is the hash of all languages', and adding one makes new codings of all.
"""

from collections.abc import Mapping
from dataclasses import replace

from vedette.code import Coder
from vedette.records import Article, Coding, Field, Finding, digest, finding_id
from vedette.taxonomy.codebook import REFERENCES


class Polyglot:
    """One coder out of one for English, whose name it bears, and others by ISO 639-1 code."""

    def __init__(self, english: Coder, others: Mapping[str, Coder]) -> None:
        self.english = english
        self.others = others
        self.name = english.name
        named = (f"{other.name} {other.taxonomy}" for _, other in sorted(others.items()))
        self.taxonomy = digest(english.taxonomy, *named)[:16]

    def code(self, article: Article) -> Coding:
        """Code one article; the same article gives the same coding, whatever came before."""
        coder = self.others.get(article.language.lower().split("-")[0], self.english)
        return signed(coder.code(article), self.name, self.taxonomy)


def signed(coding: Coding, name: str, taxonomy: str) -> Coding:
    """Give a coding under another name: every finding gets its new id, references with it."""
    head = replace(coding, coder=name, taxonomy=taxonomy, findings=())
    ids: dict[str, str] = {}
    made: list[Finding] = []
    for finding in coding.findings:
        fields = {
            key: tuple(_renamed(key, e, ids) for e in given)
            for key, given in finding.fields.items()
        }
        new = finding_id(head.id, finding.type, finding.kind, finding.anchor, fields)
        ids[finding.id] = new
        made.append(replace(finding, id=new, fields=fields))
    return replace(head, findings=tuple(made))


def _renamed(key: str, entry: Field, ids: Mapping[str, str]) -> Field:
    """Follow a reference; what is referred to stands before what refers to it."""
    if key in REFERENCES and isinstance(entry.value, str):
        return replace(entry, value=ids.get(entry.value, entry.value))
    return entry
