"""What linking makes of streams of reports: stories, incidents, disagreements, stage and place.

    python -m gates.linking                    the gate's streams, then what is told in three
                                               languages, against gates/linking.toml
    python -m gates.linking --json
    python -m gates.linking --streams FOLDER   other streams, without floors
    python -m gates.linking --misses FOLDER    … and what went wrong, to learn from

Streams are read and coded as vedette does it, without their answers, and put together. Stories and
incidents are scored by BCubed, extended to reports that stand in several clusters (Amigó et al.
2009); reports that tell of an incident in passing are neither asked for nor punished. Incidents are
then paired one to one by the reports that they share, for all that is asked of one incident.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from gates.floors import missed, verdict
from gates.streams import STREAMS, TOLD, Stream, closed, read_streams
from vedette.desk import inputs
from vedette.desk.answering import Desk, clock
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger.store import Store
from vedette.relate.days import gap, interval
from vedette.relate.words import shared, stems
from vedette.taxonomy.sites import distance_km

HERE = Path(__file__).resolve().parent
NEAR_KM = 161.0
Clusters = Mapping[str, frozenset[str]]
"""For each report, the clusters that it stands in."""
Answer = Mapping[str, Any]
Tally = dict[str, list[float]]


def related(stream: Stream, folder: Path) -> Answer:
    """Bring a stream through the whole line, without its answers; give `vedette.relate/1`."""
    archive = folder / f"{stream.name}.jsonl"
    lines = (json.dumps({name: r[name] for name in TOLD}) + "\n" for r in stream.reports)
    archive.write_text("".join(lines), "utf-8")
    store = Store(f"sqlite:///{folder / stream.name}.sqlite", write=True)
    try:
        replay(
            inputs.files([str(archive)], replaying=True), Line(store, Local(), now=clock), now=clock
        )
        return Desk(store).related()
    finally:
        store.close()


# ── BCubed ──────────────────────────────────────────────────────────────────────────────────────


def clusters(listed: Iterable[Answer], name: str = "reports") -> dict[str, frozenset[str]]:
    """Give the clusters of each report."""
    held: dict[str, set[str]] = defaultdict(set)
    for one in listed:
        for report in one.get(name, ()):
            held[report].add(one["id"])
    return {report: frozenset(names) for report, names in held.items()}


def alone(reports: Iterable[str], held: Clusters) -> Clusters:
    """Let every report that stands in no cluster stand in one of its own."""
    return {report: held.get(report) or frozenset([f"alone {report}"]) for report in reports}


def bcubed(guess: Clusters, gold: Clusters, spare: Clusters) -> tuple[float, float]:
    """Give precision and recall; `spare` are memberships that are allowed and not asked for.

    A spare membership counts where a report has none in gold, or stands in more clusters.
    """
    wide = {
        report: gold.get(report, frozenset())
        | (
            spare.get(report, frozenset())
            if len(guess.get(report, ())) > len(gold.get(report, ())) or report not in gold
            else frozenset()
        )
        for report in {*guess, *gold, *spare}
    }
    return _mean(guess, wide), _mean(gold, guess)


def _mean(mine: Clusters, theirs: Clusters) -> float:
    """Average over reports how many of the clusters that two share here they share there."""
    by_cluster: dict[str, set[str]] = defaultdict(set)
    for report, names in mine.items():
        for name in names:
            by_cluster[name].add(report)
    rows = []
    for report, names in mine.items():
        near = {other for name in names for other in by_cluster[name]}
        kept = []
        for other in near:
            here = len(names & mine[other])
            there = len(theirs.get(report, frozenset()) & theirs.get(other, frozenset()))
            kept.append(min(here, there) / here)
        if kept:
            rows.append(sum(kept) / len(kept))
    return sum(rows) / len(rows) if rows else 1.0


def f1(precision: float, recall: float) -> float:
    """Give the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# ── One incident ────────────────────────────────────────────────────────────────────────────────


