"""Sayings of forecasts, made of plain words."""

from datetime import UTC, date, datetime

from vedette.assess.forecasts.foretold import Foretold
from vedette.assess.voices import voice
from vedette.records import Interval, Span


def days(first, last):
    """An interval of two ISO dates."""
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


def saying(article, day, cue, event, *, who="Admiral Ture Sandell", until=None, **more):
    """What a report of a day foretells: its sentence is forecaster, cue, event and time."""
    sentence = f"{who} says it is {cue} that {event} {more.get('due', '')}."
    start = sentence.index(cue)
    at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    given = {"origin": article, "source": "xx/one", "sentence": sentence, **more}
    return Foretold(
        article=article,
        finding=f"f-{article}",
        at=at,
        anchor=(Span(start, start + len(cue)),),
        words=(cue,),
        voice=voice(who),
        called=who,
        event=event,
        content={word.lower(): 1.0 for word in event.split()},
        horizon=days(day, until) if until else None,
        **given,
    )
