"""Learns the weights by which reports and tellings are put together, for `vedette.relate.odds`.

    python -m training.linking.learn src/vedette/relate/odds.toml [--coded FILE] [--without STREAM…]
    python -m training.linking.learn src/vedette/relate/odds.toml --only story
    python -m training.linking.learn src/vedette/relate/odds.toml --only abroad
    python -m training.linking.learn src/vedette/relate/odds.toml --only telling_abroad
    python -m training.linking.learn src/vedette/relate/odds.toml --only passing

From the development streams, coded as vedette codes them: what the coder misses and mistakes is
part of what has to be linked. `--without` leaves a stream out, so that it can be judged by weights
that have not seen it; nothing is judged here. `--coded` keeps the codings in a file between runs.
"""

import argparse
import json
import pickle
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from gates.gold import Gold, read_sets
from gates.streams import STREAMS, TOLD, Stream, read_streams
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from vedette.desk import inputs
from vedette.desk.reading import reports
from vedette.records import Report
from vedette.relate import (
    abroad,
    affinity,
    glances,
    kinship,
    linking,
    mentions,
    passages,
    passing,
    stories,
)
from vedette.relate.clusters import components
from vedette.relate.days import gap, interval
from vedette.relate.odds import Odds, odds
from vedette.relate.signatures import Signature, sign
from vedette.relate.tellings import Sketch
from vedette.relate.words import WORD, stem

LEAST = {
    "story": -2.0,
    "incident": -0.6,
    "mention": 0.0,
    "glance": -3.7,
    "abroad": -2.5,
    "passing": -0.6,
}
"""Sums from which it is yes: the best of nine on streams that the weights had not seen; of glances
the highest of five at which no story of the streams changes; of what a report is about beside what
is marked in it a chance of 0.35, between the best of five for streams of two kinds."""
PULL, HARD = 0.3, 0.1
"""Inverse of the pull of weights towards nought, and where there are few pairs."""
ROOT = Path(__file__).resolve().parents[2]
TONGUES = ROOT / "tests" / "tongues"
Table = NDArray[np.float64]


@dataclass(slots=True)
class Taught:
    """A stream with its signatures, and what is right: the story and incidents of each report."""

    stream: Stream
    order: tuple[str, ...]
    signatures: Mapping[str, Signature]
    names: Mapping[str, str]
    origins: Mapping[str, str]
    story: Mapping[str, str]
    incident: Mapping[tuple[str, str | None], str | None] = field(default_factory=dict)


