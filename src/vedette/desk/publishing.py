"""What of a desk may be public, and in which words.

    a desk under `CEILING`, for the public ─► names withheld, quotations cut ─► Publication

Everything that a public site prints comes through here, and nothing behind it holds a name that is
withheld. What is not clear, or not released where the desk asks for that, the desk does not tell.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from vedette.answers import (
    Account,
    Climb,
    Dossier,
    Head,
    Imprint,
    IncidentAsk,
    IncidentLine,
    IncidentPage,
    Quote,
    Spoken,
    StorySheet,
)
from vedette.desk.decisions import Decided
from vedette.desk.exporting import writer
from vedette.desk.paging import pages
from vedette.handling import Tlp
from vedette.ledger.vanished import Vanished
from vedette.public import (
    Apart,
    Cited,
    Holding,
    Publication,
    PublicIncident,
    PublicStory,
    Reached,
    Retold,
    Said,
)
from vedette.records import Disagreement, Field, Finding, Side
from vedette.write.naming import is_state
from vedette.write.sayings import own
from vedette.write.withheld import SOMEBODY, names, quotation, said, without

CEILING: Final[Tlp] = "clear"
"""A site has the whole world for its readers."""
AT_ONCE: Final = 200

Names = frozenset[str]


class Asked(Protocol):
    """A desk, as far as it is asked for what is public."""

    def incidents(self, ask: IncidentAsk) -> IncidentPage: ...
    def dossier(self, name: str) -> Dossier | None: ...
    def story(self, name: str) -> StorySheet | None: ...
    def blamed(self, articles: Collection[str]) -> tuple[Field, ...]: ...
    def waits(self, found: Finding) -> bool: ...
    def vanished(self) -> tuple[Vanished, ...]: ...
    def decisions(self) -> list[Decided]: ...
    def imprint(self) -> Imprint: ...


class Edition:
    """What a desk may tell everybody at one moment, read once: as records, and in other formats.

    `reasons` says whether those of decisions that keep something out are told; their authors never
    are.
    """

    def __init__(self, desk: Asked, ask: IncidentAsk, *, reasons: bool = False) -> None:
        self._imprint = desk.imprint()
        self._dossiers = {one.sheet.line.id: one for one in _dossiers(desk, ask)}
        telling = _Telling(desk, self._imprint)
        incidents = {name: telling.incident(one) for name, one in self._dossiers.items()}
        stories = dict.fromkeys(one.line.story for one in incidents.values())
        self.told = Publication(
            incidents=incidents,
            stories={name: one for name in stories if (one := telling.story(name, incidents))},
            retold=tuple(_retold(desk, incidents, reasons=reasons)),
        )

    def written(
        self, format_: str, *, address: str, title: str, most: int | None = None
    ) -> Iterator[bytes]:
        """Write the incidents, or the first of them, in a format that other systems accept."""
        module = writer(format_, "incident")
        imprint = replace(self._imprint, address=address, title=title)
        dossiers = list(self._dossiers.values())[:most]
        written: Iterator[bytes] = module.write_incidents(dossiers, imprint)
        return written


def _dossiers(desk: Asked, ask: IncidentAsk) -> Iterator[Dossier]:
    """Give what may be public of the incidents that answer a question."""
    asked = replace(ask, limit=AT_ONCE, before=None)
    listed = [line.id for page in pages(desk.incidents, asked) for line in page.lines]
    for name in dict.fromkeys(listed):
        dossier = desk.dossier(name)
        if dossier is not None:
            yield dossier


class _Telling:
    """Lays out what a desk holds so that everybody may read it."""

    def __init__(self, desk: Asked, imprint: Imprint) -> None:
        self._desk = desk
        self._sources = imprint.sources

    def incident(self, dossier: Dossier) -> PublicIncident:
        sheet, withheld = dossier.sheet, names(dossier.blamed)
        cited = self._cited(sheet.accounts, withheld)
        coded = [one for one in sheet.accounts if one.finding is not None]
        return PublicIncident(
            line=_line(sheet.line, withheld),
            changed=dossier.changed,
            steps=tuple(_reached(c, sheet.accounts, cited, withheld) for c in sheet.climbs),
            said=tuple(self._said(sheet.accounts, cited, withheld)),
            apart=tuple(self._apart(one, cited, withheld) for one in sheet.disagreements),
            reports=tuple(_folded([one.head for one in sheet.accounts], cited)),
            grade=sheet.grade,
            judgements=dossier.judgements,
            weak=all(one.review for one in coded) and bool(coded),
        )

    def _cited(self, accounts: Sequence[Account], withheld: Names) -> dict[str, Cited]:
        """Give each report once, with all that is quoted of it."""
        by_article: dict[str, list[Account]] = {}
        for one in accounts:
            by_article.setdefault(one.head.article, []).append(one)
        return {
            article: replace(
                self._report(told[0].head, withheld),
                quotations=tuple(dict.fromkeys(quotation(a.sentence, withheld) for a in told)),
                grade=told[0].grade,
                weak=any(a.review for a in told),
                likely=_likely(told),
            )
            for article, told in by_article.items()
        }

    def _report(self, head: Head, withheld: Names) -> Cited:
        source = self._sources.get(head.source)
        named = source.name if source else head.source
        return Cited(
            article=head.article,
            source=head.source,
            outlet=named if head.outlet in {"", head.source} else head.outlet,
            title=without(head.title, withheld),
            url=head.url,
            language=head.language,
            licence=source.licence if source else "",
            published=head.published,
            known=head.known,
            at=head.at,
        )

    def _said(
        self, accounts: Sequence[Account], cited: Mapping[str, Cited], withheld: Names
    ) -> Iterator[Said]:
        """Tell accusations and answers once each, by the first report that has them."""
        told: set[str] = set()
        for account in own(accounts):
            for found in account.about:
                words = said(found, withheld)
                if words and words not in told:
                    told.add(words)
                    yield Said(
                        words=words,
                        type=found.type,
                        finding=found.id,
                        firmness=_firmness(found),
                        report=cited[account.head.article],
                        weak=self._desk.waits(found),
                    )

    def _apart(self, one: Disagreement, cited: Mapping[str, Cited], withheld: Names) -> Apart:
        return Apart(
            field=one.field,
            sides=tuple(self._holding(one.field, side, cited, withheld) for side in one.sides),
        )

    def _holding(
        self, field: str, side: Side, cited: Mapping[str, Cited], withheld: Names
    ) -> Holding:
        hidden = field == "accused" and not is_state(side.value)
        return Holding(
            value=SOMEBODY if hidden else without(side.value, withheld),
            voices=tuple(self._named(voice) for voice in side.voices),
            reports=tuple(cited[name] for name in side.articles if name in cited),
        )

    def _named(self, source: str) -> str:
        known = self._sources.get(source)
        return known.name if known else source

    def story(self, name: str, public: Collection[str]) -> PublicStory | None:
        sheet = self._desk.story(name)
        if sheet is None:
            return None
        withheld = names(self._desk.blamed([head.article for head in sheet.heads]))
        cited = {head.article: self._report(head, withheld) for head in sheet.heads}
        told = [one for one in sheet.line.incidents if one in public]
        title = without(sheet.line.title, withheld)
        return PublicStory(
            line=replace(sheet.line, title=title, incidents=tuple(told)),
            reports=tuple(_folded(sheet.heads, cited)),
            said=tuple(_spoken(one, withheld) for one in sheet.said if one.reports > 1),
        )


def _line(line: IncidentLine, withheld: Names) -> IncidentLine:
    """Leave of a line what is public: what is near the user's assets is not."""
    return replace(
        line,
        title=without(line.title, withheld),
        sentence=quotation(line.sentence, withheld),
        by=tuple(without(one, withheld) for one in line.by),
        near=None,
    )


