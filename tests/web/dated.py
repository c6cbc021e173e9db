"""Two invented calls and a state's postures, laid out as a desk does."""

from datetime import timedelta

from tests.web.affair import head
from tests.web.invented import NOON

from vedette.calls import Answered, CallLine, Step
from vedette.cited import Words
from vedette.postures import Change, ChangeLine, CountryTrack, Level, Sighting
from vedette.records import Report, Span

ASKED, MET = "ca" + "1" * 30, "ca" + "2" * 30
DAY = timedelta(days=1)


def words(report: Report, evil: str) -> Words:
    """Give the first words of a report."""
    text = report.article.text
    span = Span(0, text.index(" ", 12))
    return Words(head=head(report, evil), sentence=text[:90], start=0, span=span)


def calls(told: tuple[Report, ...], evil: str) -> tuple[CallLine, CallLine]:
    """Give a call that nobody answered and one that a deed followed."""
    quoted = words(told[0], evil)
    step = Step(
        at=NOON,
        standing="followed",
        why=f"a posture of the one who was asked {evil}".strip(),
        article=quoted.head.article,
        finding="f" * 32,
        words=quoted.span,
    )
    asked = CallLine(
        id=ASKED,
        callers=("LT",),
        who=f"Vilnius {evil}".strip(),
        addressees=("PL",),
        whom="Poland",
        action=f"guard the line {evil}".strip(),
        standing="unanswered",
        first=NOON - DAY,
        last=NOON,
        told=quoted,
        reports=2,
        voices=("pl/kurier", "lt/pakrante"),
        review=True,
    )
    met = CallLine(
        id=MET,
        callers=(),
        who=f"the mayor {evil}".strip(),
        addressees=("FI",),
        whom="Finland",
        action="open the bridge",
        standing="followed",
        first=NOON - 40 * DAY,
        last=NOON - 40 * DAY,
        told=quoted,
        steps=(Answered(step=step, told=quoted),),
        voices=("fi/meri",),
    )
    return asked, met


def track(told: tuple[Report, ...], evil: str) -> CountryTrack:
    """Give an alert raised, raised to a level, a border closed, and guards announced."""
    quoted = words(told[0], evil)
    one = _change(quoted, "raise", "alert", -30, evil, height=1)
    two = _change(
        quoted, "raise", "alert", -9, evil, height=2, named=Level(name="bravo", rank=2, of=4)
    )
    three = _change(quoted, "close", "passage", -5, evil, until=(NOON + 9 * DAY).date())
    four = _change(quoted, "lower", "protection", 4, evil, by_place=True)
    lines = tuple(
        ChangeLine(change=change, told=quoted, voices=("pl/kurier", "lt/pakrante"), review=n == 0)
        for n, change in enumerate((one, two, three, four))
    )
    return CountryTrack(country="PL", level=2, named="bravo", before=None, lines=lines)


def _change(quoted: Words, direction, lane, days, evil, **more) -> Change:
    return Change(
        id=f"{days}",
        country="PL",
        lane=lane,
        direction=direction,
        day=(NOON + days * DAY).date(),
        told_day=days < -5,
        until=more.pop("until", None),
        who="Poland",
        change=quoted.sentence[: quoted.span.end],
        region=f"the line {evil}".strip(),
        first=NOON,
        sightings=(
            Sighting(
                article=quoted.head.article,
                finding="f" * 32,
                at=NOON,
                who="Poland",
                words=quoted.sentence[: quoted.span.end],
                span=quoted.span,
            ),
        ),
        **more,
    )
