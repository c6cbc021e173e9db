"""One invented incident and its story, laid out as a desk does; one more that may be the same."""

from dataclasses import replace
from datetime import date

from tests.web.invented import NOON

from vedette.blame import blame, text
from vedette.desk import (
    Account,
    Charge,
    Climb,
    Head,
    IncidentLine,
    IncidentSheet,
    Nearby,
    Quote,
    Spoken,
    StoryLine,
    StorySheet,
    Vicinity,
)
from vedette.records import (
    Disagreement,
    Grade,
    Incident,
    Interval,
    Kinship,
    Report,
    Saying,
    Side,
    Span,
    Spot,
    Step,
    Telling,
    Utterance,
)

DAY = date(2025, 11, 18)
PAID = "We know who paid for this"
RAIL, NEAR, STORY = "ab" + "1" * 30, "ab" + "2" * 30, "cd" + "3" * 30
SPOT = Spot(name="Lipowa", lat=51.2, lon=22.6, country="PL", precision="town", radius_km=5.0)
WIDE = Spot(name="Poland", lat=52.0, lon=19.0, country="PL", precision="country", radius_km=315.0)


def head(report: Report, evil: str, origin: str | None = None) -> Head:
    """Give a report's head."""
    article = report.article
    return Head(
        article=article.id,
        title=f"{article.title} {evil}".strip(),
        outlet=article.outlet or article.source,
        source=article.source,
        url=article.url,
        language=article.language,
        published=article.published,
        known=article.known or NOON,
        at=article.published or article.known or NOON,
        origin=origin,
    )


def account(report: Report, words: str, evil: str, origin: str | None = None, *, coded=True):
    """Tell of the incident in a report's words."""
    body = report.article.text
    at = body.index(words)
    found = report.findings[0] if coded else None
    return Account(
        telling=Telling(
            article=report.article.id,
            finding=found and found.id,
            words=Span(at, at + len(words)),
            kind=found.kind if found else None,
            when=Interval(DAY, DAY),
            spot=SPOT,
            status="attributed" if coded else "reported",
            confidence=0.8,
        ),
        head=head(report, evil, origin),
        sentence=body[at : at + 90],
        sentence_start=at,
        finding=found,
        about=tuple(one for one in report.findings if coded and one.type == "attribution"),
        review=coded,
        grade="B2" if coded else "F2",
    )