def _reached(
    climb: Climb, accounts: Sequence[Account], cited: Mapping[str, Cited], withheld: Names
) -> Reached:
    return Reached(
        at=climb.step.at,
        status=climb.step.status,
        by=tuple(without(one, withheld) for one in climb.by),
        report=cited[accounts[climb.account].head.article],
        words=quotation(climb.sentence, withheld),
    )


def _likely(told: Sequence[Account]) -> int | None:
    """Give how surely a report that no coder marked tells of the incident, in percent."""
    if any(one.finding for one in told):
        return None
    return round(100 * max(one.telling.confidence for one in told))


def _firmness(found: Finding) -> int | None:
    told = next((entry.value for entry in found.fields.get("firmness", ())), None)
    return told if isinstance(told, int) else None


def _folded(heads: Iterable[Head], cited: Mapping[str, Cited]) -> Iterator[Cited]:
    """Put reports in their order, copies under what they repeat where that is among them."""
    listed = list({head.article: head for head in heads}.values())
    there = {head.article for head in listed}
    for head in listed:
        if head.origin not in there:
            copies = tuple(cited[one.article] for one in listed if one.origin == head.article)
            yield replace(cited[head.article], copies=copies)


def _spoken(one: Spoken, withheld: Names) -> Spoken:
    """Quote what was said shortly; who is accused is not named as its speaker either."""
    speaker = without(one.utterance.speaker, withheld)
    return replace(
        one,
        utterance=replace(one.utterance, speaker=speaker, sayings=()),
        quotes=tuple(_quote(quote, withheld) for quote in one.quotes),
        disagreements=(),
    )


def _quote(quote: Quote, withheld: Names) -> Quote:
    words = quotation(quote.saying.words, withheld)
    speaker = without(quote.saying.speaker, withheld)
    return replace(
        quote,
        saying=replace(quote.saying, words=words, speaker=speaker),
        head=replace(quote.head, title=without(quote.head.title, withheld)),
    )


def _retold(desk: Asked, public: Collection[str], *, reasons: bool) -> Iterator[Retold]:
    """Tell what became of ids, as far as the public was, or is, told of it."""
    made = {one.ruling.number: one.ruling.decision.reason for one in desk.decisions()}
    for gone in desk.vanished():
        into = tuple(name for name in gone.into if name in public)
        if gone.why == "joined" and not into:
            continue
        yield Retold(
            id=gone.id,
            why=gone.why,
            into=into,
            at=gone.at,
            decision=gone.decision,
            verb=gone.verb or "",
            reason=made.get(gone.decision or 0, "") if reasons else "",
        )
