"""A few invented reports, coded by hand: every name, outlet and happening in them is made up."""

import re
from datetime import UTC, datetime, timedelta

from vedette.records import (
    Article,
    Channel,
    Coding,
    Field,
    Finding,
    Report,
    Source,
    Span,
    finding_id,
)

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
        coder="tagger@1",
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
            "rule": EVIL,
        },
    ),
)
