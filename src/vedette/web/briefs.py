"""A brief in words: parts of short sentences, each with the reports that it rests on.

Pages, files and the command line print the same parts. What is told is coded fields put into words;
what stands in quotation marks is a report's own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from vedette import blame
from vedette.desk import (
    Brief,
    CallLine,
    Changed,
    Charged,
    Differing,
    Due,
    Fresh,
    Head,
    IncidentLine,
    PledgeLine,
    Raised,
)
from vedette.desk.foresight import Forecast
from vedette.web import affairs, almanac, outlook, promises, seen, usual
from vedette.web.clock import day_text
from vedette.web.names import country_name
from vedette.web.unseen import outside, reveal
from vedette.web.words import kind_name, spaced

One = TypeVar("One")

MOST: Final = {
    "new": 8, "changed": 4, "charged": 4, "differing": 3, "due": 3, "calls": 2, "alarms": 4,
}  # fmt: skip
"""Lines of each part. The busiest week of the development streams had 720 words, three minutes,
with one line more in each of the first four; they gave way to five that fall due, 20 words each."""

QUOTED: Final = 140
"""Characters of a report's own sentence, cut at a word."""

UNCHANGED: Final = "No incident changed its stage."
DAY, WEEK = timedelta(days=1), timedelta(days=7)

WORDS_A_MINUTE: Final = 238
"""Silent reading of English non-fiction (Brysbaert 2019, J. Memory and Language 109:104047)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A report that a sentence rests on: its outlet, and where it was published."""

    outlet: str
    url: str | None
    article: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence with its reports, `more` of them not named; `page` is that of what it tells of."""

    head: str
    text: str = ""
    quote: str = ""
    refs: tuple[Ref, ...] = ()
    more: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with its sentences; `more` of them were left out, `nothing` is said without any.

    `page` is where those stand that were left out.
    """

    name: str
    title: str
    items: tuple[Item, ...]
    more: int = 0
    nothing: str = ""
    page: str = ""


def title(told: Brief) -> str:
    """Name a brief by its days and what it is of."""
    first, last = (day_text(day, "{date_long} {year}") for day in (told.ask.since, told.ask.until))
    days = first if first == last else f"{first} to {last}"
    of = [*map(kind_name, sorted(told.ask.kinds)), *map(country_name, sorted(told.ask.places))]
    return f"Brief, {days}" + (f": {', '.join(of)}" if of else "")


def made(told: Brief) -> str:
    """Say of when the knowledge is."""
    return f"As known on {day_text(told.made, '{day} {date} {year}, {hour} UTC')}."


def ways(told: Brief) -> tuple[tuple[str, str, bool], ...]:
    """Lead to the brief of the day, of the week, before and after: name, address, whether this.

    There is none after today.
    """
    ask = told.ask
    whole = ask.since != ask.until
    step, unit = (WEEK, "week") if whole else (DAY, "day")
    after = min(ask.until + step, told.made.date())
    near = [("Earlier", ask.until - step), *([("Later", after)] if after > ask.until else [])]
    return (
        ("Day", f"day={ask.until}", not whole),
        ("Week", f"week={ask.until}", whole),
        *((name, f"{unit}={until}", False) for name, until in near),
    )


def parts(told: Brief) -> tuple[Part, ...]:
    """Lay a brief out: new, changed, accused, differing, falling due, unusual, not seen."""
    days = f"since={told.ask.since}&until={told.ask.until}"
    first, all_of = f"/timeline?{days}", f"/incidents?{days}"
    return (
        _part("new", "New", _fresh, told.fresh, "No incident was first reported.", page=first),
        _part("changed", "Changed", _changed, told.changed, UNCHANGED, page=all_of),
        _part("charged", "Accused and answered", _charged, told.charged, "", page=all_of),
        _part("differing", "Where sources differ", _differing, told.differing, "", page=all_of),
        _falls_due(told),
        _part("alarms", "Unusual", _itself, tuple(_alarms(told)), _quiet(told)),
        Part(name="unseen", title="Not seen", items=(Item(head=_unseen(told)),)),
    )


def minutes(listed: Iterable[Part]) -> float:
    """Say how long a brief takes to read."""
    return sum(len(_words(item).split()) for one in listed for item in one.items) / WORDS_A_MINUTE


def reading(listed: Iterable[Part]) -> str:
    """Say how long a brief takes to read, in whole minutes."""
    told = max(1, round(minutes(listed)))
    return f"Read in {told} minute{'' if told == 1 else 's'}."


def _words(item: Item) -> str:
    return " ".join((item.head, item.text, item.quote, *(ref.outlet for ref in item.refs)))


def _part(
    name: str,
    title: str,
    word: Callable[[One], Item],
    told: Sequence[One],
    nothing: str = "",
    *,
    page: str = "",
) -> Part:
    """Put as much into words as is shown: a day may have hundreds of new incidents."""
    shown = tuple(map(word, told[: MOST[name]]))
    more = len(told) - len(shown)
    return Part(name=name, title=title, items=shown, more=more, nothing=nothing, page=page)


def _itself(item: Item) -> Item:
    return item


