"""Alarms on series of real counts, whose history is known: which came, and which judged rises did.

    python benchmarks/histories.py                   figures and alarms of every series
    python benchmarks/histories.py --draw docs/pictures

It needs the shared sets (VEDETTE_SHARED). Nothing was chosen on these series: the watch runs with
its defaults, one false alarm a month over all series of a set. Sets whose licence keeps them out of
a release are measured and not drawn.
"""

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import strips
from shared import folder
from vedette.assess.alarms.promise import GAP, Promise
from vedette.assess.alarms.raising import Alarm, raise_alarms
from vedette.assess.alarms.table import Counts, read_counts

BUDGET = 1.0
RAISED_WITHIN = 3
"""Days after a judged peak within which an alarm is about it: windows may need a day or two."""
KINDS = {
    "Detonation": "explosions",
    "Explosion": "explosions",
    "Skottlossning": "shootings",
    "Skottlossning, misstänkt": "shootings",
    "Mord/dråp, försök": "attempted killings",
    "Farligt föremål, misstänkt": "suspect objects",
    "Sabotage mot blåljusverksamhet": "attacks on rescuers",
    "Bombhot": "bomb threats",
}
"""Kinds of the Swedish police; it wrote `Detonation` until September 2024, `Explosion` since."""
POLICE_SINCE = "2023-05-01"
"""Before it the set holds few kinds, and those of April 2023 were still being added."""
EMPTY = {"Luhanska", "Lubenskyi raion"}
"""One alert each in a year: Luhansk is under one that never ended, the other is a district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A set of series: `lay_out` writes its table, `drawn` says that its licence lets it ship."""

    name: str
    title: str
    lay_out: Callable[[Path], Iterator[str]]
    drawn: bool = True


def headlines(room: Path) -> Iterator[str]:
    """Count new headlines by topic, against the polls of the day."""
    yield "date,series,count,exposure"
    for row in _rows(room / "headline_topics_daily_se.csv"):
        if row["kind"] != "all":
            yield f"{row['date']},{row['kind']},{row['new_headlines']},{row['polls_that_day']}"


def alerts(room: Path) -> Iterator[str]:
    """Count air raid alerts by region."""
    yield "date,series,count"
    for row in _rows(room / "air_raid_alerts_daily_by_oblast.csv"):
        if row["place"] not in EMPTY:
            yield f"{row['date']},{row['place']},{row['alerts']}"


def police(room: Path) -> Iterator[str]:
    """Count reports of the Swedish police by kind, against all reports of the day."""
    counts: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    with gzip.open(room / "swedish_police_daily.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            total[row["date"]] += int(row["count"])
            counts[row["date"], KINDS.get(row["kind"], "")] += int(row["count"])
    yield "date,series,count,exposure"
    for day in sorted(day for day in total if day >= POLICE_SINCE):
        for series in sorted({*KINDS.values()}):
            yield f"{day},{series},{counts[day, series]},{total[day]}"


def weapons(room: Path) -> Iterator[str]:
    """Count drones and missiles launched at Ukraine by kind."""
    yield "date,series,count"
    for row in _rows(room / "aerial_attacks_daily.csv"):
        yield f"{row['date']},{row['kind']},{row['launched']}"


HISTORIES = (
    History(
        name="headlines", title="New headlines seen in Sweden, by topic and day", lay_out=headlines
    ),
    History(name="alerts", title="Air raid alerts in Ukraine, by region and day", lay_out=alerts),
    History(name="police", title="Reports of the Swedish police, by kind and day", lay_out=police),
    History(name="weapons", title="Weapons launched at Ukraine", lay_out=weapons, drawn=False),
)


def main(arguments: list[str]) -> int:
    """Print the alarms of every history and what became of the judged peaks; draw if asked."""
    room = folder() / "data" / "raw" / "series"
    for history in HISTORIES:
        table = read_counts(history.lay_out(room), history.name)
        watched = raise_alarms(table, Promise(budget=BUDGET))
        months = watched.days / 30.4
        print(
            f"{history.name}: {watched.series} series, {watched.days} days, "
            f"{len(watched.alarms)} alarms, {len(watched.alarms) / months:.2g} a month, on "
            f"{len(occasions(watched.alarms))} occasions"
        )
        for number, alarm in enumerate(watched.alarms, 1):
            print(f"{number:4} {_line(alarm)}")
        peaks = list(_judged(room)) if history.name == "headlines" else []
        for line in _met(peaks, table, watched.alarms):
            print(line)
        if history.drawn and "--draw" in arguments:
            target = Path(arguments[arguments.index("--draw") + 1], f"history-{history.name}.svg")
            marks = [(peak["kind"], peak["date"], peak["judged"]) for peak in peaks]
            target.write_text(strips.draw(history.title, table, watched.alarms, marks), "utf-8")
    return 0


def occasions(alarms: Iterable[Alarm]) -> list[date]:
    """Give the days on which alarms begin that come within three days of each other."""
    days: list[date] = []
    last = date.min
    for alarm in alarms:
        if (alarm.day - last).days > RAISED_WITHIN:
            days.append(alarm.day)
        last = alarm.day
    return days


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _judged(room: Path) -> Iterator[dict[str, str]]:
    for line in (room / "peaks.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _met(peaks: list[dict[str, str]], table: Counts, alarms: tuple[Alarm, ...]) -> Iterator[str]:
    """Say of each judged peak whether it was raised, told earlier, missed, or came too early."""
    told: Counter[tuple[str, str]] = Counter()
    for peak in peaks:
        fate = _fate(peak["kind"], date.fromisoformat(peak["date"]), table, alarms)
        told[peak["judged"], fate] += 1
        print(f"     {peak['date']} {peak['kind']}, judged {peak['judged']}: {fate}")
    yield from (f"     {n} judged {judged}: {fate}" for (judged, fate), n in sorted(told.items()))


def _fate(kind: str, day: date, table: Counts, alarms: tuple[Alarm, ...]) -> str:
    if day < table.start + timedelta(days=56):
        return "in the first eight weeks"
    since = [(alarm.day - day).days for alarm in alarms if alarm.series == (kind,)]
    if any(0 <= days <= RAISED_WITHIN for days in since):
        return "raised"
    return "within an alarm raised before it" if any(-GAP < d < 0 for d in since) else "not raised"


def _line(alarm: Alarm) -> str:
    return (
        f"{alarm.day} {alarm.scope} {', '.join(alarm.series)}: {alarm.count} in {alarm.days} days, "
        f"expected {alarm.expected:.2g} ({alarm.low} to {alarm.high}), {alarm.rate:.2g} a year"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
