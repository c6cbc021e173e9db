"""Incidents that a sentence takes back: long past, negated, or only a drill.

The network sees the words of an incident and is often sure of them whatever stands around. What a
date settles is settled everywhere; what a negation or a word of drills settles, only in a bulletin
of a line or two, where it can speak of nothing else: "nobody has been charged over the fire" taught
that in articles. The lists were written for pairs of `training/pairs`; of their 124 drills that
are none 77 have a word of drills, of 1,264 plain twins 3.
"""

import re
from collections.abc import Iterator
from functools import cache

from vedette.code.tagger.stages import NONE
from vedette.code.tagger.things import Scene, Thing
from vedette.code.tagger.triage import SHORT
from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

LONG_PAST = 11
"""Years from which it is history (coding guide: background more than ten years old). Of 2,373
incidents of the training articles that happened 6 stand in a sentence with no later date, most of
them under `since` or `of`; of 1,264 plain twins none, of 146 of what is long past 112."""
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=$|-|/)")
_DIGITS = 4
_NAMED = re.compile(r"\b(?:since|of|from)\s+$", re.IGNORECASE)
"""Before a year: a time that goes on, or a name ("the heroes of 1989")."""
_ARTICLE = re.compile(r"\b(?:the|an?|this|that|its|his|her|their)\s+$", re.IGNORECASE)
"""Before a year: one of what is named next ("the 1985 monument")."""
_NOUN = re.compile(r"(?:\s+[^\W\d_a-z][\w’'-]*){0,3}\s+[\w’'-]+")
_ASIDE = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+")
"""Between what was made and its date: `built by Soviet engineers in 1985`."""
_TAKEN_BACK = frozenset({"refuted", "accident", "foiled", "contested", "retracted"})
_ARRANGED_FOR = frozenset({"military_buildup"})
"""Kinds of which a drill is itself an incident."""
_CLAUSE = re.compile(r"[.;:,]")
_NEAR = 3
"""Words that may stand between `not` and what it negates."""


def unreal(thing: Thing, scene: Scene) -> bool:
    """Say whether an incident did not happen, or happened too long ago to be news."""
    if thing.anchors[0].type != "incident":
        return False
    if _long_past(thing, scene):
        return True
    stage, _ = thing.stage or thing.values["status"]
    if stage == NONE:
        return True
    told = stage not in _TAKEN_BACK
    short = len(scene.sight.text) <= SHORT
    return told and short and (_negated(thing, scene) or _drill(thing, scene))


def _long_past(thing: Thing, scene: Scene) -> bool:
    """Say whether every date that it has in its sentence, and every `when`, is long past.

    A date of something else ("a monument erected in 1985") says nothing of it.
    """
    if scene.sight.published is None:
        return False
    last = scene.sight.published.year - LONG_PAST
    start, end = _characters(thing, scene)
    told = [t for t in scene.sight.times if start <= t.span.start < end and t.type == "DATE"]
    dates = [time for time in told if not _of_another(time.span, thing, scene)]
    years = [_latest(time.value) for time in dates]
    years += [_latest(str(field.value)) for field in thing.fields.get("when", ()) if field.value]
    return bool(dates) and all(year is not None and year <= last for year in years)


def _of_another(date: Span, thing: Thing, scene: Scene) -> bool:
    """Say whether a date is that of something else in the sentence than the incident."""
    (start, end), text = _characters(thing, scene), scene.sight.text
    before, after = text[start : date.start], text[date.end : end]
    if _NAMED.search(before):
        return True
    noun = _NOUN.match(after)
    if noun and _ARTICLE.search(before):
        return not _told(thing, scene, Span(date.end, date.end + noun.end()))
    return any(
        _ASIDE.fullmatch(between) and not _told(thing, scene, reach)
        for between, reach in _made(before, after, start, date)
    )


def _made(before: str, after: str, start: int, date: Span) -> Iterator[tuple[str, Span]]:
    """Give what was made around a date: the words between, and the range of all of it."""
    for match in _makings().search(before):
        yield before[match.end :], Span(start + match.start, date.start)
    for match in _makings().search(after):
        if not after[: match.start].strip():
            yield after[: match.start], Span(date.end, date.end + match.end)


def _told(thing: Thing, scene: Scene, reach: Span) -> bool:
    """Say whether any mention of an incident shares characters with a range."""
    spans = (scene.characters(anchor.start, anchor.end) for anchor in thing.anchors)
    return any(span.start < reach.end and reach.start < span.end for span in spans)


def _latest(value: str) -> int | None:
    """Give the last year of a value; None where it has none.

    >>> _latest("1986-04-26"), _latest("2012/2022"), _latest("198"), _latest("PAST")
    (1986, 2022, 1989, None)
    """
    if value.isdecimal() and len(value) < _DIGITS:
        return int(value.ljust(_DIGITS, "9"))
    return max((int(year) for year in _YEAR.findall(value)), default=None)


def _characters(thing: Thing, scene: Scene) -> Span:
    """Give the sentence of the clearest mention."""
    return scene.characters(*scene.sentence(thing.anchors[0].start))


@cache
def _words() -> Patterns:
    return Patterns({name: lexicon("unreal").ordered(name) for name in ("drill", "none", "not")})


@cache
def _makings() -> Patterns:
    return Patterns({"made": lexicon("unreal").ordered("made")})


@cache
def _listed(name: str) -> frozenset[str]:
    return lexicon("unreal").words(name)


def _negated(thing: Thing, scene: Scene) -> bool:
    """Say whether the clause before the clearest mention takes it back."""
    start, _ = _characters(thing, scene)
    before = scene.sight.text[start : scene.words[thing.anchors[0].start].start]
    clause = _CLAUSE.split(before)[-1]
    return any(_takes_back(name, rest) for name, rest in _said(clause))


def _said(clause: str) -> Iterator[tuple[str, list[str]]]:
    """Give each negation in a clause with the words that follow it there."""
    for match in _words().search(clause):
        yield match.name, clause[match.end :].lower().split()


def _takes_back(name: str, rest: list[str]) -> bool:
    if name == "drill" or _listed("besides") & {*rest[:1]} or _listed("granted") & {*rest}:
        return False
    return name == "none" or len(rest) <= _NEAR


def _drill(thing: Thing, scene: Scene) -> bool:
    """Say whether a bulletin speaks of a drill, and the kind is none that a drill may be."""
    arranged = "drill" in _words().names(scene.sight.text)
    return arranged and thing.values["kind"][0] not in _ARRANGED_FOR
