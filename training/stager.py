"""Trains the head that tells in which stage an article leaves an incident, on what is encoded.

    python -m training.stager src/vedette/code/tagger/model/stages.onnx
    python -m training.stager src/vedette/code/tagger/many/stages.onnx --network many
    python -m training.stager --held 0 [--folds 4]

The encoder stays as it is, so each text is encoded once and an epoch over 11,800 incidents takes
fifty seconds on one core. Four heads that begin from other numbers are learnt, and the mean of
their chances is told. They learn from what each report of the development streams tells, from
`training/stages`, which were written for it, and from the pairs. With `--held` it leaves out one
part in four (whole streams, whole files of reports, pairs by their names) and prints how many
stages it gets right there, and what each bound for `none` costs and brings. The encoder has learnt
the pairs with their stages, so only the others tell how good they are. Articles it has learnt too,
and what it shows of those no longer tells how it sees one that is new: with them fewer stages of
streams were right (0.63 for 0.66).

The heads of the network for many languages learn from `training/stages`, the English reports and
those in nine other languages, and from what that network takes for incidents in the openings of
ordinary articles, which are none.
"""

import argparse
import math
import random
import time
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from gates.gold import read_sets
from gates.streams import STREAMS, Stream, read_streams
from torch import Tensor, nn
from torch.nn import functional

from training.export import write
from training.learn import batches
from training.marks import Read, read_marked
from training.model import HEADS, WIDTH, Layer
from training.reports import read_staged, tellings
from vedette.code.languages import codes, language
from vedette.code.languages.tagged import TaggedCoder
from vedette.code.places import Gazetteer
from vedette.code.tagger.anchors import find_anchors
from vedette.code.tagger.coder import TaggerCoder
from vedette.code.tagger.labels import TYPES
from vedette.code.tagger.look import anchors_of
from vedette.code.tagger.network import Network
from vedette.code.tagger.stages import MARKS, NONE, STAGES, Shown, shown
from vedette.code.tagger.things import Scene
from vedette.code.values import see
from vedette.records import Article, Span
from vedette.titled import titled

