"""What goes wrong on a day, and when: drawn from a seed, in hours of that day.

Outlets ail one by one, at any hour. What strikes the whole desk comes between its tenth part and
its ninetieth, one after the other; kills come in the middle, so that the first process has run for
hours before them and the last one runs for hours after. So the first hour and the last are alike.
"""

from dataclasses import dataclass
from random import Random

AILMENTS = ("away", "silent", "error", "slow", "broken", "huge", "loop")
"""Hangs up; never answers; 500; a byte a second; a list that is none; no end; leads to itself."""
STRIKES = ("locked", "kill", "full", "kill", "kill", "locked", "full")
"""What strikes the desk on a whole day, in this order: the kills lie between the others."""
DESK, RECEIVER = "desk", "receiver"
LASTS = {"locked": (0.1, 0.3), "full": (0.1, 0.4), "kill": (0.02, 0.2), "ail": (0.2, 1.0)}
"""Hours that each lasts; at twenty times real time an hour is three minutes."""
PAUSE = (3.0, 9.0)
"""Hours between two ailments of one outlet: a page is asked for three times in six minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Something that goes wrong with somebody, from one hour of the day until another."""

    kind: str
    whom: str
    start: float
    end: float


def drawn(outlets, hours, seed):
    """Draw what goes wrong on so many hours, in the order in which it begins."""
    rng = Random(seed)
    spells = [one for outlet in outlets for one in _ailments(outlet, hours, rng)]
    spells += _strikes(hours, rng) + _absences(hours, rng)
    return sorted(spells, key=lambda one: one.start)


def _ailments(outlet, hours, rng):
    at = rng.uniform(0, PAUSE[1])
    while True:
        end = at + rng.uniform(*LASTS["ail"])
        if end > hours - 0.3:
            return
        yield Spell(kind=rng.choice(AILMENTS), whom=outlet, start=at, end=end)
        at = end + rng.uniform(*PAUSE)


def _strikes(hours, rng):
    """Give what strikes the desk, each in a stretch of its own; fewer on a short day."""
    kinds = STRIKES[: max(3, round(len(STRIKES) * min(hours, 24.0) / 24))]
    stretch = 0.8 * hours / len(kinds)
    found = []
    for n, kind in enumerate(kinds):
        lasts = min(rng.uniform(*LASTS[kind]), 0.6 * stretch)
        start = 0.1 * hours + n * stretch + rng.uniform(0, 0.9 * stretch - lasts)
        found.append(Spell(kind=kind, whom=DESK, start=start, end=start + lasts))
    return found


def _absences(hours, rng):
    """Let the receiver of alerts be away some times, never near the end."""
    times = max(1, round(hours / 8))
    part = 0.8 * hours / times
    starts = [n * part + rng.uniform(0.1, 0.6) * part for n in range(times)]
    lasts = [min(rng.uniform(0.3, 1.0), 0.3 * part) for _ in starts]
    return [
        Spell(kind="away", whom=RECEIVER, start=at, end=at + long)
        for at, long in zip(starts, lasts, strict=True)
    ]