def affair(reports: tuple[Report, ...], evil: str) -> tuple[IncidentSheet, StorySheet]:
    """Make an incident of three reports, one of them a copy, and the story that it stands in."""
    rail, cable, mail = reports[:3]
    first = account(mail, "A cyberattack", evil, coded=False)
    told = account(rail, "Blast", evil)
    copied = account(cable, "A data cable", evil, rail.article.id, coded=False)
    (charge,) = told.about
    by = (f"Interior minister Halina Wrona{evil}",)
    line_7 = Nearby(
        id="l7", name=f"Line 7{evil}", kind=f"rail{evil}", low=3.8, high=13.8, certain=True
    )
    line = IncidentLine(
        id=RAIL,
        kind="sabotage",
        status="attributed",
        article=rail.article.id,
        title=told.head.title,
        sentence=f"{told.sentence}{evil}",
        first=first.head.known,
        last=copied.head.known,
        story=STORY,
        reports=3,
        voices=("lt/pakrante", "pl/kurier"),
        when=Interval(DAY, date(2025, 11, 19)),
        spot=replace(SPOT, name=f"Lipowa{evil}"),
        injured=(2, 4),
        by=by,
        disagreements=("accused", "place"),
        grade="B2",
        confirmed=told.head.known,
        review=True,
        targets=("arms_industry", "rail"),
        near=line_7,
    )
    near = replace(
        line,
        id=NEAR,
        status="reported",
        spot=WIDE,
        disagreements=(),
        reports=1,
        by=(),
        review=False,
        targets=(),
        near=None,
    )
    accounts = (first, told, copied)
    story = StoryLine(
        id=STORY,
        title=f"A story {evil}".strip(),
        first=line.first,
        last=line.last,
        reports=3,
        copies=1,
        voices=line.voices,
        incidents=(RAIL, NEAR),
        kinds=("sabotage",),
        said=1,
    )
    articles = tuple(one.head.article for one in accounts)
    sheet = IncidentSheet(
        line=line,
        incident=Incident(
            id=RAIL,
            kind="sabotage",
            tellings=tuple(one.telling for one in accounts),
            when=line.when,
            spot=SPOT,
            status="attributed",
            accused=("RU",),
            decided={"kind": 14},
            steps=(
                Step(at=first.head.at, article=articles[0], status="reported"),
                Step(at=told.head.at, article=articles[1], status="attributed", firmness=4),
            ),
            kin=(
                Kinship(
                    one=RAIL,
                    other=NEAR,
                    odds=-0.4,
                    reasons=(("one_story", 3.53), ("told_next_day", 0.44), ("names", -0.31)),
                ),
            ),
        ),
        accounts=accounts,
        climbs=tuple(
            Climb(
                step=Step(at=one.head.at, article=one.head.article, status=status),
                account=n,
                words=one.telling.words,
                sentence=one.sentence,
                sentence_start=one.sentence_start,
                by=whose,
            )
            for n, (one, status, whose) in enumerate(
                ((first, "reported", ()), (told, "attributed", by))
            )
        ),
        charges=(
            Charge(
                words=text(blame(charge)) + evil,
                type="attribution",
                article=articles[1],
                finding=charge.id,
                firmness=4,
            ),
        ),
        disagreements=(
            Disagreement(
                about=RAIL,
                field="accused",
                sides=(
                    Side(value="RU", articles=articles[1:], voices=("pl/kurier",)),
                    Side(value=f"two men{evil}", articles=articles[:1], voices=("lt/pakrante",)),
                ),
            ),
        ),
        story=story,
        kin=(near,),
        vicinity=Vicinity(km=20.0, near=(line_7, replace(line_7, high=21.0, certain=False))),
        grade=Grade(
            about=RAIL,
            reliability="B",
            credibility=2,
            voices=(),
            reasons=(
                f"B: Kurier, prints corrections{evil}",
                f"heard, not counted: Meri ja raja: copies Kurier{evil}",
            ),
            row=6,
            rule="admiralty@1",
        ),
    )
    heads = tuple(one.head for one in accounts)
    spoken = said(heads, rail, evil)
    return sheet, StorySheet(line=story, heads=heads, incidents=(line, near), said=spoken)


def said(heads: tuple[Head, ...], rail: Report, evil: str) -> tuple[Spoken, ...]:
    """Quote somebody in two reports and a copy, who differ on the day; and in one and its copy."""
    mail, first, copy = heads
    at = rail.article.text.index(PAID)

    def quote(head: Head, words: str, speaker: str, span: Span | None = None) -> Quote:
        saying = Saying(article=head.article, finding="e" * 32, words=words, speaker=speaker)
        return Quote(saying=saying, head=head, span=span)

    def spoken(number: int, speaker: str, *quotes: Quote, **more) -> Spoken:
        sayings = tuple(one.saying for one in quotes)
        told = Utterance(id=f"ef{number}", type="statement", speaker=speaker, sayings=sayings)
        return Spoken(utterance=told, quotes=quotes, **more)

    day = Disagreement(
        about="ef1",
        field="day",
        sides=(
            Side(value="2025-11-19", articles=(first.article, copy.article), voices=("pl/kurier",)),
            Side(value=f"2025-11-20{evil}", articles=(mail.article,), voices=("lt/pakrante",)),
        ),
    )
    return (
        spoken(
            1,
            f"Wrona{evil}",
            quote(first, f"{PAID}{evil}", f"Wrona{evil}", Span(at, at + len(PAID))),
            quote(first, PAID[:12], f"Wrona{evil}", Span(at, at + 12)),
            quote(copy, PAID, f"Wrona{evil}"),
            quote(mail, f"we know who paid{evil}", f"a minister{evil}"),
            reports=2,
            voices=("pl/kurier", "lt/pakrante"),
            disagreements=(day,),
        ),
        spoken(
            2,
            "",
            quote(first, f"absurd{evil}", ""),
            quote(copy, "absurd", ""),
            reports=1,
            voices=("pl/kurier",),
        ),
    )