def paired(golds: Sequence[Answer], guesses: Sequence[Answer]) -> dict[str, Answer]:
    """Pair incidents one to one: most reports shared first, then of one kind, place and day.

    What is equal in all that is taken by what is told of it, never by its id, which is another
    with each new version of the coder.
    """
    ranked = []
    for n, gold in enumerate(golds):
        wanted, spare = set(gold["reports"]), set(gold["optional_reports"])
        for m, guess in enumerate(guesses):
            held = set(guess["reports"])
            if wanted & held:
                alike = (
                    len(wanted & held) / len(wanted | (held - spare)),
                    gold["kind"] == guess["kind"],
                    _near(gold["place"], guess.get("place")),
                    _met(gold["when"], guess.get("when")),
                )
                told = json.dumps([guess.get(name) for name in ("timeline", "kind", "when")])
                ranked.append((tuple(-float(each) for each in alike), n, told, m))
    found: dict[str, Answer] = {}
    used = set()
    for _, n, _, m in sorted(ranked):
        if golds[n]["id"] not in found and m not in used:
            found[golds[n]["id"]] = guesses[m]
            used.add(m)
    return found


def judged(
    gold: Answer, guess: Answer | None, at: Mapping[str, datetime]
) -> Iterator[tuple[str, float]]:
    """Say of one incident what is right, each 0 to 1; all is wrong where it was not found."""
    found = guess or {"status": None, "kind": None, "when": None, "place": None, "timeline": []}
    yield "found", float(guess is not None)
    yield "status", float(found["status"] in {gold["status"], *gold["status_also"]})
    yield "kind", float(found["kind"] == gold["kind"])
    yield "when", float(_met(gold["when"], found["when"]))
    yield "place_161km", float(_near(gold["place"], found["place"]))
    moments = [at[report] for report in gold["reports"]]
    right = [bool(_states(found["timeline"], m) & _states(gold["timeline"], m)) for m in moments]
    yield "status_over_time", sum(right) / len(right)


def _met(gold: Answer | None, guess: Answer | None) -> bool:
    if not gold or not guess:
        return False
    one, other = (interval(f"{days['from']}/{days['to']}") for days in (gold, guess))
    return one is not None and other is not None and gap(one, other) == 0


def _near(gold: Answer | None, guess: Answer | None) -> bool:
    if not gold or not guess:
        return False
    return distance_km(gold["lat"], gold["lon"], guess["lat"], guess["lon"]) <= NEAR_KM


def _states(timeline: Iterable[Answer], now: datetime) -> set[str]:
    """Give the stages that a timeline allows at a moment."""
    state: set[str] = set()
    for step in sorted(timeline, key=lambda step: moment(step["published"])):
        if moment(step["published"]) <= now:
            state = {step["status"], *step.get("also", ())}
    return state


def moment(text: str) -> datetime:
    """Read an ISO time, which has a zone."""
    return datetime.fromisoformat(text)


# ── A stream ────────────────────────────────────────────────────────────────────────────────────


def disputes(
    gold: Answer, guess: Answer, matched: Mapping[str, Answer]
) -> tuple[float, float, list[str]]:
    """Give precision and recall of disagreements, and what is missed or false.

    One is found where some two reports that gold holds apart are held apart. Optional ones are
    left out of both.
    """
    renamed = {found["id"]: name for name, found in matched.items()}
    open_ = {n: _sides(one["values"]) for n, one in enumerate(gold["disagreements"])}
    right = false = 0
    misses = []
    for one in guess["disagreements"]:
        about, held = renamed.get(one["incident"]), _sides(one["values"])
        hit = next(
            (
                n
                for n, sides in open_.items()
                if gold["disagreements"][n]["incident"] == about
                and gold["disagreements"][n]["field"] == one["field"]
                and _apart(sides, held)
            ),
            None,
        )
        if hit is None:
            false += 1
            misses.append(f"disagreement false: {about} {one['field']} {list(one['values'])}")
        else:
            open_.pop(hit)
            right += not gold["disagreements"][hit].get("optional")
    missed = [
        gold["disagreements"][n] for n in open_ if not gold["disagreements"][n].get("optional")
    ]
    misses += [
        f"disagreement missed: {d['incident']} {d['field']} {list(d['values'])}" for d in missed
    ]
    told, wanted = right + false, right + len(missed)
    return right / told if told else 1.0, right / wanted if wanted else 1.0, misses