def coded(stream: Stream, beside: Sequence[Gold]) -> list[Report]:
    """Read and code a stream's reports, without the answers, and articles on other matters.

    In a day's news most reports are on something else. Streams have one in ten; so training
    articles stand beside them, each a story of its own, spread over the days of the stream.
    """
    rows = [{name: report[name] for name in TOLD} for report in stream.reports]
    days = [report["published"] for report in stream.reports]
    rows += [_row(gold, days[n * len(days) // len(beside)]) for n, gold in enumerate(beside)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        found = inputs.files([file.name], stdin=sys.stdin.buffer, replaying=True)
        return [one for one in reports(found) if isinstance(one, Report)]


def _row(gold: Gold, published: str) -> dict[str, str]:
    title, _, text = gold.article.text.partition("\n")
    return {
        "id": f"beside-{gold.slug}",
        "outlet": f"Outlet of {gold.slug}",
        "published": published,
        "url": f"https://{gold.slug}.example.org/",
        "title": title,
        "text": text.strip(),
    }


def beside(count: int, streams: int) -> list[list[Gold]]:
    """Deal training articles, so many to each of some streams, from all sets alike."""
    golds = read_sets((ROOT / "tests" / "articles").glob("train-*"))
    step = len(golds) // (streams * count)
    return [list(golds[n * step :: streams * step])[:count] for n in range(streams)]


def taught(stream: Stream, read: Sequence[Report]) -> Taught:
    """Make a stream ready to learn from."""
    signed = sorted(
        ((sign(one.article, one.coding), one.article.slug or "") for one in read),
        key=lambda pair: (pair[0].at, pair[0].article),
    )
    names = {signature.article: slug for signature, slug in signed}
    ids = {slug: article for article, slug in names.items()}
    order = tuple(names)
    gold = Taught(
        stream=stream,
        order=order,
        signatures={signature.article: signature for signature, _ in signed},
        names=names,
        origins=_origins(stream, ids, order),
        story={ids[r]: s["id"] for s in stream.gold["stories"] for r in s["reports"]},
    )
    gold.incident = dict(_incidents(gold))
    return gold


def _origins(stream: Stream, ids: Mapping[str, str], order: Sequence[str]) -> dict[str, str]:
    links: dict[str, list[str]] = defaultdict(list)
    for pair in stream.gold["duplicates"]:
        one, other = (ids[name] for name in pair["pair"])
        links[one].append(other)
    origins = {}
    for component in components(links):
        first = min(component, key=order.index)
        origins |= dict.fromkeys(set(component) - {first}, first)
    return origins


def _incidents(gold: Taught) -> Iterator[tuple[tuple[str, str | None], str | None]]:
    """Say of every coded telling which incident of its report it is of, if any.

    Those are matched that agree most, on kind, day, place and whether it is the report's matter.
    """
    told = {report["id"]: report["incidents"] for report in gold.stream.reports}
    for article, signature in gold.signatures.items():
        listed = told.get(gold.names[article], [])
        ranked = sorted(
            (
                (-_match(sketch, one, first=n == 0), m, n)
                for m, sketch in enumerate(signature.sketches)
                for n, one in enumerate(listed)
            )
        )
        chosen: dict[int, str] = {}
        for against, m, n in ranked:
            if against <= -MATCH:
                chosen.setdefault(m, listed[n]["incident"])
        for m, sketch in enumerate(signature.sketches):
            yield (article, sketch.telling.finding), chosen.get(m)


BESIDE = 60
"""Articles on other matters beside the reports of a stream, 95 to 116."""
NEAR = -4.0
"""Odds of two reports being on one affair from which their tellings are learnt from: others are
hardly ever held together, and tell what parts two affairs, not two incidents of one."""
MATCH = 0.25
"""How much a telling must agree with what its report tells to be of the same incident."""


def _match(sketch: Sketch, told: Mapping[str, object], *, first: bool) -> float:
    telling, when = sketch.telling, interval(str(told["when"]))
    agree = float(telling.kind == told["kind"])
    if when and telling.when:
        days = gap(when, telling.when)
        agree += 1.0 if days == 0 else -1.0 if days > 2 else 0.0
    place = {stem(word) for word in WORD.findall(str(told["place"] or ""))}
    if place and sketch.where:
        agree += 1.5 if place & sketch.where else -0.5
    return (
        agree
        + (0.3 if sketch.lead and first else 0.0)
        - 0.3 * bool(told["background"]) * sketch.lead
    )


# ── Learning ────────────────────────────────────────────────────────────────────────────────────


def fit(rows: Table, wanted: Table, names: Sequence[str], least: float, pull: float = PULL) -> Odds:
    """Fit weights on standardised signs, and give them for the signs as they are."""
    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    model = LogisticRegression(C=pull, max_iter=5000).fit((rows - mean) / deviation, wanted)
    weights = model.coef_[0] / deviation
    return Odds(
        names=tuple(names),
        weights=tuple(round(float(weight), 4) for weight in weights),
        bias=round(float(model.intercept_[0] - (weights * mean).sum()), 4),
        least=least,
    )


def story_rows(gold: Taught) -> tuple[Table, Table]:
    """Give the signs of every two reports that are no copies, and whether they are of one story."""
    rows, wanted = [], []
    for one, other in combinations(gold.order, 2):
        if gold.origins.get(one, one) != gold.origins.get(other, other):
            rows.append(affinity.signs(gold.signatures[one], gold.signatures[other]))
            wanted.append(gold.story.get(one, one) == gold.story.get(other, other))
    return np.array(rows), np.array(wanted)


def abroad_rows(gold: Taught) -> tuple[Table, Table]:
    """Give the same of every two reports in two languages, by the signs for these."""
    rows, wanted = [], []
    for here, there in combinations(gold.order, 2):
        one, other = gold.signatures[here], gold.signatures[there]
        if one.language != other.language:
            rows.append(abroad.signs(one, other))
            wanted.append(gold.story.get(here, here) == gold.story.get(there, there))
    return np.array(rows), np.array(wanted)


def over_languages(without: Collection[str] = ()) -> list[Taught]:
    """Make ready what is told in three languages, with articles on other matters beside."""
    golds = read_sets(sorted((ROOT / "tests" / "articles").glob("??-press")))
    others = golds[:: len(golds) // BESIDE][:BESIDE]
    streams = (stream for stream in read_streams(TONGUES) if stream.name not in without)
    return [taught(stream, coded(stream, others)) for stream in streams]


def learn_abroad(golds: Sequence[Taught]) -> Odds:
    """Learn what is on one affair over languages."""
    return fit(*_joined(map(abroad_rows, golds)), abroad.SIGNS, LEAST["abroad"], HARD)


def learn_telling(golds: Sequence[Taught]) -> Odds:
    """Learn which tellings in two languages are of one incident, in stories by what ships."""
    alone = (plain(gold) for gold in golds)
    rows = _joined(incident_rows(gold, related(gold, None), apart=True) for gold in alone)
    return fit(*rows, kinship.SIGNS, LEAST["incident"], HARD)


def glance_rows(gold: Taught, weights: Odds) -> tuple[Table, Table]:
    """Give the signs of every two reports that share a key, and whether comparing links them."""
    rows, wanted = [], []
    for one, other in combinations((gold.signatures[article] for article in gold.order), 2):
        if shared := glances.common(one, other):
            rows.append(glances.signs(shared))
            wanted.append(stories.compared(one, other, weights) >= stories.LINKED)
    return np.array(rows), np.array(wanted)


def related(gold: Taught, weights: Odds | None) -> linking.Related:
    """Put a stream into stories by some weights, or those that ship."""
    listed = [gold.signatures[article] for article in gold.order]
    pairs = stories.all_pairs(listed, gold.origins, weights)
    groups = stories.stories(gold.order, pairs, weights)
    return linking.Related(
        signatures=gold.signatures,
        order=gold.order,
        story={article: n for n, group in enumerate(groups) for article in group},
        pairs=pairs,
        origins=gold.origins,
    )


def incident_rows(
    gold: Taught, given: linking.Related, *, apart: bool = False
) -> tuple[Table, Table]:
    """Give the signs of every two tellings, and whether they are of one incident.

    With `apart` of those in two languages alone.
    """
    rows, wanted = [], []
    for one, other in combinations(linking.sketches_of(given), 2):
        articles = one.telling.article, other.telling.article
        if given.odds(*articles) < NEAR:
            continue
        if apart and len({gold.signatures[article].language for article in articles}) == 1:
            continue
        rows.append(linking.pair_signs(one, other, given))
        here, there = (gold.incident[s.telling.article, s.telling.finding] for s in (one, other))
        wanted.append(here is not None and here == there)
    return np.array(rows), np.array(wanted)


def mention_rows(gold: Taught, given: linking.Related, weights: Odds) -> tuple[Table, Table]:
    """Give the signs of every report and incident of its story, and whether it tells of it."""
    told = {one["id"]: set(one["reports"]) for one in gold.stream.gold["incidents"]}
    aside = {one["id"]: set(one["optional_reports"]) for one in gold.stream.gold["incidents"]}
    groups = linking.grouped(given, weights)
    named = [_named(gold, group) for group in groups]
    known = [mentions.known(group, gold.signatures) for group in groups]
    rows, wanted = [], []
    for article, n, signs in linking.questions(known, given):
        report = gold.names[article]
        if report not in aside.get(named[n], ()):
            rows.append(signs)
            wanted.append(report in told.get(named[n], ()))
    return np.array(rows), np.array(wanted)


def passing_rows(gold: Taught, given: linking.Related) -> tuple[Table, Table]:
    """Give the signs of every report recognised beside another incident, and if it is about it."""
    told = {one["id"]: set(one["reports"]) for one in gold.stream.gold["incidents"]}
    rows, wanted = [], []
    for group in linking.link(given):
        name = _named(gold, group.known.sketches)
        for one in group.recognised if name in told else ():
            report = gold.signatures[one.article]
            if report.sketches:
                rows.append(passages.passing_signs(report, group.known, one.odds))
                wanted.append(gold.names[one.article] in told[name])
    return np.array(rows), np.array(wanted)


def learn_passing(streams: Sequence[Taught]) -> Odds:
    """Learn what a report is about beside the incident that a coder has marked in it."""
    alone = [plain(gold) for gold in streams]
    rows = _joined(passing_rows(gold, related(gold, None)) for gold in alone)
    return fit(*rows, passing.SIGNS, LEAST["passing"])


def _named(gold: Taught, group: Sequence[Sketch]) -> str:
    names = (gold.incident[s.telling.article, s.telling.finding] for s in group)
    counted = Counter(name for name in names if name)
    return counted.most_common(1)[0][0] if counted else ""


def learn(streams: Sequence[Taught]) -> dict[str, Odds]:
    """Learn the questions, each on what the one before it makes of the streams.

    What is on one affair is learnt with articles on other matters, what is one incident of an
    affair without them: there they would only teach what is easy.
    """
    story = learn_story(streams)
    alone = [plain(gold) for gold in streams]
    both = [(gold, related(gold, story)) for gold in alone]
    incident = fit(
        *_joined(incident_rows(*pair) for pair in both), kinship.SIGNS, LEAST["incident"]
    )
    mention = fit(
        *_joined(mention_rows(*pair, incident) for pair in both), mentions.SIGNS, LEAST["mention"]
    )
    return {
        "story": story,
        "incident": incident,
        "mention": mention,
        "glance": learn_glance(streams, story),
    }


def learn_story(streams: Sequence[Taught]) -> Odds:
    """Learn what is on one affair."""
    return fit(*_joined(map(story_rows, streams)), affinity.SIGNS, LEAST["story"])


def learn_glance(streams: Sequence[Taught], story: Odds) -> Odds:
    """Learn what foretells that comparing two reports will link them, by these weights."""
    rows = _joined(glance_rows(gold, story) for gold in streams)
    return fit(*rows, glances.SIGNS, LEAST["glance"])


def plain(gold: Taught) -> Taught:
    """Leave out the articles that stand beside a stream's own reports."""
    own = {report["id"] for report in gold.stream.reports}
    order = tuple(article for article in gold.order if gold.names[article] in own)
    return replace(
        gold, order=order, signatures={article: gold.signatures[article] for article in order}
    )


def _joined(parts: Iterator[tuple[Table, Table]]) -> tuple[Table, Table]:
    filled = [part for part in parts if len(part[0])]
    if not filled:
        raise SystemExit("no stream has a pair to learn this from: name other streams")
    return np.concatenate([rows for rows, _ in filled]), np.concatenate([y for _, y in filled])


def shipped() -> dict[str, Odds]:
    """Give the weights of every question that ships, those that are learnt elsewhere among them."""
    tables = tomllib.loads((ROOT / "src" / "vedette" / "relate" / "odds.toml").read_text("utf-8"))
    return {question: odds(question) for question in tables}


def written(learnt: Mapping[str, Odds]) -> str:
    """Write weights as the table that `vedette.relate.odds` reads."""
    lines = ["# Written by training/linking/learn.py, [count] and [counts_apart] by reckoning.py."]
    for question, one in learnt.items():
        lines += ["", f"[{question}]", f"least = {one.least}", f"bias = {one.bias}"]
        lines += ["", f"[{question}.weights]"]
        lines += [f"{n} = {w}" for n, w in zip(one.names, one.weights, strict=True)]
    return "\n".join([*lines, ""])


def main() -> None:
    """Code, learn, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--coded", type=Path)
    options.add_argument("--without", nargs="*", default=(), help="streams left out, to be judged")
    options.add_argument(
        "--only",
        choices=("story", "glance", "abroad", "telling_abroad", "passing"),
        help="that question alone, by the other weights that ship; with story glance too",
    )
    given = options.parse_args()
    streams = read_streams(STREAMS["development"])
    if given.coded and given.coded.exists():
        read = pickle.loads(given.coded.read_bytes())
    else:
        others = beside(BESIDE, len(streams))
        read = {s.name: coded(s, o) for s, o in zip(streams, others, strict=True)}
        if given.coded:
            given.coded.write_bytes(pickle.dumps(read))
    golds = [taught(s, read[s.name]) for s in streams if s.name not in given.without]
    learnt = shipped()
    if given.only == "story":
        learnt["story"] = learn_story(golds)
        learnt["glance"] = learn_glance(golds, learnt["story"])
    elif given.only == "glance":
        learnt["glance"] = learn_glance(golds, learnt["story"])
    elif given.only == "abroad":
        learnt["abroad"] = learn_abroad([*over_languages(given.without), *golds])
    elif given.only == "telling_abroad":
        learnt["telling_abroad"] = learn_telling([*over_languages(given.without), *golds])
    elif given.only == "passing":
        learnt["passing"] = learn_passing(golds)
    else:
        learnt |= learn(golds)
    given.out.write_text(written(learnt), "utf-8")


if __name__ == "__main__":
    main()
