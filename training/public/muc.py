"""MUC-4: reports of violence in Latin America, coded as templates.

    VEDETTE_SHARED=… python -m training.public.muc OUT --minilm FOLDER [--start WEIGHTS]

Learns from the usual 1,300 training reports but every thirteenth, on which thresholds are set, and
scores TST1 and TST2. The text is read in lower case, as in Du, Rush and Cardie (NAACL 2021), whose
network GTT reaches an exact micro F1 of 0.502 on TST3 and TST4. templates.py has the mapping.

The encoder is the coder's. A report, or each part of 500 pieces, has no anchor word: its first
vector stands for it. It tells which types of incident there are, and for each type that there is,
joined with every word as an anchor is, what the word is in it; heads that look over the words tell
the stage and how sure the report is of who did it. One label of confidence is given, never several.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from training.model import HEADS, HIDDEN, WIDTH, Encoder
from training.public import packs, study
from training.public.segments import segments
from training.public.study import encode, learn
from training.public.templates import (
    CONFIDENCES,
    ROLES,
    STAGES,
    TYPES,
    entities,
    joined,
    occurrences,
    templates,
    when,
    where,
)
from vedette.code.places import Gazetteer
from vedette.code.quotes import find_quotes
from vedette.code.tagger.features import SIZES, Features, features
from vedette.code.tagger.pieces import Vocabulary
from vedette.code.tagger.windows import sentence_numbers
from vedette.code.times import find_times
from vedette.records import Span

LIMIT = 500
HELD = 13
WEIGHTS = {"types": 1 / 3, "roles": 1 / 60, "stage": 1 / 6, "confidence": 1 / 3}
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A report, or a part of a long one: what is read, and what is to be told of each type.

    `words` is types × words × roles; `stages` and `confidences` are shares that add up to one, or
    all nought where nothing is to be learnt.
    """

    report: str
    text: str
    spans: tuple[Span, ...]
    pieces: list[int]
    features: list[tuple[int, ...]]
    first: list[int]
    types: list[int]
    words: Tensor
    stages: Tensor
    confidences: Tensor


def parts(vocabulary: Vocabulary, record: Mapping[str, Any]) -> Iterator[Part]:
    """Cut a report into parts of at most `LIMIT` pieces, most often one."""
    text = record["gtt_text"]
    words = vocabulary.cut(text)
    told = features(
        text,
        words.spans,
        quotes=find_quotes(text),
        times=(time.span for time in find_times(text, None)),
        places=(),
    )
    sentences = sentence_numbers(text, words.spans)
    lengths = [len(pieces) for pieces in words.pieces]
    for start, end in packs.chunks(lengths, sentences, LIMIT):
        within = slice(start, end)
        yield _part(
            record, words.spans[within], words.pieces[within], told[within], opens=not start
        )


def _part(
    record: Mapping[str, Any],
    spans: tuple[Span, ...],
    pieces: Sequence[tuple[int, ...]],
    told: Features,
    *,
    opens: bool,
) -> Part:
    numbers, marks, first = [101], [(0,) * len(SIZES)], []
    for word, mark in zip(pieces, told, strict=True):
        first.append(len(numbers))
        numbers.extend(word)
        marks.extend([mark] * len(word))
    gold = templates(record) if record.get("templates") else []
    tables = [_marked(record["gtt_text"], spans, template.mentions) for template in gold]
    here = [
        number
        for number, table in enumerate(tables)
        if table.any() or (opens and not any(gold[number].mentions.values()))
    ]
    return Part(
        report=record["id"],
        text=record["gtt_text"],
        spans=spans,
        pieces=[*numbers, 102],
        features=[*marks, (0,) * len(SIZES)],
        first=first,
        types=[TYPES.index(gold[number].type) for number in here],
        words=torch.stack([tables[number] for number in here]) if here else torch.zeros(0),
        stages=_shares([gold[number].stages for number in here], STAGES),
        confidences=_shares([gold[number].confidences for number in here], CONFIDENCES),
    )


def _marked(text: str, spans: Sequence[Span], mentions: Mapping[str, frozenset[str]]) -> Tensor:
    """Mark the words of every occurrence of every mention, by role."""
    table = torch.zeros(len(spans), len(ROLES))
    for column, role in enumerate(ROLES):
        for mention in mentions[role]:
            for start, end in occurrences(text, mention):
                for row, word in enumerate(spans):
                    if word.start < end and start < word.end:
                        table[row, column] = 1
    return table