def _sides(values: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {report: value for value, reports in values.items() for report in reports}


def _apart(gold: Mapping[str, str], guess: Mapping[str, str]) -> bool:
    both = sorted(set(gold) & set(guess))
    return any(gold[a] != gold[b] and guess[a] != guess[b] for a, b in combinations(both, 2))


def quoted(gold: Answer, answer: Answer) -> float:
    """Give the share of pairs of reports on one utterance that are found quoting one."""
    pairs = [
        (one, other) for said in gold["utterances"] for one, other in combinations(said["said"], 2)
    ]
    found = [[(s["report"], s["words"]) for s in said["said"]] for said in answer["utterances"]]
    hits = [
        any(_quotes(one, held) and _quotes(other, held) for held in found) for one, other in pairs
    ]
    return sum(hits) / len(hits) if hits else 1.0


def _quotes(gold: Answer, held: Iterable[tuple[str, str]]) -> bool:
    wanted = frozenset(stems(gold["words"]))
    return any(
        report == gold["report"] and shared(wanted, frozenset(stems(words))) >= 0.5
        for report, words in held
    )


def figures(stream: Stream, answer: Answer) -> tuple[dict[str, float], list[str]]:
    """Score one stream; give its figures and what went wrong."""
    gold, reports = stream.gold, [report["id"] for report in stream.reports]
    told = bcubed(
        alone(reports, clusters(answer["stories"])), alone(reports, clusters(gold["stories"])), {}
    )
    spare = clusters(gold["incidents"], "optional_reports")
    linked = bcubed(clusters(answer["incidents"]), clusters(gold["incidents"]), spare)
    wanted = closed(one["pair"] for one in gold["duplicates"])
    found = closed(answer["duplicates"])
    copied = len(wanted & found) / max(1, len(found)), len(wanted & found) / max(1, len(wanted))
    matched = paired(gold["incidents"], answer["incidents"])
    apart, kept, misses = disputes(gold, answer, matched)
    rows: Tally = defaultdict(list)
    at = {name: moment(when) for name, when in gold["published"].items()}
    for one in gold["incidents"]:
        for name, value in judged(one, matched.get(one["id"]), at):
            rows[name].append(value)
            if not value:
                misses.append(f"{name}: {one['id']}, gold {one.get(name)}")
    return {
        "stories": f1(*told),
        "incidents": f1(*linked),
        "copies": f1(*copied),
        "disagreements_p": apart,
        "disagreements_r": kept,
        **({"utterances_r": quoted(gold, answer)} if gold["utterances"] else {}),
    } | {name: sum(values) / len(values) for name, values in rows.items()}, misses


def scored(streams: Sequence[Stream]) -> tuple[dict[str, float], list[str]]:
    """Score streams; give the means of their figures and what went wrong."""
    found: Tally = defaultdict(list)
    wrong = []
    for stream in streams:
        with tempfile.TemporaryDirectory() as folder:
            reached, misses = figures(stream, related(stream, Path(folder)))
        wrong += [f"{stream.name}: {miss}" for miss in misses]
        for name, value in reached.items():
            found[name].append(value)
    return {name: round(sum(values) / len(values), 4) for name, values in found.items()}, wrong


def main(arguments: Sequence[str]) -> int:
    """Score, print, and compare with the floors; 1 where a figure is under its floor."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--streams", type=Path)
    options.add_argument("--misses", type=Path)
    given = options.parse_args(arguments)
    if own := given.streams or given.misses:
        reached, wrong = scored(read_streams(own))
        if given.misses:
            print("\n".join(wrong))
        _show(reached, as_json=given.json)
        return 0
    floors, faults = tomllib.loads((HERE / "linking.toml").read_text("utf-8")), []
    for name, asked in (("gate", floors), ("tongues", floors["tongues"])):
        reached, _ = scored(read_streams(STREAMS[name]))
        told = {figure: value for figure, value in reached.items() if figure in asked["floors"]}
        _show(reached if name == "gate" else told, as_json=given.json)
        faults += [f"{name}, {fault}" for fault in missed(asked, reached)]
    return verdict(faults)


def _show(reached: Mapping[str, float], *, as_json: bool) -> None:
    listed = "\n".join(f"{name:<20}{value:>7.3f}" for name, value in reached.items())
    print(json.dumps(reached) if as_json else listed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
