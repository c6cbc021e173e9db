"""From marked articles to what the network is trained on.

A gold article becomes one example for each window: pieces and features of its words, and for every
anchor in it roles of words, attributes, and links. What the gold calls optional is neither taught
as an anchor nor as none; its fields are taught. Pairs (`tests/pairs`' format) teach incidents only,
reports that were written for stages the one anchor that is marked in them, its kind and stage, and
reports of streams that somebody has marked (`training.marks`) all their incidents.
Words that look like an anchor and are none (`training.lookalikes`) are taught as what they are.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import permutations, takewhile
from pathlib import Path
from typing import Any

import torch
from gates.gold import Gold, read_sets
from gates.streams import Stream
from torch import Tensor

from training.marks import Read, Told
from training.reports import Report, read_reports, read_staged
from vedette.code.languages import codes, language
from vedette.code.languages.hints import hints
from vedette.code.languages.lists import Lists
from vedette.code.places import Gazetteer, find_places
from vedette.code.quotes import find_quotes
from vedette.code.tagger.features import SIZES, Features, features
from vedette.code.tagger.labels import ATTRIBUTES, NO_STATUS, ROLES, TARGETS, TYPES
from vedette.code.tagger.pieces import WORD, Vocabulary, Words
from vedette.code.tagger.stages import NONE
from vedette.code.tagger.subwords import Subwords
from vedette.code.tagger.windows import LIMIT, Window, sentence_numbers, windows
from vedette.code.times import find_times
from vedette.records import Article, Field, Finding, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article ready to be learnt; `taught` are the types of which every anchor is marked.

    `ends` are the pieces before and behind a text; `alike` are ranges of words, with the type of
    finding that they look like and do not name, and `left` those of which nobody has said whether
    they do; `asked` are the roles whose words are marked. A `twin` is one side of a pair, or a
    report that differs from another in a few words. `scope` says whether it is in scope where
    nothing is marked.
    """

    gold: Gold
    words: Words
    ends: tuple[int, int]
    features: Features
    sentences: tuple[int, ...]
    taught: frozenset[str] = field(default_factory=lambda: frozenset(TYPES))
    alike: tuple[tuple[int, int, str], ...] = ()
    left: tuple[tuple[int, int, str], ...] = ()
    asked: frozenset[tuple[str, str]] = frozenset(ROLES)
    twin: bool = False
    scope: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether it is learnt in one piece: what is told of it, any of its words may tell."""
        return self.twin or self.scope is not None

    def spelt(self) -> list[str]:
        """Give its words in small letters."""
        text = self.gold.article.text
        return [text[span.start : span.end].lower() for span in self.words.spans]

    def touched(self, span: Span) -> range:
        """Give the numbers of the words that a span touches."""
        words = self.words.spans
        first = bisect_right(words, span.start, key=lambda word: word.end)
        return range(first, bisect_left(words, span.end, key=lambda word: word.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window. Ranges of words are relative to it; lists have an entry for each anchor.

    `links` are pairs of anchors, which link may hold between them, and whether it does.

    `real` is 1 for an anchor, 0 for words that only look like one, NaN where the gold leaves it
    open; `asked` says of each role whether its words are marked at all.
    """

    pieces: list[int]
    features: list[tuple[int, ...]]
    first: list[int]
    sentences: list[int]
    anchors: Tensor
    weights: Tensor
    spans: list[tuple[int, int, int]]
    real: list[float]
    asked: list[bool]
    roles: list[list[tuple[int, int]]]
    attributes: list[list[int]]
    links: list[tuple[int, int, int, bool]]
    targets: list[tuple[int, int, int]]
    clean: bool | None
    twin: bool


_PARTLY = {
    f"{code}-train": ("incident",) for code in ("de", "et", "fi", "lt", "lv", "ru", "sv", "uk")
} | {"pl-train": ("incident", "statement")}
"""Sets in which not every type is marked."""