ROOT = Path(__file__).resolve().parents[1]
HIDDEN = 192
WEIGHTS: Mapping[str, float] = {"stream": 3.0, "report": 1.5, "pair": 0.5}
"""What an incident counts for, by where it is told."""
EPOCHS, RATE, TOKENS = 6, 1.5e-3, 6000
"""How often all is learnt, at which rate, and how many words a step is shown, padding included."""
FAINT = 0.05
"""Chance of a word from which it is taken for an incident where none is told."""
OPENINGS, _SENTENCE = (110, 180, 280), 60
"""Code points of the bulletins that ordinary articles are cut to, and of a sentence at least."""
SEEDS = 4
"""How many heads are learnt. Of one part of four, held out, two heads that begin otherwise have
0.688 and 0.691 of the streams' stages right, the mean of their chances 0.701."""
_WARM, _SMOOTH, _BLANK, _LEAST = 0.1, 0.05, 0.1, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident, the words that it is judged by, and its stage; `group` is held out as one."""

    source: str
    group: str
    shown: Shown
    stage: str


class Reader:
    """Encodes articles with a network that ships: that for English, or that for many languages."""

    def __init__(self, name: Literal["model", "many"] = "model") -> None:
        self._network = Network.load(name)
        self._gazetteer = Gazetteer.load()
        self._coder = TaggerCoder(self._network, self._gazetteer)
        self._others = {
            code: TaggedCoder(language(code), self._gazetteer, self._network)
            for code in (codes() if name == "many" else ())
        }

    def scene(self, article: Article) -> Scene | None:
        """Let the encoder look at an article; None where it need not look."""
        if other := self._others.get(article.language or ""):
            return other.scene(article)
        return self._coder.look(see(article, article.text, self._gazetteer))

    def pairs(self, folder: Path) -> Iterator[Case]:
        """Give both sides of every pair; where no incident is left, its stage is none."""
        for path in sorted(folder.glob("*.toml")):
            for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"]):
                for side in ("plain", "turned"):
                    text, words = pair[side], pair.get(f"{side}_anchor", "")
                    none = side == "turned" and not pair["expects"]
                    at = found(text, words or pair["plain_anchor"])
                    stage = NONE if none else pair.get(f"{side}_status", STAGES[0])
                    scene = self.scene(_article(pair, "", text))
                    if at and scene:
                        yield _case("pair", f"{path.stem}-{number}", scene, [at], stage)

    def reports(self, folder: Path) -> Iterator[Case]:
        """Give each report that was written to teach stages."""
        for one in read_staged(folder):
            if scene := self.scene(one.article):
                yield _case("report", one.file, scene, [one.at], one.stage)

    def ordinary(self, folders: Iterable[Path]) -> Iterator[Case]:
        """Give what looks like an incident in the openings of articles that tell of none."""
        asked = dict.fromkeys(TYPES, 1.0) | {"incident": FAINT}
        for gold in read_sets(folders):
            for opening in openings(gold.article.text):
                if scene := self.scene(replace(gold.article, text=opening)):
                    seen = scene.words, scene.cut, scene.encoded
                    for one in find_anchors(opening, *seen, asked):
                        at = scene.characters(one.start, one.end)
                        yield _case("report", f"ordinary-{gold.slug}", scene, [at], NONE)

    def stream(self, stream: Stream, marked: Mapping[str, Read]) -> Iterator[Case]:
        """Give what each report of a stream tells of its incidents.

        Where somebody has marked a report, what it tells in passing too: that stands in other words
        than what the report is about.
        """
        for report in stream.reports:
            if read := marked.get(report["id"]):
                yield from self._marked(stream.name, read)
                continue
            text, told = titled(report["title"], report["text"]), tellings(report)
            scene = self.scene(_article(report, report["title"], text)) if told else None
            for one in told if scene else ():
                place = found(text, str(one["place"])) or Span(0, 0)
                at = self._mentions(scene, place, alone=len(told) == 1)
                yield _case("stream", stream.name, scene, at, one["status_here"])

    def _marked(self, name: str, read: Read) -> Iterator[Case]:
        scene = self.scene(read.article) if read.told else None
        for one in read.told if scene else ():
            if one.anchor and one.stage:
                yield _case("stream", name, scene, one.anchor, one.stage)

    def _mentions(self, scene: Scene, place: Span, *, alone: bool) -> list[Span]:
        """Give the mentions of the one incident of a report, or those nearest to its place."""
        anchors = [
            scene.characters(anchor.start, anchor.end)
            for anchor in anchors_of(self._network, scene)
            if anchor.type == "incident"
        ]
        if alone or not anchors:
            return anchors or [place]
        return [min(anchors, key=lambda at: abs(at.start - place.start))]


def _article(told: Mapping[str, Any], title: str, text: str) -> Article:
    published = date.fromisoformat(str(told["published"])[:10])
    return Article(text=text, title=title, published=published, language="en")


def _case(source: str, group: str, scene: Scene, at: Sequence[Span], stage: str) -> Case:
    [(words, marks)] = shown(scene, [at])
    light = Shown(words.astype(np.float16), marks)
    return Case(source=source, group=group, shown=light, stage=stage)


def marks_of(stream: Stream) -> dict[str, Read]:
    """Give the marked reports of a development stream."""
    folder = STREAMS["development"] / stream.name
    return {read.id: read for read in read_marked(folder, stream)}


def found(text: str, words: str) -> Span | None:
    """Find words in a text, or the longest of them whose first four letters it has."""
    if words and (at := text.find(words)) >= 0:
        return Span(at, at + len(words))
    small = text.lower()
    for word in sorted(words.split(), key=len, reverse=True):
        at = small.find(word[:_LEAST].lower())
        if len(word) >= _LEAST and at >= 0:
            return Span(at, at + len(word))
    return None


def openings(text: str) -> list[str]:
    """Cut a text to what a bulletin has: its first sentences, or its first words.

    >>> openings("A tram stood still all Sunday on the bridge, and nobody knew why. Then it left.")
    ['A tram stood still all Sunday on the bridge, and nobody knew why. Then it left.']
    >>> openings("A tram stood still all Sunday on the bridge, and nobody knew why. " * 2)[0]
    'A tram stood still all Sunday on the bridge, and nobody knew why.'
    """
    made = []
    for most in OPENINGS:
        head = text[:most]
        end = 1 + max(head.rfind(mark) for mark in (". ", "! ", "? ", "\n"))
        if len(text) > most:
            head = head[:end].strip() if end > _SENTENCE else head.rpartition(" ")[0]
        made.append(head)
    return list(dict.fromkeys(made))


class Stager(nn.Module):
    """The head: words with their marks, one layer of attention, four looks, and a choice."""

    def __init__(self, drop: float = 0.2) -> None:
        super().__init__()
        self.given = nn.Linear(WIDTH, HIDDEN)
        self.marks = nn.ModuleList(nn.Embedding(size, HIDDEN) for size in MARKS)
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.3)
        self.norm, self.drop = nn.LayerNorm(HIDDEN), nn.Dropout(drop)
        self.layer = Layer(drop, HIDDEN, 4, 2)
        self.looks, self.own = nn.Linear(HIDDEN, HEADS), nn.Linear(WIDTH, HIDDEN)
        self.stage = nn.Linear(HIDDEN * (1 + HEADS), len(STAGES))

    def forward(self, words: Tensor, marks: Tensor, there: Tensor) -> Tensor:
        """Map B × N × 384, B × N × 4 and B × N (where a word stands) to B × stages (logits)."""
        hidden = self.given(words)
        for column, table in enumerate(self.marks):
            hidden = hidden + table(marks[..., column])
        hidden = self.layer(self.drop(self.norm(hidden)), there[:, None, None])
        looks = self.looks(hidden).masked_fill(~there[..., None], -1e4).softmax(1)
        seen = torch.einsum("bnh,bnm->bhm", looks, hidden).flatten(1)
        named = (marks[..., 0] * there).to(words.dtype)
        mention = torch.einsum("bn,bnm->bm", named, words) / named.sum(1, keepdim=True).clamp(min=1)
        gathered = functional.gelu(torch.cat([self.own(mention), seen], 1))
        return self.stage(self.drop(gathered))


def mean(stagers: Iterable[nn.Module], words: Tensor, marks: Tensor, there: Tensor) -> Tensor:
    """Give the mean of the chances that heads tell, B × stages."""
    return torch.stack([one(words, marks, there).softmax(-1) for one in stagers]).mean(0)


class _One(nn.Module):
    """The mean of the heads for one incident, as the coder asks it."""

    def __init__(self, stagers: Sequence[Stager]) -> None:
        super().__init__()
        self.stagers = nn.ModuleList(stagers)

    def forward(self, words: Tensor, marks: Tensor) -> Tensor:
        there = torch.ones_like(marks[None, :, 0], dtype=torch.bool)
        return mean(self.stagers, words[None], marks[None], there)[0]


def steps(cases: Sequence[Case], chance: random.Random) -> list[list[int]]:
    """Give the numbers of the cases of each step of an epoch, those of like length together."""
    numbers = range(len(cases))
    return batches(numbers, TOKENS, chance, lambda number: len(cases[number].shown.words))


def side_by_side(cases: Sequence[Case]) -> tuple[Tensor, Tensor, Tensor]:
    """Lay cases beside each other: words, marks, and where a word stands."""
    most = max(len(case.shown.words) for case in cases)
    words = np.zeros((len(cases), most, WIDTH), np.float32)
    marks = np.zeros((len(cases), most, len(MARKS)), np.int64)
    there = np.zeros((len(cases), most), bool)
    for row, case in enumerate(cases):
        count = len(case.shown.words)
        words[row, :count], marks[row, :count] = case.shown
        there[row, :count] = True
    return torch.from_numpy(words), torch.from_numpy(marks), torch.from_numpy(there)


def learn(cases: Sequence[Case], seed: int = 0) -> Stager:
    """Fit a head."""
    torch.manual_seed(seed)
    chance, stager = random.Random(seed), Stager()
    optimizer = torch.optim.AdamW(stager.parameters(), lr=RATE, weight_decay=0.02)
    whole, step, began = EPOCHS * len(steps(cases, random.Random(seed))), 0, time.monotonic()
    for epoch in range(EPOCHS):
        total = 0.0
        stager.train()
        for numbers in steps(cases, chance):
            done = step / whole
            rate = RATE * min(1, (step + 1) / (_WARM * whole)) * (1 + math.cos(math.pi * done)) / 2
            for group in optimizer.param_groups:
                group["lr"] = max(rate, 0.0)
            some = [cases[number] for number in numbers]
            words, marks, there = side_by_side(some)
            words = words * (torch.rand(there.shape) >= _BLANK)[..., None]
            asked = torch.tensor([STAGES.index(case.stage) for case in some])
            counts = torch.tensor([WEIGHTS[case.source] for case in some])
            losses = functional.cross_entropy(
                stager(words, marks, there), asked, reduction="none", label_smoothing=_SMOOTH
            )
            loss = (losses * counts).sum() / counts.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(stager.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += float(loss.detach()) * len(some)
        print(f"epoch {epoch + 1}: {time.monotonic() - began:.0f} s, {total / len(cases):.3f}")
    return stager.eval()


@torch.no_grad()
def told(stagers: Sequence[Stager], cases: Sequence[Case]) -> np.ndarray[Any, Any]:
    """Give cases × stages, the mean of the chances that the heads tell."""
    chances = np.zeros((len(cases), len(STAGES)), np.float32)
    for numbers in steps(cases, random.Random(0)):
        chances[numbers] = mean(stagers, *side_by_side([cases[n] for n in numbers])).numpy()
    return chances


def judge(stagers: Sequence[Stager], cases: Sequence[Case]) -> None:
    """Print what share of stages is right, and what bounds for none cost and bring."""
    for source in WEIGHTS:
        some = [case for case in cases if case.source == source]
        if not some:
            continue
        chances = told(stagers, some)
        none = np.array([case.stage == NONE for case in some])
        best = [STAGES[n] for n in chances[:, :-1].argmax(1)]
        right = np.mean([b == c.stage for b, c in zip(best, some, strict=True) if c.stage != NONE])
        print(f"{source}: {len(some)}, {right:.3f} of the stages that are told")
        for bound in (0.3, 0.5, 0.7, 0.9):
            taken = chances[:, -1] > bound
            lost, kept = taken[~none].mean(), taken[none].mean() if none.any() else math.nan
            print(f"  none from {bound}: {lost:.3f} of incidents lost, {kept:.3f} of others seen")


def fold(case: Case, folds: int) -> int:
    """Give the part to which a case belongs."""
    return zlib.crc32(case.group.encode()) % folds


def _english(reader: Reader) -> Iterator[Case]:
    yield from reader.pairs(ROOT / "training" / "pairs")
    yield from reader.reports(ROOT / "training" / "stages")
    for stream in read_streams(STREAMS["development"]):
        yield from reader.stream(stream, marks_of(stream))


def _many(reader: Reader) -> Iterator[Case]:
    yield from reader.reports(ROOT / "training" / "stages" / "tongues")
    yield from reader.reports(ROOT / "training" / "stages")
    articles = ROOT / "tests" / "articles"
    yield from reader.ordinary(
        folder for part in ("quiet", "civic", "traps") for folder in articles.glob(f"??-{part}")
    )


def main() -> None:
    """Learn with a part held out and print, or from all and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("into", type=Path, nargs="?")
    options.add_argument("--held", type=int)
    options.add_argument("--folds", type=int, default=4)
    options.add_argument("--network", choices=("model", "many"), default="model")
    given = options.parse_args()
    cases = list((_many if given.network == "many" else _english)(Reader(given.network)))
    print(f"{len(cases)} incidents", flush=True)
    if given.held is not None:
        held = [case for case in cases if fold(case, given.folds) == given.held]
        others = [case for case in cases if fold(case, given.folds) != given.held]
        judge([learn(others, seed) for seed in range(SEEDS)], held)
    if given.into:
        words, marks = cases[0].shown
        write(
            _One([learn(cases, seed) for seed in range(SEEDS)]),
            {"words": torch.from_numpy(words.astype(np.float32)), "marks": torch.from_numpy(marks)},
            {"words": {0: "w"}, "marks": {0: "w"}},
            ["chances"],
            given.into,
        )


if __name__ == "__main__":
    main()