def _fresh(one: Fresh) -> Item:
    line = one.line
    told = [affairs.status(line), affairs.hurt(line)]
    voices = f"{len(line.voices)} voice{'' if len(line.voices) == 1 else 's'}"
    return Item(
        head=_named(line),
        text="; ".join(part for part in (*told, f"graded {line.grade}, {voices}") if part),
        quote=cut(line.sentence),
        refs=tuple(map(_ref, one.heads[:3])),
        more=len(one.heads[3:]),
        page=f"/incidents/{line.id}",
    )


def _changed(one: Changed) -> Item:
    now = blame.text(blame.stage(one.climb.step.status, one.climb.by))
    return Item(
        head=_named(one.line),
        text=f"{now}; it was {spaced(one.before)}",
        quote=cut(one.climb.sentence),
        refs=(_ref(one.head),),
        page=f"/incidents/{one.line.id}",
    )


def _charged(one: Charged) -> Item:
    return Item(
        head=_named(one.line),
        text=reveal(one.charge.words),
        refs=(_ref(one.head),),
        page=f"/incidents/{one.line.id}",
    )


def _differing(one: Differing) -> Item:
    sides = "; ".join(
        f"{affairs.side(one.disagreement.field, side.value)} "
        f"({', '.join(_outlets(side.articles, one))})"
        for side in one.disagreement.sides
    )
    first = [one.heads[side.articles[0]] for side in one.disagreement.sides if side.articles]
    return Item(
        head=_named(one.line),
        text=f"{affairs.differing(one.disagreement.field)}: {reveal(sides)}",
        refs=tuple(map(_ref, first)),
        page=f"/incidents/{one.line.id}",
    )


def _outlets(articles: Sequence[str], one: Differing) -> Iterator[str]:
    yield from dict.fromkeys(one.heads[name].outlet for name in articles if name in one.heads)


def _falls_due(told: Brief) -> Part:
    """Tell what falls due, and then what nobody has answered, each within its own bound."""
    soon, calls = told.due[: MOST["due"]], told.unanswered[: MOST["calls"]]
    left = len(told.due) - len(soon) + len(told.unanswered) - len(calls)
    items = (*map(_due, soon), *map(_call, calls))
    return Part(name="due", title="Falls due", items=items, more=left, page="/foresight")


def _due(one: Due) -> Item:
    if one.pledge is not None:
        return _pledge(one.pledge, one.heads)
    assert one.forecast is not None
    return _forecast(one.forecast, one.heads)


def _pledge(line: PledgeLine, heads: Sequence[Head]) -> Item:
    level = f" ({line.level})" if line.level else ""
    return Item(
        head=_opening(f"{promises.promisor(line)}, pledge due {promises.due(line, affairs.dated)}"),
        text=reveal(f"{cut(line.act)}{level}; {line.standing}"),
        refs=tuple(map(_ref, heads[:3])),
        more=len(heads[3:]),
        page=f"/pledges/{line.id}",
    )


def _forecast(one: Forecast, heads: Sequence[Head]) -> Item:
    event = cut(one.event or one.said.sentence)
    return Item(
        head=_opening(f"{outlook.who(one)}, forecast until {outlook.last(one, affairs.dated)}"),
        text=reveal(f"{event}; {outlook.chance(one.likelihood)}, {outlook.state(one)}"),
        refs=tuple(map(_ref, heads[:3])),
        more=len(heads[3:]),
        page=f"/forecasts/{one.id}",
    )


def _call(line: CallLine) -> Item:
    asks = f"{almanac.caller(line)} to {almanac.addressee(line)}, unanswered"
    return Item(
        head=_opening(asks),
        text=cut(line.action),
        refs=(_ref(line.told.head),),
        more=max(0, len(line.voices) - 1),
        page="/calendar#calls",
    )


def _opening(words: str) -> str:
    """Open a line with a capital letter, whatever the report calls who stands there."""
    return reveal(words[:1].upper() + words[1:])


def _alarms(told: Brief) -> Iterator[Item]:
    yield from map(_alarm, told.alarms)
    if count := told.dismissed:
        yield Item(head=f"{count} alarm{'s' if count > 1 else ''} dismissed by an analyst")


def _alarm(one: Raised) -> Item:
    return Item(
        head=usual.day(one.alarm.day) + ", " + usual.named(one),
        text=f"{usual.counted(one)}; a quiet one shows as much {usual.rare(one.alarm.rate)}",
    )


def _quiet(told: Brief) -> str:
    return "No alarm." if told.unusual.week else ""


def _unseen(told: Brief) -> str:
    return seen.sentence(told.coverage, ended=True)


def _named(line: IncidentLine) -> str:
    when = f", {affairs.dated(line.when)}" if line.when else ""
    return reveal(affairs.titled(line) + when)


def _ref(head: Head) -> Ref:
    return Ref(
        outlet=reveal(head.outlet),
        url=outside(head.url),
        article=head.article,
        day=day_text(head.at, "{date}"),
    )


def cut(sentence: str) -> str:
    """Shorten a sentence at a word.

    >>> cut("A cable broke.")
    'A cable broke.'
    >>> len(cut("word " * 99)) <= QUOTED + 2
    True
    """
    plain = reveal(" ".join(sentence.split()))
    if len(plain) <= QUOTED:
        return plain
    return plain[:QUOTED].rsplit(" ", 1)[0] + " …"
