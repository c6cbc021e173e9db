"""How many things and people each report of an incident counts, and which counts are disputed.

A report's number is the one that it sets against another ("nine, not five") if other reports have
that other one; else the first that it leads with. Numbers are of the things that are usually
counted of the incident's kind (`things.toml`), or of people killed and hurt.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from vedette.relate.contrasts import Contrast
from vedette.relate.numerals import TOLLS
from vedette.relate.voices import Held, Voice
from vedette.relate.words import stem


def counted(voices: Sequence[Voice], kind: str, alone: frozenset[str]) -> dict[str, Held]:
    """Give, for people killed, people hurt and things, the number that each report holds.

    `alone` are the reports whose whole text is on this incident.
    """
    held = {name: _toll(voices, name, alone) for name in TOLLS}
    held["count"] = _things_told(voices, kind, alone)
    for voice in voices:
        for one in voice.report.figures.contrasts:
            if _disputes(one, voice, voices, held):
                break
    return held


def _toll(voices: Sequence[Voice], name: str, alone: frozenset[str]) -> Held:
    """Give the number of people that each report tells: as coded, else as its words say."""
    pairs: Held = []
    for voice in voices:
        told = voice.telling.values.get(name, ())
        read = voice.report.figures.tolls.get(name)
        if not told and read is not None and voice.telling.article in alone:
            told = (str(read),)
        if len(told) == 1:
            pairs.append((told[0], voice))
    return pairs


def _things_told(voices: Sequence[Voice], kind: str, alone: frozenset[str]) -> Held:
    """Give how many of one thing each report counts first: of what most sources count.

    Of equals what is usually counted of this kind comes before what is counted of any.
    """
    listed = (*_things().get(kind, ()), *_things()["any"])
    told = [_of_one_thing(voices, things, alone) for things in listed]
    return max(told, key=lambda held: len({voice.source for _, voice in held}), default=[])


def _of_one_thing(voices: Sequence[Voice], things: frozenset[str], alone: frozenset[str]) -> Held:
    led = [(next(_numbers(v, things, whole=v.telling.article in alone), None), v) for v in voices]
    return [(number, voice) for number, voice in led if number]


def _numbers(voice: Voice, things: frozenset[str], *, whole: bool) -> Iterator[str]:
    """Give the numbers of some things in a telling's sentence, then in all of its report."""
    for one in voice.telling.values.get("count", ()):
        number, _, thing = one.partition(" ")
        if thing in things:
            yield number
    if whole:
        yield from (str(n) for thing, n in voice.report.figures.things if thing in things)


def _disputes(one: Contrast, voice: Voice, voices: Sequence[Voice], held: dict[str, Held]) -> bool:
    """Let a report hold its own number where it sets it against that of others; say if it does.

    A number that is turned down in words need not be known as a count of something: that another
    report has it is enough.
    """
    others = [other for other in voices if other.source != voice.source]
    for name in (*TOLLS, "count"):
        told = {value for value, other in held[name] if other in others}
        own = one.held if str(one.against) in told else one.against
        if str(one.against) in told or (not one.plain and str(one.held) in told):
            held[name] = _with(held[name], {voice.telling.article: own}, voices)
            return True
    quoted = [other for other in others if one.plain and _has(other, one.against)]
    if quoted:
        numbers_of = {other.telling.article: one.against for other in quoted}
        numbers_of[voice.telling.article] = one.held
        held["count"] = _with(held["count"], numbers_of, voices)
    return bool(quoted)


def _has(voice: Voice, number: int) -> bool:
    """Say whether a report has a number; that it has a one tells nothing."""
    return number > 1 and number in voice.report.figures.numbers


def _with(held: Held, changed: Mapping[str, int], voices: Sequence[Voice]) -> Held:
    """Let some reports hold these numbers and no other."""
    kept = {voice.telling.article: value for value, voice in held}
    kept |= {article: str(number) for article, number in changed.items()}
    return [(kept[v.telling.article], v) for v in voices if v.telling.article in kept]


@cache
def _things() -> Mapping[str, tuple[frozenset[str], ...]]:
    listed = tomllib.loads((Path(__file__).parent / "things.toml").read_text("utf-8"))
    return {
        kind: tuple(frozenset(map(stem, words.split())) for words in lines)
        for kind, lines in listed.items()
    }
