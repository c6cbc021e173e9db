"""MEANTIME: which events of a report must not be taken as having happened.

    VEDETTE_SHARED=… python -m training.public.meantime OUT --minilm FOLDER --reader WEIGHTS

`--reader` are the weights that training.public.factuality kept. The set is small, so it is learnt
three times, each time from the articles of two of its topics, and the third is scored: no article
is scored by a network that has seen its topic. Thresholds are fixed beforehand, none is tuned.
Printed first is what the reader of factuality alone makes of the events that were found: not plain
is what it puts below 1. With `--test`, everything is learnt, and that pack scored.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from training.public import packs, study
from training.public.reading import (
    WEIGHTS,
    Passage,
    Reader,
    cut,
    losses_of,
    passage,
    touched,
)
from training.public.segments import segments
from training.public.statuses import STATUSES, marks_of, status_of, told
from training.public.study import encode, learn
from vedette.code.tagger.pieces import Vocabulary, Words
from vedette.code.tagger.windows import sentence_numbers

LIMIT = 200
THRESHOLD = 0.3
"""Chance of not being plain from which an event is not: the best threshold for an F1 of F is F / 2
(Lipton, Elkan and Naryanaswamy 2014), and F is hoped to be 0.6."""
PRICE = 0.5
FACTUAL = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that was found: characters, chances of the statuses, and its factuality."""

    start: int
    end: int
    chances: tuple[float, ...]
    value: float


def passages(vocabulary: Vocabulary, record: Mapping[str, Any]) -> Iterator[Passage]:
    """Cut an article into passages with the events in each."""
    words, features = cut(vocabulary, record["text"])
    sentences = sentence_numbers(record["text"], words.spans)
    for start, end in packs.chunks([len(one) for one in words.pieces], sentences, LIMIT):
        part = Words(words.spans[start:end], words.pieces[start:end])
        yield _marked(passage(part, features[start:end]), record.get("events", ()))


def _marked(blank: Passage, events: Sequence[Mapping[str, Any]]) -> Passage:
    here = [
        (range_, STATUSES.index(status_of(event)))
        for event in events
        if (range_ := touched(blank.spans, event["start"], event["end"]))
    ]
    marks = [0.0] * len(blank.spans)
    for (start, end), _ in here:
        marks[start:end] = [1.0] * (end - start)
    return replace(
        blank,
        events=marks,
        predicates=[range_ for range_, _ in here],
        statuses=[status for _, status in here],
        values=[math.nan] * len(here),
    )


@torch.no_grad()
def find(tagger: Reader, reader: Reader, one: Passage) -> Iterator[Event]:
    """Find the events of a passage, and let both networks judge them."""
    first = torch.tensor(one.first)
    words = encode(tagger.encoder, [one])[0][first]
    found = segments([float(odds) for odds in tagger.event(words)[:, 0]], PRICE)
    if not found:
        return
    ranges = [(segment.start, segment.end) for segment in found]
    chances = tagger.status(tagger.predicates(words, ranges)).softmax(1).tolist()
    others = encode(reader.encoder, [one])[0][first]
    values = reader.value(reader.predicates(others, ranges))[:, 0].tolist()
    for (start, end), row, value in zip(ranges, chances, values, strict=True):
        yield Event(
            start=one.spans[start].start,
            end=one.spans[end - 1].end,
            chances=tuple(row),
            value=value,
        )


def predicted(events: Sequence[Event], *, by_value: bool) -> list[dict[str, Any]]:
    """Write events as the scorer reads them."""
    return [
        {
            "start": event.start,
            "end": event.end,
            **marks_of(
                ("plain" if event.value >= FACTUAL else "future")
                if by_value
                else told(event.chances, THRESHOLD)
            ),
        }
        for event in events
    ]


def folds(
    records: Sequence[Mapping[str, Any]], test: Sequence[Mapping[str, Any]] | None
) -> Iterator[tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]]:
    """Give what is learnt and what is scored: one topic after another, or a test pack at once."""
    if test is not None:
        yield list(records), list(test)
        return
    for topic in sorted({record["topic"] for record in records}):
        yield (
            [record for record in records if record["topic"] != topic],
            [record for record in records if record["topic"] == topic],
        )


def main() -> None:
    """Learn and judge each fold, then score all."""
    options = study.options(__doc__, epochs=8)
    options.add_argument("--reader", type=study.Path, required=True)
    given = options.parse_args()
    records = packs.load(packs.data() / "meantime" / "data.jsonl.xz")
    test = packs.load(given.test) if given.test else None
    vocabulary, reader = study.vocabulary(given.minilm), Reader()
    study.kept(reader, given.reader)
    found: dict[str, list[Event]] = {}
    for learnt, judged in folds(records, test):
        tagger = _taught(given, vocabulary, learnt[: given.limit])
        for record in judged[: given.limit]:
            found[record["id"]] = [
                event
                for one in passages(vocabulary, {**record, "events": ()})
                for event in find(tagger, reader, one)
            ]
    gold = [record for record in test or records if record["id"] in found]
    module = packs.scorer("meantime")
    for by_value in (True, False):
        made = {key: {"events": predicted(e, by_value=by_value)} for key, e in found.items()}
        score = module.score(gold, made)
        name = "status from factuality" if by_value else "status learnt"
        print(name, json.dumps({"events": score["events"], **score["status"]}, indent=1))


def _taught(
    given: argparse.Namespace, vocabulary: Vocabulary, records: Sequence[Mapping[str, Any]]
) -> Reader:
    torch.manual_seed(given.seed)
    tagger = Reader()
    tagger.load_state_dict(torch.load(given.reader))
    study.freeze(tagger.encoder, given.frozen)
    taught = [one for record in records for one in passages(vocabulary, record)]
    print(f"{len(records)} articles, {len(taught)} passages", file=sys.stderr, flush=True)
    plan = replace(study.plan(given), tokens=800)
    learn(tagger, taught, plan, given.out, losses_of, weights=WEIGHTS)
    tagger.eval()
    return tagger


if __name__ == "__main__":
    main()
