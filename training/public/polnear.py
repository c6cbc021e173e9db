"""PolNeAR: who said what. Learns from its train part, scores its dev part.

    VEDETTE_SHARED=… python -m training.public.polnear OUT --minilm FOLDER [--start WEIGHTS]
    VEDETTE_SHARED=… python -m training.public.polnear OUT --minilm FOLDER --ours FOLDER

The network is the coder's own (training/model.py), of which only statements are used: cues are
anchors, sources speakers. Every twentieth article of the train part is not learnt from; prices and
thresholds of spans are set on it. `--ours` scores the exported coder in FOLDER instead, as it is,
on guidelines that are not its own.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gates.gold import Gold
from numpy.typing import NDArray

from training.batch import collate, places, seen
from training.corpus import Corpus, Example, Marked, examples
from training.learn import WEIGHTS, losses_of
from training.model import Tagger
from training.public import packs, study
from training.public.attributions import (
    FIELDS,
    ROLES,
    attribution_of,
    exact,
    statements,
)
from training.public.segments import segments, surest
from training.public.study import encode, learn
from vedette.code.places import Gazetteer
from vedette.code.tagger.anchors import find_anchors
from vedette.code.tagger.assembly import Assembler
from vedette.code.tagger.coder import TaggerCoder
from vedette.code.tagger.labels import ROLES as TOLD
from vedette.code.tagger.labels import TYPES
from vedette.code.tagger.network import Network
from vedette.code.tagger.windows import sentence_numbers
from vedette.code.values import see
from vedette.records import Article, Span

LIMIT = 320
"""Pieces in a chunk: an attribution looks 72 words to either side, and short ones are faster."""
HELD = 20
_STATEMENT = TYPES.index("statement")
_COLUMN = {role: TOLD.index(("statement", field)) for role, field in FIELDS.items()}
Floats = NDArray[np.float32]
Cues = tuple[tuple[int, int], ...]
Settings = Mapping[str, tuple[float, float]]
"""For each role what is added to every word's log-odds, and the price of a span."""
_NONE = np.zeros((0, len(TOLD)), np.float32)
USUAL: Settings = dict.fromkeys(ROLES, (0.0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A part of an article, ready to be learnt or judged."""

    record: Mapping[str, Any]
    start: int
    marked: Marked


def chunked(corpus: Corpus, record: Mapping[str, Any]) -> Iterator[Chunk]:
    """Cut an article into chunks with the attributions in each."""
    text = record["text"]
    words = corpus.vocabulary.cut(text)
    sentences = sentence_numbers(text, words.spans)
    for window in packs.chunks([len(pieces) for pieces in words.pieces], sentences, LIMIT):
        part = Span(words.spans[window.start].start, words.spans[window.end - 1].end)
        gold = Gold(
            slug=record["id"],
            article=Article(text=text[part.start : part.end], language="en"),
            findings=tuple(statements(text, record["attributions"], part)),
            optional=frozenset(),
        )
        marked = corpus.marked(gold, taught=("statement",))
        yield Chunk(record=record, start=part.start, marked=marked)


class Judge:
    """What the network says of chunks; it is kept, so that settings can be tried."""

    def __init__(self, model: Tagger) -> None:
        self._model = model
        self._chunks: list[Chunk] = []
        self._read: dict[int, tuple[Example, torch.Tensor, Floats]] = {}
        self._told: dict[tuple[int, Cues], list[tuple[int, Floats]]] = {}
        model.eval()

    def cues(self, chunk: Chunk) -> Floats:
        """Give the log-odds of each word to be part of a cue."""
        if id(chunk) not in self._read:
            self._chunks.append(chunk)  # it must live, or another gets its id
            self._read[id(chunk)] = self._encode(chunk)
        return self._read[id(chunk)][2]

    @torch.no_grad()
    def _encode(self, chunk: Chunk) -> tuple[Example, torch.Tensor, Floats]:
        (example,) = examples(chunk.marked)
        words = encode(self._model.encoder, [example])[0][torch.tensor(example.first)]
        return example, words, self._model.anchor(words)[:, _STATEMENT].numpy()

    def roles(self, chunk: Chunk, cues: Cues) -> list[tuple[int, Floats]]:
        """Give for each cue the first word that was looked at, and odds of roles from there on."""
        key = id(chunk), cues
        if key not in self._told:
            self._told[key] = list(self._tell(chunk, cues))
        return self._told[key]

    @torch.no_grad()
    def _tell(self, chunk: Chunk, cues: Cues) -> Iterator[tuple[int, Floats]]:
        example, words, _ = self._read[id(chunk)]
        reached = [seen(start, end, _STATEMENT, len(words)) for start, end in cues]
        starts, ends = torch.tensor(cues).T
        first, last = torch.tensor(reached).T
        told, _, _ = self._model.fields(
            words,
            torch.tensor(example.sentences),
            starts,
            ends,
            torch.full_like(starts, _STATEMENT),
            places(first, last, int((last - first).max())),
        )
        for row, (start, end) in enumerate(reached):
            yield start, told[row][: end - start].numpy()


def found(
    judge: Judge, chunk: Chunk, settings: Settings, columns: Mapping[str, int] = _COLUMN
) -> Iterator[dict[str, list[list[int]]]]:
    """Give the attributions of a chunk, in characters of its article."""
    odds = _shifted(judge.cues(chunk), settings, "cue")
    cues = tuple((one.start, one.end) for one in segments(odds, _price(settings, "cue")))
    roles = judge.roles(chunk, cues) if cues and columns else [(0, _NONE)] * len(cues)
    for cue, (first, told) in zip(cues, roles, strict=True):
        attribution = {"cue": [_characters(chunk, *cue)]}
        for role, column in columns.items():
            pick = surest if role == "source" else segments
            attribution[role] = [
                _characters(chunk, first + one.start, first + one.end)
                for one in pick(_shifted(told[:, column], settings, role), _price(settings, role))
            ]
        yield attribution


def _shifted(odds: Floats, settings: Settings, role: str) -> list[float]:
    return [float(one) for one in odds + settings[role][0]]


def _price(settings: Settings, role: str) -> float:
    return settings[role][1]


def _characters(chunk: Chunk, start: int, end: int) -> list[int]:
    spans = chunk.marked.words.spans
    return [spans[start].start + chunk.start, spans[end - 1].end + chunk.start]


def coded(
    judge: Judge,
    chunks: Sequence[Chunk],
    settings: Settings,
    columns: Mapping[str, int] = _COLUMN,
) -> dict[str, list[dict[str, list[list[int]]]]]:
    """Give the attributions of every article."""
    out: dict[str, list[dict[str, list[list[int]]]]] = {}
    for chunk in chunks:
        out.setdefault(chunk.record["id"], []).extend(found(judge, chunk, settings, columns))
    return out


def settle(judge: Judge, chunks: Sequence[Chunk]) -> Settings:
    """Choose the settings with the most exact spans, role by role, cues first."""
    settings = dict(USUAL)
    for role in ("cue", "source", "content"):
        columns = {name: column for name, column in _COLUMN.items() if name == role}
        reached = {}
        for shift, price in itertools.product((-1.0, -0.5, 0.0, 0.5, 1.0), (0.5, 2.0, 4.0)):
            tried = settings | {role: (shift, price)}
            reached[shift, price] = _exact(chunks, coded(judge, chunks, tried, columns), role)
        settings[role] = max(reached, key=lambda pair: reached[pair])
    return settings


def _exact(chunks: Sequence[Chunk], guesses: Mapping[str, Any], role: str) -> float:
    return exact(_pairs(chunks, guesses))[role].f1


def _pairs(chunks: Sequence[Chunk], guesses: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key, record in {chunk.record["id"]: chunk.record for chunk in chunks}.items():
        yield record["text"], record["attributions"], guesses.get(key, [])


def ours(folder: Path, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Let the exported coder read articles, whether it thinks them in scope or not."""
    network = Network(folder)
    gazetteer = Gazetteer.load()
    coder, assembler = TaggerCoder(network, gazetteer), Assembler(network)
    out = {}
    for record in records:
        scene = coder.look(see(Article(text=record["text"]), record["text"], gazetteer))
        assert scene is not None
        anchors = find_anchors(
            record["text"], scene.words, scene.cut, scene.encoded, network.settings["anchors"]
        )
        findings = assembler.findings(record["id"], scene, anchors)
        out[record["id"]] = [attribution_of(f) for f in findings if f.type == "statement"]
    return out


def report(records: Sequence[Mapping[str, Any]], guesses: Mapping[str, Any]) -> None:
    """Print exact spans by role, then what the set's own scorer says."""
    triples = ((r["text"], r["attributions"], guesses.get(r["id"], [])) for r in records)
    for role, tally in exact(triples).items():
        print(f"exact {role:8} P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f}")
    told = packs.scorer("polnear").score(
        records, {key: {"attributions": listed} for key, listed in guesses.items()}
    )
    for group in ("link", "chars"):
        for name, row in told[group].items():
            print(f"{group} {name:12} P {row['p']:.3f} R {row['r']:.3f} F1 {row['f1']:.3f}")


def main() -> None:
    """Learn, settle, score."""
    options = study.options(__doc__, epochs=5)
    options.add_argument("--ours", type=Path, help="folder of the exported coder")
    given = options.parse_args()
    records = packs.load(given.test or packs.data() / "polnear" / "data.jsonl.xz")
    dev = records if given.test else [record for record in records if record["split"] == "dev"]
    if given.ours:
        report(dev, ours(given.ours, dev))
        return
    torch.manual_seed(given.seed)
    corpus = Corpus(study.vocabulary(given.minilm), Gazetteer.load())
    train = packs.load(packs.data() / "polnear" / "data.jsonl.xz")
    train = [record for record in train if record["split"] == "train"][: given.limit]
    model = Tagger()
    if not given.only_score:
        _teach(model, corpus, train, given)
    study.kept(model, given.out)
    judge = Judge(model)
    settings = settle(judge, [c for record in train[::HELD] for c in chunked(corpus, record)])
    print(f"shift of log-odds and price of a span: {settings}", file=sys.stderr)
    report(dev, coded(judge, [c for record in dev for c in chunked(corpus, record)], settings))


def _teach(
    model: Tagger,
    corpus: Corpus,
    train: Sequence[Mapping[str, Any]],
    given: argparse.Namespace,
) -> None:
    kept = [record for number, record in enumerate(train) if number % HELD]
    marked = [chunk.marked for record in kept for chunk in chunked(corpus, record)]
    taught = [example for one in marked for example in examples(one)]
    print(f"{len(kept)} articles, {len(taught)} chunks", file=sys.stderr, flush=True)
    study.begin(model.encoder, given)
    if given.start:
        model.load_state_dict(torch.load(given.start))
    learn(model, taught, study.plan(given), given.out, _losses, weights=WEIGHTS)


def _losses(model: Tagger, batch: Sequence[Example]) -> Mapping[str, torch.Tensor]:
    return losses_of(model, collate(batch).to(next(model.parameters()).device))


if __name__ == "__main__":
    main()