def _shares(told: Sequence[frozenset[str]], labels: Sequence[str]) -> Tensor:
    rows = [[float(label in names) for label in labels] for names in told]
    table = torch.tensor(rows).reshape(len(told), len(labels))
    return table / table.sum(1, keepdim=True).clamp(min=1)


class Incidents(nn.Module):
    """The coder's encoder, and a report in place of an anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(6, 0.1)
        self.present = nn.Linear(WIDTH, len(TYPES))
        self.kind_of = nn.Embedding(len(TYPES), HIDDEN)
        self.report_sum, self.word_sum, self.kind_product, self.context = (
            nn.Linear(WIDTH, HIDDEN) for _ in range(4)
        )
        self.kind_look = nn.Embedding(len(TYPES), HIDDEN)
        self.role, self.look = nn.Linear(HIDDEN, len(ROLES)), nn.Linear(HIDDEN, HEADS)
        self.stage = nn.Linear(HIDDEN * (1 + HEADS), len(STAGES))
        self.confidence = nn.Linear(HIDDEN * (1 + HEADS), len(CONFIDENCES))
        nn.init.constant_(self.role.bias, -3.0)  # a word in twenty has a role
        nn.init.constant_(self.present.bias, -2.0)

    def roles(self, encoded: Tensor, first: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        """Give types × words × roles, types × stages and types × confidences (logits)."""
        words, report = encoded[first], encoded[0]
        kinds = self.kind_of(types)
        hidden = functional.relu(
            (self.report_sum(report)[None] + kinds)[:, None]
            + self.word_sum(words)[None]
            + self.kind_look(types)[:, None] * self.kind_product(words)[None]
        )
        looks = self.look(hidden).softmax(1)
        seen = torch.einsum("twh,wd->thd", looks, self.context(words))
        own = self.report_sum(report)[None] + kinds
        gathered = functional.gelu(torch.cat([own, seen.flatten(1)], 1))
        return self.role(hidden), self.stage(gathered), self.confidence(gathered)


def losses_of(model: Incidents, batch: Sequence[Part]) -> dict[str, Tensor]:
    """Give the summed losses of a batch, by what is told."""
    encoded = encode(model.encoder, batch, hide=0.04)
    wanted = torch.zeros(len(batch), len(TYPES))
    for row, part in enumerate(batch):
        wanted[row, part.types] = 1
    losses: dict[str, list[Tensor]] = {
        "types": [
            functional.binary_cross_entropy_with_logits(
                model.present(encoded[:, 0]), wanted, reduction="sum"
            )
        ]
    }
    for row, part in enumerate(batch):
        if part.types:
            words, stages, confidences = (
                one.to(encoded.device) for one in (part.words, part.stages, part.confidences)
            )
            roles, stage, confidence = model.roles(
                encoded[row], torch.tensor(part.first), torch.tensor(part.types)
            )
            told = functional.binary_cross_entropy_with_logits(roles, words, reduction="sum")
            losses.setdefault("roles", []).append(told)
            for name, logits, shares in (
                ("stage", stage, stages),
                ("confidence", confidence, confidences),
            ):
                losses.setdefault(name, []).append(-(logits.log_softmax(1) * shares).sum())
    return {name: torch.stack(listed).sum() for name, listed in losses.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """From which chance a type is told, and how words become mentions.

    A type that no part reaches is told where the surest reaches `relevant`.
    """

    type: float = 0.4
    shift: float = 0.0
    price: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the network says of a part, for every type."""

    part: Part
    types: Floats
    roles: Floats
    stages: Floats
    confidences: Floats


@torch.no_grad()
def tell(model: Incidents, part: Part) -> Told:
    """Let the network read a part."""
    encoded = encode(model.encoder, [part])[0]
    told = model.roles(encoded, torch.tensor(part.first), torch.arange(len(TYPES)))
    roles, stages, confidences = (table.numpy() for table in told)
    chances = model.present(encoded[0]).sigmoid().numpy()
    return Told(part=part, types=chances, roles=roles, stages=stages, confidences=confidences)


