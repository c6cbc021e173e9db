"""Nowcasts of invented desks whose late reports are known, and of the streams of development.

A nowcast is made every week from the twelfth on, from what was known by then, and held against what
had become known four weeks after each of its days. Beside it stand two that do without learning:

    none    the count so far is all there will be
    fixed   every desk has the delays of the streams of development

All three get the same chance of being wrong: a fiftieth, spread over what the level of the series
allows.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from vedette.assess.alarms.delays import LONGEST, prior
from vedette.assess.alarms.negbin import log_mass, shortest
from vedette.assess.alarms.nowcasting import FEWEST, SHOWN, Late, Rest, late, pairs
from vedette.assess.alarms.series import Happening, Reading
from vedette.assess.alarms.table import FEWEST_DAYS

STREAMS = Path(__file__).resolve().parents[1] / "tests" / "streams"
FULL = len("2026-03-04")
"""Letters of a whole day."""
START = date(2024, 1, 1)
NOBODY = Happening(incident="i", day=START, kind="arson")
DAYS = 420
LEVELS = (0.3, 2.0, 8.0)
WORLDS = ("prompt", "slow", "weekends", "bursts", "changing", "kinds")
PROMPT = (0.66, 0.8)
"""Share known on the day itself, and of the rest known on each day after."""
SLOW = (0.33, 0.13)
"""Median 2 days, 10 % over 14."""
MISTAKE = 0.02


def simulated(seeds: range = range(3)) -> dict[str, dict[str, float]]:
    """Give coverage and scores of nowcasts by world, and by level of all worlds."""
    rows: dict[str, list[np.ndarray]] = defaultdict(list)
    for world in WORLDS:
        for level in LEVELS:
            for seed in seeds:
                told = list(invent(world, level, seed))
                found = np.vstack(list(judged(told, named(world))))
                rows[world].append(found)
                rows[f"level_{level:g}"].append(found)
    return {name: _summed(np.vstack(found)) for name, found in rows.items()}


def named(world: str) -> str:
    """Name the kind whose series is judged; all of a world unless kinds differ."""
    return "arson" if world == "kinds" else ""


def invent(world: str, level: float, seed: int) -> Iterator[Happening]:
    """Invent incidents of so many a day, each with its own day and the one on which it is known."""
    chance = np.random.default_rng([seed, WORLDS.index(world), round(10 * level)])
    for day in range(DAYS):
        rate = level * np.exp(0.3 * np.sin(day / 40))
        if world == "bursts":
            rate *= chance.gamma(1.0) * (4.0 if chance.random() < 0.03 else 1.0)
        for _ in range(chance.poisson(rate)):
            kind = "arson" if chance.random() < 0.3 else "sabotage"
            known = _known(world, kind, day, chance)
            if known < DAYS:
                yield Happening(
                    incident="i",
                    day=START + timedelta(days=known),
                    kind=kind,
                    happened=START + timedelta(days=day),
                )


def _known(world: str, kind: str, day: int, chance: np.random.Generator) -> int:
    prompt = world == "prompt" or (world == "changing" and day > DAYS / 2)
    prompt |= world == "kinds" and kind != "arson"
    at_once, rest = PROMPT if prompt else SLOW
    known = day
    first = at_once
    while chance.random() >= first * (0.3 if world == "weekends" and known % 7 > 4 else 1.0):
        known, first = known + 1, rest
    return known


def overall(told: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Give what the gate asks for: coverage of days that are open, and gains in log score."""
    rows = [told[world] for world in WORLDS]
    return {
        "least_covered": min(row["covered_open"] for row in rows),
        "most_covered": max(row["covered_open"] for row in rows),
        "least_gain_none": min(row["score"] - row["none"] for row in rows),
        "least_gain_fixed": min(row["score"] - row["fixed"] for row in rows),
    }


