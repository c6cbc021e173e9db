"""Learns which number of a report counts what an incident is about, and which two are disputed.

    python -m training.linking.reckoning src/vedette/relate [--told FILE]

From the development streams, coded and linked as vedette does it, with the counts of their records
and their disagreements. The first model weighs single numbers, the second pairs of the likeliest of
two reports; the second is shown what the first tells of streams that it has not seen. Prints what
both are worth by streams that neither has seen, for several bounds. Writes `reckoning.tsv` and the
tables `count` and `counts_apart` of `odds.toml`.
"""

import argparse
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gates.linking import paired
from gates.streams import STREAMS, Stream, read_streams
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from training.linking.learn import Taught, coded, shipped, taught, written
from vedette.records import Incident
from vedette.relate import countings, reckoning
from vedette.relate.odds import Odds
from vedette.relate.relating import focus_of, picture
from vedette.relate.voices import Voice, in_order, own

FOLDS = 6
COMMON = 4
"""Numbers beside which a sign must stand."""
PULL = 0.3
SMALL = 0.05
"""Weights of signs below this are left out."""
BOUNDS = (-1.7, -1.4, -1.1, -0.85, -0.6, -0.4, 0.0, 0.4)
LEAST = -0.6
BESIDE = (
    "usual", "known", "same_number", "same_number_share", "same_thing", "same_thing_share",
)  # fmt: skip
PAIR = (
    "less", "more", "one_thing", "bare", "contrast", "crossed", "ratio", "few", "many", "round",
    "hours", "rising", "holders", "reports", "alone", "marked",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident as it was linked, and what its stream says of it: counts and disputes."""

    stream: str
    incident: Incident
    voices: Sequence[Voice]
    alone: frozenset[str]
    counts: Mapping[str, str]
    sides: Sequence[tuple[Mapping[str, str], bool]]
    known: frozenset[str]


def incidents_of(one: Taught) -> Iterator[Told]:
    """Put a stream together, and give each incident with what is right of it."""
    found = picture(one.signatures.values(), one.origins)
    alone = focus_of(found.incidents)
    guesses = [
        {"id": i.id, "kind": i.kind, "reports": [one.names[a] for a in i.articles]}
        for i in found.incidents
    ]
    right = {m["id"]: name for name, m in paired(one.stream.gold["incidents"], guesses).items()}
    ids = {name: article for article, name in one.names.items()}
    for incident in found.incidents:
        name = right.get(incident.id)
        told = {
            ids[r["id"]]: each["count"]
            for r in one.stream.reports
            for each in r["incidents"]
            if each["incident"] == name
        }
        yield Told(
            stream=one.stream.name,
            incident=incident,
            voices=own(in_order(_voices(incident, one))),
            alone=alone[incident.id].alone,
            counts={article: str(count) for article, count in told.items() if count is not None},
            sides=[
                ({ids[r]: v for v, rs in d["values"].items() for r in rs}, bool(d.get("optional")))
                for d in one.stream.gold["disagreements"]
                if d["incident"] == name and d["field"] == "count"
            ],
            known=frozenset(told),
        )


def _voices(incident: Incident, one: Taught) -> Iterator[Voice]:
    for telling in incident.tellings:
        article = telling.article
        yield Voice(
            report=one.signatures[article],
            origin=one.origins.get(article, article),
            telling=telling,
        )


# ── Single numbers ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number of a report: its signs, and whether it is the count, where that is known."""

    told: Told
    voice: Voice
    number: reckoning.Reckoned
    signs: Mapping[str, float]
    right: bool
    known: bool


def shown(told: Told) -> Iterator[Shown]:
    """Give every number of an incident's reports."""
    waiting: dict[str, list[frozenset[str]]] = {}
    for voice, number, beside in countings.numbers_of(told.voices, told.incident.kind):
        article = voice.telling.article
        if article not in waiting:
            title = voice.report.title
            found = reckoning.signs(f"{title}. {voice.report.body}", len(title) + 2)
            waiting[article] = [signs for _, _, signs in found]
        yield Shown(
            told=told,
            voice=voice,
            number=number,
            signs=dict.fromkeys(waiting[article].pop(0), 1.0)
            | dict(zip(BESIDE, beside, strict=True)),
            right=told.counts.get(article) == str(number.value),
            known=article in told.known,
        )


def table(rows: Sequence[Shown], names: Sequence[str]) -> csr_matrix:
    """Lay signs out: a row a number, a column a name."""
    columns = {name: column for column, name in enumerate(names)}
    cells = [
        (row, columns[name], value)
        for row, one in enumerate(rows)
        for name, value in one.signs.items()
        if name in columns and value
    ]
    at, to, values = zip(*cells, strict=True)
    return csr_matrix((values, (at, to)), shape=(len(rows), len(names)))


def fitted(values: Any, right: Sequence[bool]) -> LogisticRegression:
    """Fit a model."""
    return LogisticRegression(C=PULL, max_iter=5000).fit(values, right)


def apart(streams: Sequence[str], rows: Sequence[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give which rows are held out, and which are of other streams, part by part."""
    for fold in range(FOLDS):
        held = np.isin(rows, streams[fold::FOLDS])
        yield held, ~held


# ── Pairs ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """The counts of two reports: their signs, and whether they are disputed; `open` may be both."""

    told: Told
    signs: tuple[float, ...]
    right: bool
    open: bool


def two(told: Told, counts: Sequence[countings.Count]) -> Iterator[Two]:
    """Give the pairs of an incident's likeliest counts."""
    for one, other, signs in countings.pairs(counts, told.alone):
        some = [one.voice.telling.article, other.voice.telling.article]
        met = [
            optional
            for sides, optional in told.sides
            if all(a in sides for a in some) and sides[some[0]] != sides[some[1]]
        ]
        yield Two(told=told, signs=signs, right=bool(met), open=any(met))


def judge(rows: Sequence[Two], sums: np.ndarray, wanted: int) -> None:
    """Print, for each bound, how many disputes are found, and how many false ones."""
    for bound in BOUNDS:
        best: dict[tuple[str, str], tuple[float, Two]] = {}
        for one, total in zip(rows, sums, strict=True):
            key = (one.told.stream, one.told.incident.id)
            if total >= bound and total > best.get(key, (bound - 1, one))[0]:
                best[key] = (float(total), one)
        right = sum(one.right and not one.open for _, one in best.values())
        false = sum(not one.right for _, one in best.values())
        print(f"{bound:6.2f}: {right} of {wanted} found, {false} false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Singles:
    """Numbers with their signs laid out, and what a model tells of each that has not seen it."""

    rows: Sequence[Shown]
    signs: Sequence[str]
    model: LogisticRegression
    unseen: Sequence[float]


def singles(told: Sequence[Told], names: Sequence[str]) -> Singles:
    """Learn what weighs for a number to be the count."""
    rows = [row for one in told for row in shown(one)]
    common = Counter(sign for row in rows for sign in row.signs)
    signs = sorted({name for name, count in common.items() if count >= COMMON} | set(BESIDE))
    values = table(rows, signs)
    right, known = (np.array([getattr(row, name) for row in rows]) for name in ("right", "known"))
    unseen = np.zeros(len(rows))
    for held, others in apart(names, [row.told.stream for row in rows]):
        model = fitted(values[others & known], right[others & known])
        unseen[held] = model.decision_function(values[held])
    model = fitted(values[known], right[known])
    return Singles(rows=rows, signs=signs, model=model, unseen=unseen.tolist())


def pairs_of(told: Sequence[Told], single: Singles) -> list[Two]:
    """Give the pairs of the likeliest counts, by models that have not seen their stream."""
    listed: dict[int, list[countings.Count]] = {}
    for row, odds in zip(single.rows, single.unseen, strict=True):
        one = countings.Count(voice=row.voice, number=row.number, odds=odds)
        listed.setdefault(id(row.told), []).append(one)
    return [pair for one in told for pair in two(one, countings.surest(listed.get(id(one), ())))]


def disputes(both: Sequence[Two], names: Sequence[str], wanted: int) -> LogisticRegression:
    """Learn what weighs for two counts to be disputed, and print what that is worth."""
    seen = np.array([pair.signs for pair in both])
    right, clear = np.array([p.right for p in both]), ~np.array([p.open for p in both])
    sums = np.zeros(len(both))
    for held, others in apart(names, [pair.told.stream for pair in both]):
        sums[held] = fitted(seen[others & clear], right[others & clear]).decision_function(
            seen[held]
        )
    judge(both, sums, wanted)
    return fitted(seen[clear], right[clear])


def main() -> None:
    """Learn without parts of the streams and print; learn from all and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--told", type=Path, help="where what was linked is kept between runs")
    given = options.parse_args()
    streams = read_streams(STREAMS["development"])
    told = _told(streams, given.told)
    names = [one.name for one in streams]
    single = singles(told, names)
    wanted = sum(
        each["field"] == "count" and not each.get("optional")
        for one in streams
        for each in one.gold["disagreements"]
    )
    pair = disputes(pairs_of(told, single), names, wanted)
    weights = dict(zip(single.signs, single.model.coef_[0], strict=True))
    kept = {s: w for s, w in weights.items() if s not in BESIDE and abs(w) >= SMALL}
    (given.folder / "reckoning.tsv").write_text(
        "".join(f"{sign}\t{weight:.2f}\n" for sign, weight in kept.items()), "utf-8"
    )
    beside = [weights[name] for name in BESIDE]
    learnt = shipped() | {
        "count": _odds(BESIDE, beside, single.model.intercept_[0], 0.0),
        "counts_apart": _odds(PAIR, pair.coef_[0], pair.intercept_[0], LEAST),
    }
    (given.folder / "odds.toml").write_text(written(learnt), "utf-8")


def _odds(names: Sequence[str], weights: Sequence[float], bias: float, least: float) -> Odds:
    rounded = tuple(round(float(weight), 4) for weight in weights)
    return Odds(names=tuple(names), weights=rounded, bias=round(float(bias), 4), least=least)


def _told(streams: Sequence[Stream], keep: Path | None) -> list[Told]:
    if keep and keep.exists():
        found: list[Told] = pickle.loads(keep.read_bytes())
        return found
    told = [one for stream in streams for one in incidents_of(taught(stream, coded(stream, [])))]
    if keep:
        keep.write_bytes(pickle.dumps(told))
    return told


if __name__ == "__main__":
    main()