class Corpus:
    """Reads gold with the grammars and lists that the coder has."""

    def __init__(self, vocabulary: Vocabulary | Subwords, gazetteer: Gazetteer) -> None:
        self.vocabulary = vocabulary
        self._gazetteer = gazetteer

    def articles(self, folders: Iterable[Path]) -> list[Marked]:
        """Read every gold article of some folders.

        Where not all types are marked, one without a finding is out of scope all the same.
        """
        read = []
        for folder in folders:
            taught = _PARTLY.get(folder.name, TYPES)
            for gold in read_sets([folder]):
                marked = self.marked(gold, taught)
                clean = not gold.findings and len(taught) < len(TYPES)
                read.append(replace(marked, scope=False) if clean else marked)
        return read

    def pairs(self, folder: Path) -> list[Marked]:
        """Read both twins of every pair of a folder of TOML files."""
        read = []
        for path in sorted(folder.glob("*.toml")):
            for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"]):
                for side in ("plain", "turned"):
                    gold, taught = _twin(pair, side, f"{path.stem}-{number}-{side}")
                    read.append(self._turned(self.marked(gold, taught), pair))
        return read

    def reports(self, streams: Iterable[Stream]) -> list[Marked]:
        """Read the English reports of streams: of each is told whether it is in scope, no more."""
        return [
            replace(self.marked(_unmarked(report), ()), scope=report.in_scope)
            for stream in streams
            for report in read_reports(stream)
        ]

    def staged(self, folder: Path, without: Collection[str] = ()) -> list[Marked]:
        """Read the reports that were written to teach stages: each marks one anchor, or a like.

        Where it names its incident again, in other words, nobody has marked it: whoever learns from
        them leaves open what looks like an anchor (`training.lookalikes`).
        """
        read = []
        for number, one in enumerate(read_staged(folder)):
            if one.file in without:
                continue
            happened = one.stage != NONE
            fields = {"status": (Field(value=one.stage),)}
            found = _finding("incident", one.at, fields, one.kind)
            gold = Gold(
                slug=f"{one.file}-{number}",
                article=one.article,
                findings=(found,) if happened else (),
                optional=frozenset(),
            )
            marked = self.marked(gold, {"incident"})
            told = marked.touched(one.at)
            alike = () if happened else ((told.start, told.stop, "incident"),)
            read.append(replace(marked, twin=True, asked=frozenset(), alike=alike))
        return read

    def told(self, reports: Iterable[Read]) -> list[Marked]:
        """Read reports of streams in which every incident is marked: anchors, fields and stages."""
        return [
            replace(
                self.marked(_of_marks(report), {"incident"}),
                asked=OF_MARKS,
                scope=report.in_scope,
            )
            for report in reports
        ]

    def _turned(self, marked: Marked, pair: Mapping[str, Any]) -> Marked:
        """Point a twin in which nothing happened at the words that name the incident in the other.

        Where the twin has put them otherwise, at the first of them that it has kept.
        """
        twin = replace(marked, twin=True, asked=OF_TWINS)
        if any(finding.type == "incident" for finding in marked.gold.findings):
            return twin
        return replace(twin, alike=_kept(marked, pair["plain_anchor"]))

    def marked(self, gold: Gold, taught: Iterable[str] = TYPES) -> Marked:
        """Cut a gold article into words with features."""
        text = gold.article.text
        words = self.vocabulary.cut(text)
        return Marked(
            gold=gold,
            words=words,
            ends=(self.vocabulary.first, self.vocabulary.last),
            features=self._known(gold.article, words.spans),
            sentences=sentence_numbers(text, words.spans),
            taught=frozenset(taught),
        )

    def _known(self, article: Article, words: Sequence[Span]) -> Features:
        text = article.text
        if article.language in codes():
            spoken = language(article.language)
            return hints(Lists(spoken, self._gazetteer).read(article), spoken, words)
        return features(
            text,
            words,
            quotes=find_quotes(text),
            times=(time.span for time in find_times(text, article.published)),
            places=(place.span for place in find_places(text, self._gazetteer)),
        )


def examples(marked: Marked, limit: int = LIMIT, *, alone: bool = False) -> Iterator[Example]:
    """Give one example for each window of an article, of at most so many pieces.

    Windows `alone` are taught as if each were a report of its own: what words elsewhere tell (the
    stage of an incident, that the article is in scope at all) is not asked of them.
    """
    lengths = [len(pieces) for pieces in marked.words.pieces]
    for window in windows(lengths, marked.sentences, limit):
        yield _Window(marked, window, alone=alone).example()


