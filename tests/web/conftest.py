"""A small desk in memory over a few invented reports, with all that a page has to show.

Every name, place of publication and happening in it is made up for these tests.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from litestar.testing import TestClient

from vedette.desk import (
    Ask,
    Copied,
    Counts,
    Fault,
    Health,
    Hit,
    Line,
    Page,
    Sheet,
    Standing,
    Version,
)
from vedette.errors import LedgerError
from vedette.records import (
    Article,
    Channel,
    Coding,
    Copy,
    Field,
    Finding,
    Issue,
    Poll,
    Report,
    Source,
    Span,
    finding_id,
)
from vedette.web import app

NOON = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
SENTENCE_END = re.compile(r"[.”] (?=[A-ZЀ-Я])|\n+")
EVIL = "<script>alert(1)</script>\u202e\"'&"


def source(id_: str, name: str, country: str, **more) -> Source:
    """Make a source of an invented outlet."""
    return Source(
        id=id_,
        name=name,
        home=f"https://{id_.replace('/', '.')}.example",
        country=country,
        languages=("en",),
        owner=more.pop("owner", f"{name} Ltd"),
        ownership=more.pop("ownership", "private"),
        licence="all rights reserved",
        channels=(
            Channel(kind="feed", url=f"https://{id_.replace('/', '.')}.example/rss", full=True),
        ),
        **more,
    )


SOURCES = (
    source("pl/kurier", "Kurier Nadwiślański", "PL", reliability="B", reason="prints corrections"),
    source("lt/pakrante", "Pakrantės žinios", "LT"),
    source("fi/meri", "Meri ja raja", "FI", ownership="public"),
    source("xx/echo", "Echo Wire", "XX", ownership="state_controlled", reliability="D"),
    source("de/hafen", "Hafenbote", "DE"),
)


class Quoted:
    """Builds findings of one text from quotations: `"blast"`, or `"blast#2"` for the second."""

    def __init__(self, text: str, coding: str) -> None:
        self.text, self.coding = text, coding

    def span(self, quote: str) -> Span:
        words, _, which = quote.partition("#")
        start = -1
        for _ in range(int(which or 1)):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def field(self, told) -> Field:
        quote, value = told if isinstance(told, tuple) else (told, None)
        if quote is None:
            return Field(value=value)
        span = self.span(quote)
        return Field(span=span, text=self.text[span.start : span.end], value=value)

    def finding(self, type_, anchor, kind=None, confidence=0.8, rule="", **fields) -> Finding:
        spans = tuple(self.span(quote) for quote in anchor)
        read = {
            name: tuple(map(self.field, told if isinstance(told, list) else [told]))
            for name, told in fields.items()
        }
        return Finding(
            id=finding_id(self.coding, type_, kind, spans, read),
            type=type_,
            kind=kind,
            anchor=spans,
            fields=read,
            confidence=confidence,
            rule=rule or f"{type_}/{anchor[0].partition('#')[0].replace(' ', '-')}",
        )


def report(article: Article, *findings) -> Report:
    """Code an article by hand; a finding given as a function is told the ones before it."""
    quoted, made = Quoted(article.text, article.id), []
    for told in findings:
        type_, anchor, fields = told(made) if callable(told) else told
        made.append(quoted.finding(type_, anchor, **fields))
    coding = Coding(
        text_hash=article.text_hash,
        reader=article.reader,
        coder="rules@1",
        taxonomy="0" * 32,
        findings=tuple(made),
    )
    return Report(article=article, coding=coding)


def written(source_id, key, hours, *paragraphs, **more) -> Article:
    """Make an article that became known some hours before noon."""
    outlet = next(one.name for one in SOURCES if one.id == source_id)
    known = NOON - timedelta(hours=hours)
    return Article(
        text="\n\n".join(paragraphs),
        title=more.pop("title", paragraphs[0]),
        published=known - timedelta(minutes=more.pop("late", 35)),
        language=more.pop("language", "en"),
        url=more.pop("url", f"https://{source_id.replace('/', '.')}.example/{key}"),
        outlet=more.pop("outlet", outlet),
        source=source_id,
        key=key,
        known=known,
        reader="html@1",
        **more,
    )


def reports() -> tuple[Report, ...]:
    """Tell the invented story of a line, a cable and a mail server, newest first."""
    rail = written(
        "pl/kurier",
        "rail",
        4,
        "Blast damages the Lipowa railway line, minister points at Moscow",
        "A blast damaged the Lipowa railway line on Tuesday night and disrupted traffic for nine "
        "hours, the interior ministry said. Nobody was hurt. Investigators found a homemade "
        "explosive under the rails.",
        "Interior minister Halina Wrona accused Moscow of commissioning the railway sabotage. "
        "“We know who paid for this,” Wrona said on Wednesday. The Kremlin dismissed the claim "
        "as absurd.",
        "Prime minister Jan Modry said that the government would spend 5% of gross domestic "
        "product on defence by 2030, and warned that Russia could attack further railways within "
        "two years. Patrols were added along railways. He urged citizens to report whatever they "
        "see.",
        section="Country",
        byline=("Zofia Przykładowa",),
    )
    cable = written(
        "fi/meri",
        "cable",
        9,
        "Data cable in the Gulf of Finland cut, tanker held",
        "A data cable in the Gulf of Finland was cut on 18 November, the operator said. The coast "
        "guard boarded the tanker Velaria, which is believed to have dragged its anchor.",
        "Russia’s embassy did not respond to questions.",
    )
    mail = written(
        "lt/pakrante",
        "mail",
        30,
        "Ministry's mail servers down after cyberattack",
        "A cyberattack took down the mail servers of the transport ministry for six hours on "
        "Monday, officials confirmed. The ministry said no data had been lost.",
    )
    drones = written(
        "de/hafen",
        "drones",
        52,
        "Drones over the port: operations halted twice",
        "Drones were seen over the port of Altenwerder twice on Sunday. Police are investigating.",
        "Operations were halted for forty minutes.",
    )
    hostile = written(
        "xx/echo",
        "evil",
        55,
        f"Echo {EVIL} headline",
        f"An explosion {EVIL} was reported in Nowhere {EVIL} on Friday.",
        outlet=f"Echo {EVIL}",
        url="javascript:alert(1)",
        section=EVIL,
        byline=(EVIL,),
        language='en"><b',
    )
    return (
        report(rail, *RAIL),
        report(cable, *CABLE),
        report(mail, *MAIL),
        report(drones, *DRONES),
        report(hostile, *HOSTILE),
    )


RAIL = (
    (
        "incident",
        ["Blast", "blast", "railway sabotage"],
        {
            "kind": "sabotage",
            "where": [("Lipowa railway line#2", "PL")],
            "when": [("on Tuesday night", "2025-11-18")],
            "target": [("Lipowa railway line#2", "rail")],
            "means": ["a homemade explosive"],
            "actor": [("Moscow#2", "RU")],
            "effect": ["disrupted traffic for nine hours", "Nobody was hurt"],
            "status": [("Investigators found", "attributed")],
            "series": [(None, False)],
        },
    ),
    lambda made: (
        "attribution",
        ["accused"],
        {
            "accuser": ["Interior minister Halina Wrona"],
            "accused": [("Moscow#2", "RU")],
            "firmness": [(None, 4)],
            "incident": [(None, made[0].id)],
        },
    ),
    (
        "statement",
        ["said#2"],
        {
            "speaker": ["Wrona#2"],
            "content": ["We know who paid for this"],
            "quote": [(None, "direct")],
        },
    ),
    lambda made: (
        "denial",
        ["dismissed"],
        {
            "denier": [("The Kremlin", "RU")],
            "state": [("dismissed the claim as absurd", "dismissed_as_absurd")],
            "attribution": [(None, made[1].id)],
        },
    ),
    (
        "pledge",
        ["would spend"],
        {
            "promisor": ["Prime minister Jan Modry"],
            "act": ["spend 5% of gross domestic product on defence"],
            "target": [("5% of gross domestic product", "5 %GDP")],
            "due": [("by 2030", "2030")],
        },
    ),
    (
        "forecast",
        ["could"],
        {
            "forecaster": ["Prime minister Jan Modry"],
            "event": ["Russia could attack further railways"],
            "horizon": [("within two years", "2025-11-20/2027-11-20")],
            "modality": [("could", "possible")],
        },
    ),
    (
        "posture",
        ["were added"],
        {
            "change": ["Patrols were added along railways"],
            "direction": [(None, "raise")],
            "region": ["along railways"],
        },
    ),
    (
        "call",
        ["urged"],
        {"caller": ["He"], "addressee": ["citizens"], "action": ["report whatever they see"]},
    ),
)
CABLE = (
    (
        "incident",
        ["cut", "cut#2"],
        {
            "kind": "undersea_infrastructure",
            "where": [("Gulf of Finland#2", "Baltic Sea")],
            "when": [("on 18 November", "2025-11-18")],
            "target": [("A data cable", "telecom")],
            "status": [("was cut", "reported")],
        },
    ),
    (
        "incident",
        ["boarded"],
        {
            "kind": "naval_incident",
            "actor": ["The coast guard"],
            "target": [("the tanker Velaria", "ship")],
            "status": [("boarded", "under_investigation")],
        },
    ),
    (
        "denial",
        ["did not respond"],
        {"denier": [("Russia’s embassy", "RU")], "state": [("did not respond", "no_comment")]},
    ),
)
MAIL = (
    (
        "incident",
        ["cyberattack#2", "cyberattack"],
        {
            "kind": "cyberattack",
            "when": [("on Monday", "2025-11-17")],
            "target": [("the mail servers of the transport ministry", "government")],
            "effect": ["took down the mail servers"],
            "status": [("officials confirmed", "confirmed")],
        },
    ),
)
DRONES = (
    (
        "incident",
        ["Drones were seen", "Drones"],
        {
            "kind": "drone_incursion",
            "where": [("port of Altenwerder", "DE")],
            "when": [("on Sunday", "2025-11-16")],
            "status": [("Police are investigating", "under_investigation")],
            "series": [("twice#2", True)],
        },
    ),
)
HOSTILE = (
    (
        "incident",
        ["explosion"],
        {
            "kind": "explosive_attack",
            "where": [(f"Nowhere {EVIL}", EVIL)],
            "when": [("on Friday", EVIL)],
            "actor": [(f"{EVIL}#2", EVIL)],
            "status": [("was reported", EVIL)],
            "rule": [(None, EVIL)],
        },
    ),
)


def line(seq: int, told: Report, finding: Finding, copies: int) -> Line:
    """Lay a finding into the stream, with the sentence around its anchor."""
    article, at = told.article, finding.anchor[0].start
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(article.text)), len(article.text)]
    start = max(end for end in ends if end <= at)
    end = min(end for end in ends if end > at)
    where = finding.fields.get("where", (Field(),))[0]
    when = finding.fields.get("when", (Field(),))[0]
    return Line(
        seq=seq,
        finding=finding,
        article=article.id,
        version=1,
        title=article.title,
        outlet=article.outlet or "",
        source=article.source,
        url=article.url,
        language=article.language,
        published=article.published,
        known=article.known or NOON,
        sentence=article.text[start:end].rstrip(),
        sentence_start=start,
        country=str(where.value) if where.value else None,
        place=where.text,
        when=when.text,
        copies=copies,
    )


class SmallDesk:
    """Answers as a desk does, from memory; remembers what it was asked."""

    def __init__(self, *, sample: bool = False, empty: bool = False, evil: str = "") -> None:
        self.sample, self.evil = sample, evil
        self.asked: list[Ask] = []
        self.broken = False
        self.reports = () if empty else reports()
        told = [(one, finding) for one in self.reports for finding in reversed(one.findings)]
        self.lines = tuple(
            line(len(told) - at, one, finding, 3 if one is self.reports[0] else 0)
            for at, (one, finding) in enumerate(told)
        )

    def _let_through(self, ask: Ask) -> tuple[Line, ...]:
        self.asked.append(ask)
        return tuple(
            one
            for one in self.lines
            if (not ask.types or one.finding.type in ask.types)
            and (not ask.kinds or one.finding.kind in ask.kinds)
            and (not ask.countries or one.country in ask.countries)
            and (not ask.sources or one.source in ask.sources)
            and (not ask.languages or one.language in ask.languages)
            and (ask.place.lower() in (one.place or "").lower())
            and (ask.words.lower() in one.sentence.lower())
            and (ask.since is None or one.known.date() >= ask.since)
            and (ask.until is None or one.known.date() <= ask.until)
        )

    def stream(self, ask: Ask) -> Page[Line]:
        if self.broken:
            raise LedgerError(
                what="the ledger cannot be read",
                where="vedette.sqlite",
                why="disk full",
                remedy="make room",
            )
        found = [
            one for one in self._let_through(ask) if ask.before is None or one.seq < ask.before
        ]
        shown = found[: ask.limit]
        return Page(lines=tuple(shown), next=shown[-1].seq if len(found) > len(shown) else None)

    def count(self, ask: Ask) -> Counts:
        found = self._let_through(replace(ask, before=None))
        return Counts(
            total=len(found),
            types=dict(Counter(one.finding.type for one in found)),
            kinds=dict(Counter(one.finding.kind for one in found if one.finding.kind)),
            countries=dict(Counter(one.country for one in found if one.country)),
            sources=dict(Counter(one.source for one in found)),
            languages=dict(Counter(one.language for one in found)),
            days=dict(Counter(one.known.date().isoformat() for one in found)),
        )

    def article(self, article_id: str, version: int | None = None) -> Sheet | None:
        told = next((one for one in self.reports if one.article.id == article_id), None)
        if told is None or (version or 1) > 2:
            return None
        known = told.article.known or NOON
        return Sheet(
            article=told.article,
            version=version or 2,
            versions=(
                Version(number=1, known=known, why="first", title=f"First {self.evil}"),
                Version(number=2, known=known + timedelta(hours=1), why="edit", title="Then"),
            ),
            report=told,
            source=next(one for one in SOURCES if one.id == told.article.source),
            origin=Copy(article=article_id, origin=self.reports[1].article.id, similarity=0.87),
            copies=(
                Copied(
                    article=self.reports[2].article.id,
                    title=f"A copy {self.evil}",
                    outlet=f"Echo {self.evil}",
                    known=known,
                    similarity=0.93,
                ),
            ),
            issues=tuple(fault.issue for fault in self.issues(limit=1).lines),
        )

    def sources(self) -> tuple[Health, ...]:
        states = ("seeing", "quiet", "blind", "gone", "unpolled")
        return tuple(
            Health(
                source=replace(one, note=self.evil, reason=self.evil or one.reason),
                state=state,
                since=None if state == "unpolled" else NOON - timedelta(hours=7),
                why=f"{WHYS[state]} {self.evil}".strip(),
                last=None if state == "unpolled" else POLLS[0],
                next=NOON + timedelta(minutes=12),
                polls=0 if state == "unpolled" else 1240,
                entries=312,
                articles=288,
                findings=41,
                expected=None if state == "unpolled" else 22.4,
                last_entry=NOON - timedelta(hours=3),
            )
            for one, state in zip(SOURCES, states, strict=True)
        )

    def source(self, source_id: str) -> tuple[Health, tuple[Poll, ...]] | None:
        found = next((one for one in self.sources() if one.source.id == source_id), None)
        return None if found is None else (found, POLLS if found.last else ())

    def issues(self, *, limit: int = 100, before: int | None = None) -> Page[Fault]:
        faults = (
            Fault(
                seq=9,
                at=NOON,
                issue=Issue(
                    stage="read",
                    what=f"no text {self.evil}",
                    input=f"https://example.org/{self.evil}",
                    why=f"an index page {self.evil}",
                    remedy=f"give an article {self.evil}",
                ),
                article=self.reports[0].article.id if self.reports else None,
            ),
            Fault(
                seq=8,
                at=NOON - timedelta(hours=2),
                issue=Issue(stage="collect", what="no answer", input="https://lt.example/rss"),
                article=None,
            ),
        )
        found = tuple(one for one in faults if before is None or one.seq < before)
        return Page(lines=found[:limit], next=found[limit - 1].seq if len(found) > limit else None)

    def search(self, words: str, *, limit: int = 50, before: int | None = None) -> Page[Hit]:
        found = [one for one in self.reports if words.lower() in one.article.text.lower()]
        return Page(lines=tuple(self._hit(one, words) for one in found)[:limit], next=before)

    def _hit(self, told: Report, words: str) -> Hit:
        article = told.article
        at = article.text.lower().index(words.lower())
        before, found, after = (
            article.text[max(at - 60, 0) : at],
            article.text[at : at + len(words)],
            article.text[at + len(words) : at + 90],
        )
        return Hit(
            article=article.id,
            title=article.title,
            outlet=article.outlet or "",
            published=article.published,
            known=article.known or NOON,
            snippet=f"{before}\x02{found}\x03{after}",
            findings=len(told.findings),
        )

    def export(self, format: str, ask: Ask) -> Iterator[bytes]:  # noqa: A002 -- the desk's name
        for one in self._let_through(ask):
            yield f"{format} {one.seq}\n".encode()

    def formats(self) -> tuple[str, ...]:
        return ("jsonl", "csv")

    def standing(self) -> Standing:
        return Standing(
            articles=len(self.reports),
            findings=len(self.lines),
            copies=1,
            issues=2,
            sources=len(SOURCES),
            blind=1,
            started=NOON - timedelta(days=9),
            last_poll=NOON,
        )


WHYS = {
    "seeing": "",
    "quiet": "polled without fail, nothing new for 7 hours; 22 a day are expected",
    "blind": "the host answers 503",
    "gone": "the feed answers 410",
    "unpolled": "waits for its first poll",
}
POLLS = tuple(
    Poll(
        source="pl/kurier",
        channel="https://pl.kurier.example/rss",
        at=NOON - timedelta(minutes=20 * at),
        outcome=outcome,
        status=status,
        seen=30 if outcome == "new" else 0,
        new=2 if outcome == "new" else 0,
        took=0.3,
    )
    for at, (outcome, status) in enumerate(
        [("new", 200), ("unchanged", 304), ("unchanged", 304), ("failed", None), ("busy", 429)] * 9
    )
)

PORT = 8400
AT = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def live() -> SmallDesk:
    """Give a live desk with a few findings."""
    return SmallDesk()


@pytest.fixture
def client(live: SmallDesk) -> Iterator[TestClient]:
    """Visit a site with a live desk at the root and a sample desk beside it."""
    with visiting(live, SmallDesk(sample=True)) as visitor:
        yield visitor


def visiting(live: SmallDesk | None, sample: SmallDesk | None) -> TestClient:
    """Open a site to a visitor who sees error pages, not exceptions."""
    site = app(live, sample, host="127.0.0.1", port=PORT)
    return TestClient(site, base_url=AT, raise_server_exceptions=False)


@pytest.fixture
def hostile_desk() -> SmallDesk:
    """Give a desk in which versions, copies, issues, sources and health attack the page too."""
    return SmallDesk(evil=EVIL)


@pytest.fixture
def empty_client() -> Iterator[TestClient]:
    """Visit a site whose live desk has nothing yet."""
    with visiting(SmallDesk(empty=True), SmallDesk(sample=True)) as visitor:
        yield visitor


@pytest.fixture
def sample_client() -> Iterator[TestClient]:
    """Visit a site that has the sample desk alone."""
    with visiting(None, SmallDesk(sample=True)) as visitor:
        yield visitor