def streams() -> dict[str, float]:
    """Give the same for the streams of development, as one desk in the order of their days.

    An incident is known with its first report; a night counts as its second day.
    """
    told = []
    for path in sorted(STREAMS.glob("*/gold.json")):
        lines = path.with_name("reports.jsonl").read_text().splitlines()
        published = {one["id"]: one["published"][:10] for one in map(json.loads, lines)}
        for one in json.loads(path.read_text())["incidents"]:
            known = date.fromisoformat(min(published[name] for name in one["reports"]))
            told.append(replace(NOBODY, day=known, happened=_own_day(one["when"], known)))
    start = min(one.day for one in told) - timedelta(days=7)
    days = (max(one.day for one in told) - start).days + LONGEST + 1
    return _summed(np.vstack(list(judged(told, "", start, days, step=1))))


def _own_day(when: Mapping[str, str] | None, known: date) -> date | None:
    first, last = (when or {}).get("from") or "", (when or {}).get("to") or ""
    if len(first) < FULL or len(last) < FULL:
        return None
    days = date.fromisoformat(first[:FULL]), date.fromisoformat(last[:FULL])
    one_day = days[1] - days[0] <= timedelta(days=1) and days[1] <= known + timedelta(days=1)
    return min(days[1], known) if one_day else None


def judged(
    told: list[Happening], kind: str = "", start: date = START, days: int = DAYS, step: int = 7
) -> Iterator[np.ndarray]:
    """Give a row a day that was nowcast: how many days ago, held, width, and three log scores."""
    reading = Reading(start=start, common=np.full(days, 60.0))
    truth = np.bincount(
        [
            (one.happened - start).days
            for one in told
            if one.happened
            and one.happened >= start
            and (one.day - one.happened).days <= LONGEST
            and kind in one.kind
        ],
        minlength=days,
    )
    for number in range(FEWEST_DAYS, days - LONGEST, step):
        now = start + timedelta(days=number)
        known = [one for one in told if one.day <= now]
        desk = late(known, reading, now)
        if desk.learnt < FEWEST:
            continue
        mine = pairs(one for one in known if kind in one.kind)
        yield _scored(desk, mine, truth, start)


def _scored(desk: Late, mine: list[tuple[int, int]], truth: np.ndarray, start: date) -> np.ndarray:
    rest, fixed = Rest(desk, mine), Rest(_fixed(desk), mine, own=False)
    part = slice(-SHOWN, None)
    days = rest.days[part] - start.toordinal()
    more = truth[days] - rest.known[part]
    usual = np.maximum(rest.known.mean(), 0.01) * np.ones(SHOWN)
    wrong = np.log(MISTAKE) + log_mass(more, usual, 2 * usual)
    rows = []
    for n, (mean, variance) in enumerate(zip(rest.means[part], rest.variances[part], strict=True)):
        low, high = shortest(float(mean), float(variance))
        rows.append([SHOWN - n, low <= more[n] <= high, high - low, mean, more[n]])
    right = np.log(1 - MISTAKE)
    scores = [
        np.logaddexp(right + log_mass(more, one.means[part], one.variances[part]), wrong)
        for one in (rest, fixed)
    ]
    none = np.logaddexp(np.where(more == 0, right, -np.inf), wrong)
    return np.column_stack([rows, *scores, none])


def _fixed(desk: Late) -> Late:
    return replace(desk, delays=prior())


def _summed(found: np.ndarray) -> dict[str, float]:
    yesterday = found[:, 0] == 1
    open_ = found[:, 3] > 0.1
    return {
        "covered": float(found[:, 1].mean()),
        "covered_open": float(found[open_, 1].mean()),
        "covered_yesterday": float(found[yesterday, 1].mean()),
        "width": float(found[:, 2].mean()),
        "bias": float((found[:, 3] - found[:, 4]).mean()),
        "score": float(found[:, 5].mean()),
        "fixed": float(found[:, 6].mean()),
        "none": float(found[:, 7].mean()),
        "n": len(found),
    }