class _Window:
    """What is marked within one window of an article."""

    def __init__(self, marked: Marked, window: Window, *, alone: bool) -> None:
        self._marked, self._alone = marked, alone
        self._start, self._end = window
        self._owners = [
            (*words, finding)
            for finding in marked.gold.findings
            for span in finding.anchor
            if (words := self._whole(span)) is not None
        ]
        self._alike = [
            (start - self._start, end - self._start, TYPES.index(type_))
            for start, end, type_ in marked.alike
            if self._start <= start and end <= self._end
        ]

    def example(self) -> Example:
        marked, (pieces, told, first) = self._marked, self._read()
        anchors, weights = self._anchors()
        return Example(
            pieces=pieces,
            features=told,
            first=first,
            sentences=list(marked.sentences[self._start : self._end]),
            anchors=anchors,
            weights=weights,
            spans=[(a, b, TYPES.index(f.type)) for a, b, f in self._owners] + self._alike,
            real=[self._real(finding) for *_, finding in self._owners] + [0.0] * len(self._alike),
            asked=[role in marked.asked for role in ROLES],
            roles=[self._roles(finding) for *_, finding in self._owners]
            + [[] for _ in self._alike],
            attributes=[
                [self._attribute(finding, *attribute) for *_, finding in self._owners]
                + [-100] * len(self._alike)
                for attribute in ATTRIBUTES
            ],
            links=self._links(),
            targets=self._targets(),
            clean=None
            if self._alone and not self._owners and marked.gold.findings
            else _clean(marked),
            twin=marked.twin,
        )

    def _real(self, finding: Finding) -> float:
        return float("nan") if finding.id in self._marked.gold.optional else 1.0

    def _read(self) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
        blank = (0,) * len(SIZES)
        before, behind = self._marked.ends
        pieces, told, first = [before], [blank], []
        for place in range(self._start, self._end):
            first.append(len(pieces))
            numbers = self._marked.words.pieces[place]
            pieces.extend(numbers)
            told.extend([self._marked.features[place]] * len(numbers))
        return [*pieces, behind], [*told, blank], first

    def _whole(self, span: Span) -> tuple[int, int] | None:
        """Give a span's words, relative to the window; None where it is not all inside."""
        places = self._marked.touched(span)
        if not places or places[0] < self._start or places[-1] >= self._end:
            return None
        return places[0] - self._start, places[-1] + 1 - self._start

    def _anchors(self) -> tuple[Tensor, Tensor]:
        size = (self._end - self._start, len(TYPES))
        anchors, weights = torch.zeros(size), torch.ones(size)
        for column, type_ in enumerate(TYPES):
            if type_ not in self._marked.taught:
                weights[:, column] = 0
        for start, end, finding in self._owners:
            column = TYPES.index(finding.type)
            anchors[start:end, column] = 1
            if finding.id in self._marked.gold.optional:
                weights[start:end, column] = 0
        for start, end, type_ in self._marked.left:
            weights[max(0, start - self._start) : max(0, end - self._start), TYPES.index(type_)] = 0
        if self._marked.twin:
            told = [(a, b, TYPES.index(finding.type)) for a, b, finding in self._owners]
            for start, end, column in told + self._alike:
                weights[start:end, column] = _TURNS
        return anchors, weights

    def _roles(self, finding: Finding) -> list[tuple[int, int]]:
        """Give (word, role) for every word of every field, as far as it lies in the window."""
        return [
            (place - self._start, number)
            for number, (type_, name) in enumerate(ROLES)
            if type_ == finding.type
            for entry in finding.fields.get(name, ())
            if entry.span is not None
            for place in self._marked.touched(entry.span)
            if self._start <= place < self._end
        ]

    def _attribute(self, finding: Finding, type_: str, name: str, values: Sequence[Any]) -> int:
        """Give the number of a value; -100 of one that only words outside the window tell."""
        if self._alone and any(
            entry.span is not None and self._whole(entry.span) is None
            for entry in finding.fields.get(name, ())
        ):
            return -100
        return _attribute(finding, type_, name, values)

    def _targets(self) -> list[tuple[int, int, int]]:
        return [
            (*words, TARGETS.index(str(entry.value)))
            for finding in self._marked.gold.findings
            if finding.type == "incident"
            for entry in finding.fields.get("target", ())
            if entry.span is not None and entry.value in TARGETS
            if (words := self._whole(entry.span)) is not None
        ]

    def _links(self) -> list[tuple[int, int, int, bool]]:
        findings = [finding for *_, finding in self._owners]
        return [
            (row, column, number, holds)
            for row, column in permutations(range(len(findings)), 2)
            for number, holds in _links(findings[row], findings[column])
        ]


def _clean(marked: Marked) -> bool | None:
    """Say whether an article is out of scope; of a twin without an incident nobody has said so."""
    if marked.scope is not None:
        return not marked.scope
    if not marked.gold.findings and len(marked.taught) < len(TYPES):
        return None
    return not marked.gold.findings


_TURNS = 4.0
"""What a twin's anchor counts for, where any other word counts for one: all that a pair has to tell
is whether something happened there."""
_FIELDSOF_TWINS = ("when", "where", "target", "actor", "means")
OF_TWINS = frozenset(
    [("incident", name) for name in _FIELDSOF_TWINS] + [r for r in ROLES if r[0] == "forecast"]
)
"""Roles that pairs mark; of all others they say nothing."""


def _links(one: Finding, other: Finding) -> Iterator[tuple[int, bool]]:
    named = {str(entry.value) for entry in one.fields.get("incident", ())}
    match one.type, other.type:
        case "incident", "incident":
            yield 0, one.id == other.id
        case "attribution", "incident":
            yield 1, other.id in named
        case "denial", "incident":
            yield 2, other.id in named
        case "denial", "attribution":
            answered = {str(entry.value) for entry in one.fields.get("attribution", ())}
            yield 3, other.id in answered


