"""What the coder finds of forecasts whose outcome is known, and what they would be scored.

    python benchmarks/forecasts.py built-with
    python benchmarks/forecasts.py held

Reads `tests/forecasts/<name>.toml`, codes each report as `vedette read` does, and compares the
likeliest of its forecasts with the one that was written: found (the words of the event agree), its
forecaster, its last day, its interval of percent, and whether it would be scored as by hand.
"""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

import vedette
from vedette.assess.forecasts.foretold import doubts, likelihood_of
from vedette.assess.forecasts.gathering import gather, shared
from vedette.assess.forecasts.scoring import score
from vedette.assess.forecasts.yardsticks import yardstick
from vedette.assess.voices import voice
from vedette.ledger.foretelling import foretold_in
from vedette.relate import words
from vedette.relate.days import interval

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "forecasts"
COUNTED = ("found", "forecaster", "last day", "percent", "scored as by hand")


def main() -> None:
    """Code the reports of one file and print what was found of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", choices=["built-with", "held"])
    parser.add_argument("--quiet", action="store_true", help="the sums alone")
    parser.add_argument("--bare", action="store_true", help="the reports without their titles")
    given = parser.parse_args()
    text = (FOLDER / f"{given.name}.toml").read_text("utf-8")
    listed = tomllib.loads(text)["forecast"]
    found = [_compared(one, bare=given.bare) for one in listed]
    for one, held in zip(listed, found, strict=True):
        if not given.quiet:
            missed = [name for name in COUNTED if not held[name]]
            print(f"{one['id']}: {'all right' if not missed else 'not ' + ', not '.join(missed)}")
    for name in COUNTED:
        print(f"{name}: {sum(held[name] for held in found)} of {len(found)}")
    print(f"forecasts beside them: {sum(held['beside'] for held in found)}")


def _compared(one: dict[str, Any], *, bare: bool) -> dict[str, int]:
    """Compare what the coder found in a report with what was written of it."""
    title, _, body = one["text"].strip("\n").partition("\n")
    text = body.strip() if bare else f"{title}\n{body}"
    report = vedette.read(text, published=one["published"])
    threads = gather(foretold_in(report.article, report.coding))
    told = [thread.sayings[0] for thread in threads]
    event = {cut: words.rarity(cut) for cut in words.stems(one["event"])}
    near = sorted(told, key=lambda held: -shared(event, held.content))
    if not near or not shared(event, near[0].content):
        return dict.fromkeys(COUNTED, 0) | {"beside": len(told)}
    best = near[0]
    given = likelihood_of(best, yardstick("icd203"))
    due = interval(one["days"])
    percent = bool(given) and [given.low, given.high] == one["percent"]
    last = bool(best.horizon and due and best.horizon.last == due.last)
    whole = not doubts(best, yardstick("icd203")) and given is not None
    by_hand = whole and score(given, came_true=one["outcome"] == "yes").brier == one["brier"]
    return {
        "found": 1,
        "forecaster": int(best.voice.same(voice(one["forecaster"]))),
        "last day": int(last),
        "percent": int(percent),
        "scored as by hand": int(by_hand and last),
        "beside": len(told) - 1,
    }


if __name__ == "__main__":
    sys.exit(main())