def coded(told: Sequence[Told], settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """Make templates of what was told, for every report."""
    reports: dict[str, list[Told]] = {}
    for one in told:
        reports.setdefault(one.part.report, []).append(one)
    return {
        report: [
            _template(listed, number, settings)
            for number in range(len(TYPES))
            if max(float(one.types[number]) for one in listed) > settings.type
        ]
        for report, listed in reports.items()
    }


def _template(listed: Sequence[Told], number: int, settings: Settings) -> dict[str, Any]:
    """Make the template of one type: words from every part that has it, labels from the surest."""
    surest = max(listed, key=lambda one: float(one.types[number]))
    found: dict[str, dict[str, float]] = {role: {} for role in ROLES}
    for one in listed:
        if one.types[number] > settings.type:
            for column, role in enumerate(ROLES):
                odds = [float(x) for x in one.roles[number, :, column] + settings.shift]
                for start, end, gain in segments(odds, settings.price):
                    spans = one.part.spans
                    words = " ".join(one.part.text[spans[start].start : spans[end - 1].end].split())
                    found[role][words] = max(gain / (end - start), found[role].get(words, 0.0))
    return {
        "incident_type": TYPES[number],
        **{role: entities(mentions) for role, mentions in found.items()},
        "stage": STAGES[int(surest.stages[number].argmax())],
        "org_confidence": [CONFIDENCES[int(surest.confidences[number].argmax())]],
    }


def settle(records: Sequence[Mapping[str, Any]], told: Sequence[Told]) -> Settings:
    """Choose the settings with the best exact micro F1."""
    module = packs.scorer("muc4")
    reached = {}
    for type_, shift, price in itertools.product(
        (0.25, 0.35, 0.45, 0.55), (-0.5, 0.0, 0.5, 1.0), (0.5, 1.5, 3.0)
    ):
        tried = Settings(type=type_, shift=shift, price=price)
        reached[tried] = _score(module, records, coded(told, tried))["exact"]["micro"]["f1"]
    return max(reached, key=lambda one: reached[one])


def _score(module: Any, records: Sequence[Mapping[str, Any]], made: Mapping[str, Any]) -> Any:
    return module.score(records, {key: {"templates": listed} for key, listed in made.items()})


def report(records: Sequence[Mapping[str, Any]], made: Mapping[str, Any]) -> None:
    """Print what the set's own scorer says, and the ceiling of the mapping."""
    module = packs.scorer("muc4")
    told = _score(module, records, made)
    for group in ("exact", "soft"):
        for name, row in told[group].items():
            print(f"{group} {name:14} P {row['p']:.3f} R {row['r']:.3f} F1 {row['f1']:.3f}")
    print(f"relevance F1 {told['doc']['f1']:.3f}")
    for name, row in told["slots"].items():
        print(f"{name} accuracy {row['acc']:.3f} of {row['n']}")
    if all("templates" in record for record in records):
        best = _score(module, records, {record["id"]: joined(record) for record in records})
        print(f"ceiling of one template a type: {best['exact']['micro']['f1']:.3f}")


def main() -> None:
    """Learn, settle, score."""
    given = study.options(__doc__, epochs=6).parse_args()
    records = packs.load(packs.data() / "muc4" / "data.jsonl.xz")
    train = [record for record in records if record["split"] == "train"][: given.limit]
    dev = packs.load(given.test) if given.test else [r for r in records if r["split"] == "dev"]
    torch.manual_seed(given.seed)
    model, vocabulary = Incidents(), study.vocabulary(given.minilm)
    if not given.only_score:
        study.begin(model.encoder, given)
        _teach(model, vocabulary, train, given)
    study.kept(model, given.out)
    held = train[::HELD]
    settings = settle(held, _told(model, vocabulary, held))
    print(settings, file=sys.stderr)
    made = coded(_told(model, vocabulary, dev), settings)
    gazetteer = Gazetteer.load()
    for record in dev:
        for template in made[record["id"]]:
            template |= {"date": when(record), "country": where(record, gazetteer)}
    report(dev, made)


def _told(
    model: Incidents, vocabulary: Vocabulary, records: Sequence[Mapping[str, Any]]
) -> list[Told]:
    return [tell(model, part) for record in records for part in parts(vocabulary, record)]


def _teach(
    model: Incidents,
    vocabulary: Vocabulary,
    train: Sequence[Mapping[str, Any]],
    given: argparse.Namespace,
) -> None:
    kept = [
        record
        for number, record in enumerate(train)
        # Half of the reports without an incident: they cost as much time and teach less.
        if number % HELD and (record["templates"] or number % 2)
    ]
    taught = [part for record in kept for part in parts(vocabulary, record)]
    print(f"{len(kept)} reports, {len(taught)} parts", file=sys.stderr, flush=True)
    learn(model, taught, study.plan(given), given.out, losses_of, weights=WEIGHTS)


if __name__ == "__main__":
    main()