def _attribute(finding: Finding, type_: str, name: str, values: Sequence[Any]) -> int:
    """Give the number of a finding's value, -100 where there is none to learn."""
    if finding.type != type_:
        return -100
    told = next((entry.value for entry in finding.fields.get(name, ())), None)
    value = finding.kind if name == "kind" else told
    if value is None and (type_, name) == ("pledge", "status"):
        value = NO_STATUS
    return values.index(value) if value in values else -100


MARKED_FIELDS = ("where", "when", "target", "killed", "injured")
OF_MARKS = frozenset(("incident", name) for name in (*MARKED_FIELDS, "status"))
"""Fields whose words are marked in reports of streams, and their roles."""


def _of_marks(report: Read) -> Gold:
    """Make a gold article of a report in which incidents are marked.

    Words that name several incidents ("the fires") are an anchor of the first alone: the network
    gives words one finding.
    """
    taken: set[Span] = set()
    findings = []
    for told in report.told:
        anchor = tuple(span for span in told.anchor if span not in taken)
        taken.update(anchor)
        if anchor:
            findings.append(_of_told(report.article.text, told, anchor))
    return Gold(
        slug=report.id,
        article=report.article,
        findings=tuple(findings),
        optional=frozenset(told.incident for told in report.told if told.optional),
    )


def _of_told(text: str, told: Told, anchor: tuple[Span, ...]) -> Finding:
    entries = {
        name: tuple(Field(span=at, text=text[at.start : at.end]) for at in spans)
        for name, spans in told.words.items()
    }
    fields = {name: entries[name] for name in MARKED_FIELDS}
    if told.stage:
        shown = next(iter(entries["stage"]), Field())
        fields["status"] = (replace(shown, value=told.stage),)
    return Finding(id=told.incident, type="incident", kind=told.kind, anchor=anchor, fields=fields)


def _unmarked(report: Report) -> Gold:
    return Gold(slug=report.id, article=report.article, findings=(), optional=frozenset())


def _twin(pair: Mapping[str, Any], side: str, slug: str) -> tuple[Gold, set[str]]:
    """Make a small gold article of one side of a pair, with the types that are marked in it."""
    text = pair[side]
    findings, taught = [], {"incident"}
    if side == "plain" or pair["expects"]:
        status = pair.get(f"{side}_status") or pair["expects"][0]
        fields = {
            name: tuple(_said(text, words) for words in _listed(pair, side, name) if words in text)
            for name in _FIELDSOF_TWINS
        }
        fields["status"] = (Field(value=status),)
        anchor = _said(text, pair[f"{side}_anchor"]).span
        findings.append(_finding("incident", anchor, fields, pair["kind"]))
    forecast = pair.get("turned_forecast") if side == "turned" else None
    if forecast and forecast["anchor"] in text and forecast["event"] in text:
        taught.add("forecast")
        event = {"event": (_said(text, forecast["event"]),)}
        findings.append(_finding("forecast", _said(text, forecast["anchor"]).span, event))
    article = Article(text=text, published=date.fromisoformat(pair["published"]), language="en")
    return Gold(slug=slug, article=article, findings=tuple(findings), optional=frozenset()), taught


def _kept(marked: Marked, anchor: str) -> tuple[tuple[int, int, str], ...]:
    """Find an anchor's words in a twin: all in a row, else the first long one, in any form of it.

    A twin that foretells has "will fire" where the other has "fired".
    """
    spelt, wanted = marked.spelt(), [word.lower() for word in WORD.findall(anchor)]
    for start in range(len(spelt) - len(wanted) + 1):
        if spelt[start : start + len(wanted)] == wanted:
            return ((start, start + len(wanted), "incident"),)
    for same in (str.__eq__, _akin):
        for word in wanted:
            for at, other in enumerate(spelt):
                if len(word) > _LONG and same(word, other):
                    return ((at, at + 1, "incident"),)
    return ()


_LONG = 3
"""Letters of a word that only joins others, at most."""


def _akin(one: str, other: str) -> bool:
    """Say whether two words are forms of one: only up to three last letters differ.

    >>> _akin("fired", "fire"), _akin("sabotaged", "sabotage"), _akin("cable", "cabinet")
    (True, True, False)
    """
    common = len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])
    return common > _LONG and max(len(one), len(other)) - common <= _LONG


def _listed(pair: Mapping[str, Any], side: str, name: str) -> list[str]:
    given = pair.get(f"{side}_{name}", pair.get(name, []))
    return given if isinstance(given, list) else [given]


def _said(text: str, words: str) -> Field:
    start = text.index(words)
    return Field(span=Span(start, start + len(words)), text=words)


def _finding(
    type_: Any,
    anchor: Span | None,
    fields: Mapping[str, tuple[Field, ...]],
    kind: str | None = None,
) -> Finding:
    spans = (anchor,) if anchor else ()
    return Finding(id=type_, type=type_, kind=kind, anchor=spans, fields=fields)
