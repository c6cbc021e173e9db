"""Streams of reports with their stories, incidents, copies and disagreements, read and checked.

    python -m gates.streams      counts of every set, or what is wrong

`<stream>/reports.jsonl` has a report a line, in the order of publication: `id`, `outlet`,
`outlet_country`, `published`, `url`, `title`, `text`, and the answers: `copy_of` with `copy_kind`
(`verbatim`, `rewrite`, `translation`), `story`, and `incidents`, what the report tells of each.
`<stream>/gold.json` has `stories`, `incidents` (the merged record with its timeline), `duplicates`,
`disagreements`, `updates` (changes that are none), `unrelated`, and `utterances`: what was said on
one occasion, in the words of each report that quotes it.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from gates.gold import Fault
from vedette.code.tagger.labels import STATUSES
from vedette.relate.clusters import components
from vedette.taxonomy.kinds import ORDER

HERE = Path(__file__).resolve().parent
STREAMS = {
    "development": HERE.parent / "tests" / "streams",
    "gate": HERE / "streams",
    "tongues": HERE / "tongues",
}
"""`tongues` are incidents told in three languages each; others for development are in
`tests/tongues`."""
COPIES = ("verbatim", "rewrite", "translation")
TOLD = ("id", "outlet", "outlet_country", "published", "url", "title", "text")
"""What of a report is handed in; the rest are the answers."""
SAID = ("statement", "pledge", "forecast", "call")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Reports in the order of publication, and what is to be made of them."""

    name: str
    reports: Sequence[Mapping[str, Any]]
    gold: Mapping[str, Any]


def read_stream(folder: Path) -> Stream:
    """Read a stream; raises `Fault` with everything in it that cannot be meant."""
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    stream = Stream(
        name=folder.name,
        reports=[json.loads(line) for line in lines],
        gold=json.loads((folder / "gold.json").read_text("utf-8")),
    )
    if faults := list(_faults(stream)):
        raise Fault(f"{folder.name}: " + "; ".join(faults))
    return stream


def read_streams(folder: Path) -> list[Stream]:
    """Read every stream of a folder, in the order of their names."""
    return [read_stream(path.parent) for path in sorted(folder.glob("*/gold.json"))]


def _faults(stream: Stream) -> Iterator[str]:
    reports = {report["id"]: report for report in stream.reports}
    if len(reports) < len(stream.reports):
        yield "a report's id stands twice"
    times = [datetime.fromisoformat(report["published"]) for report in stream.reports]
    if times != sorted(times):
        yield "reports are not in the order of publication"
    for one in stream.reports:
        yield from _report_faults(one, reports, stream.gold)
    for where, named in _named(stream.gold):
        yield from (f"{where} names {one}, which is not there" for one in named - set(reports))
    for said in stream.gold["utterances"]:
        yield from _words_faults(said, reports)


def _report_faults(
    report: Mapping[str, Any], reports: Mapping[str, Any], gold: Mapping[str, Any]
) -> Iterator[str]:
    name = report["id"]
    if report["copy_of"] is not None:
        if report["copy_kind"] not in COPIES:
            yield f"{name} is a copy of no known kind"
        if report["copy_of"] not in reports:
            yield f"{name} is a copy of {report['copy_of']}, which is not there"
    if report["story"] not in {None, *(story["id"] for story in gold["stories"])}:
        yield f"{name} belongs to a story that is not there"
    known = {one["id"] for one in (*gold["incidents"], *gold["optional_incidents"])}
    for told in report["incidents"]:
        if told["incident"] not in known:
            yield f"{name} tells of {told['incident']}, which is not there"
        if told["kind"] is not None and told["kind"] not in ORDER:
            yield f"{name} has the kind {told['kind']}"
        if told["status_here"] is not None and told["status_here"] not in STATUSES:
            yield f"{name} has the status {told['status_here']}"


def _named(gold: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Give every place in the gold that names reports, and which."""
    for story in gold["stories"]:
        yield f"story {story['id']}", set(story["reports"])
    for incident in gold["incidents"]:
        yield f"incident {incident['id']}", {*incident["reports"], *incident["optional_reports"]}
    for pair in gold["duplicates"]:
        yield "a duplicate", set(pair["pair"])
    for held in gold["disagreements"]:
        yield (
            f"a disagreement on {held['incident']}",
            {report for listed in held["values"].values() for report in listed},
        )
    yield "unrelated", set(gold["unrelated"])


def _words_faults(said: Mapping[str, Any], reports: Mapping[str, Any]) -> Iterator[str]:
    if said["type"] not in SAID:
        yield f"utterance {said['id']} is a {said['type']}"
    for one in said["said"]:
        report = reports.get(one["report"])
        if report is None or one["words"] not in f"{report['title']}\n\n{report['text']}":
            yield f"utterance {said['id']}: {one['report']} has no such words"


def closed(pairs: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """Close pairs transitively: a copy of a copy is a copy."""
    links: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        links[one].append(other)
    groups = components(links)
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def counts(streams: Sequence[Stream]) -> dict[str, int]:
    """Count what some streams hold."""
    total: Counter[str] = Counter()
    for stream in streams:
        total["reports"] += len(stream.reports)
        for name in ("stories", "incidents", "disagreements", "updates", "utterances", "unrelated"):
            total[name] += len(stream.gold[name])
        for kind in COPIES:
            total[kind] += sum(report["copy_kind"] == kind for report in stream.reports)
    return dict(total)


def main() -> int:
    """Check and count; 1 where something is wrong."""
    for name, folder in STREAMS.items():
        try:
            streams = read_streams(folder)
        except Fault as fault:
            print(fault, file=sys.stderr)
            return 1
        listed = ", ".join(f"{count} {what}" for what, count in counts(streams).items())
        print(f"{name}: {len(streams)} streams; {listed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
