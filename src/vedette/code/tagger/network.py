"""The network as files: an encoder and small heads, run by ONNX Runtime on one thread.

    encoder   pieces and features of a window → a vector for each word, chances of anchors, scope
    fields    words and anchors of a window   → roles of words, attributes of anchors
    links     anchors of an article           → what holds between each two
    targets   words and spans of a window     → the class of what was hit
    stages    words that may tell it          → the stage of an incident (not in every network)

Training and export are in `training/`. The weights of the encoder and of the fields are whole
numbers of eight bits; the other heads are small and stay as they were trained.
"""

import hashlib
import json
import math
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from vedette.code.tagger.features import SIZES
from vedette.code.tagger.labels import ATTRIBUTES, LINKS, ROLES, TARGETS, TYPES
from vedette.code.tagger.pieces import Vocabulary
from vedette.code.tagger.subwords import Subwords, Vectors
from vedette.code.tagger.triage import SHORT, Triage
from vedette.errors import CodeError

# Unless this is set before it is loaded, it gives the machine an identifier and tells its maker of
# every session over HTTPS (its own Privacy.md). Whatever the environment said: nothing leaves here.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

REACH, FAR = 72, 120
"""Words to either side of an anchor in which its fields are looked for, and of an incident's. Of a
hundred gold spans of every other type 98 to 100 lie within 64. To look for an incident's in all of
the window takes half as long again and brought ledger F1 of .6931 instead of .6926."""
REPORT = 1500
"""Code points of the longest report: shorter than that are nearly all that a stream of news brings
of one incident, longer than that the articles that the network was taught with."""
_BLOCK = 32
"""Anchors whose links are told at once: with 200 others 6 MB in the head."""
_WITHIN, _APART = ("vocabulary.txt", "triage.tsv"), ("pieces.tsv", "pieces.bin")
"""Pieces and what stands beside them: the triage of English, or the vectors of the many."""
_PARTS = ("encoder", "fields", "links", "targets")
_STAGES = "stages"
"""A part that a network has whose settings say from which chance on there is no incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What the encoder makes of a window of T words.

    `words` is T × 384, `anchors` T × 8 (chances of each type), `scope` the chance that the article
    is about pressure between states at all.
    """

    words: Floats
    anchors: Floats
    scope: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the heads tell of A anchors among T words.

    `roles` is A × T × roles (chances), `attributes` one A × values table for each attribute
    (chances that add up to 1), `vectors` A × 384.
    """

    roles: Floats
    attributes: tuple[Floats, ...]
    vectors: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The chances asked for, those of findings by their type.

    Of scope, for an article to be coded; of words, to be an anchor, and where no incident has one,
    to be one all the same; of the clearest anchor, and of the whole, for a finding to be given; of
    `none`, for an incident to be dropped. `second` is the power to which the second look's chances
    of a stage count beside the head's; infinite where they alone count.
    """

    scope: float
    anchors: Mapping[str, float]
    fainter: Mapping[str, float]
    sure: Mapping[str, float]
    believed: Mapping[str, float]
    none: float
    second: float


class Network:
    """The parts and their pieces, loaded; `digest` is the hash of all that they say it by.

    A folder with `pieces.tsv` holds pieces of many languages, whose vectors stand beside the
    encoder, in `pieces.bin`; one with `vocabulary.txt` those of English, and the encoder has
    their vectors.
    """

    def __init__(self, folder: Traversable) -> None:
        self.settings: Mapping[str, Any] = tomllib.loads(_read(folder, "model.toml").decode())
        _same_labels(self.settings)
        self._folder = folder
        self._apart = folder.joinpath("pieces.tsv").is_file()
        pieces = _APART if self._apart else _WITHIN
        self._parts = (*_PARTS, _STAGES) if self.tells_stages else _PARTS
        state = hashlib.sha256()
        for name in ("model.toml", *pieces, *(f"{part}.onnx" for part in self._parts)):
            state.update(_read(folder, name))
        self.digest = state.hexdigest()[:32]

    @classmethod
    def load(cls, name: Literal["model", "many"] = "model") -> Self:
        """Load a network that ships with vedette: that for English, or for many other languages.

        All is hashed, and loaded when it is first asked: for a desk that reads no such language the
        second one costs a tenth of a second and no memory.
        """
        return cls(resources.files("vedette.code.tagger").joinpath(name))

    @cached_property
    def vocabulary(self) -> Vocabulary | Subwords:
        """Read the pieces into which words are cut."""
        lines = _read(self._folder, (_APART if self._apart else _WITHIN)[0]).decode().split("\n")
        return Subwords(lines) if self._apart else Vocabulary(lines)

    @cached_property
    def _vectors(self) -> Vectors:
        return Vectors(_read(self._folder, _APART[1]))

    @cached_property
    def _sessions(self) -> Mapping[str, ort.InferenceSession]:
        return {part: _session(_read(self._folder, f"{part}.onnx")) for part in self._parts}

    @cached_property
    def triage(self) -> Triage:
        """Read the triage of English that stands beside its pieces."""
        return Triage(_read(self._folder, "triage.tsv").decode().split("\n"))

    def asked(self, text: str) -> float:
        """Give the chance of scope from which an article is coded."""
        return self.bounds(len(text)).scope

    def bounds(self, length: int) -> Bounds:
        """Give the bounds for a text of so many code points.

        A bulletin of a line or two cannot name the whole setting, nor can a report of some
        sentences; where a head for stages reads all of it and says what is no incident, an
        incident needs less.
        """
        settings = self.settings
        section = "short" if length <= SHORT else "report" if length <= REPORT else ""
        given = {**settings, **settings.get(section, {})}
        sure = given["sure"]
        if not isinstance(sure, Mapping):
            sure = dict.fromkeys(TYPES, sure)
        tables = {"fainter": settings["anchors"], "sure": sure, "believed": settings["believed"]}
        incident = given.get("incident", {})
        for name in incident.keys() & tables:
            tables[name] = {**tables[name], "incident": incident[name]}
        return Bounds(
            scope=given["scope"],
            none=given.get("none", 1.0),
            second=given.get("second", math.inf),
            anchors=settings["anchors"],
            **tables,
        )

    def encode(
        self, pieces: Sequence[tuple[int, ...]], features: Sequence[tuple[int, ...]]
    ) -> Encoded:
        """Encode one window: the pieces of each word, and its features."""
        numbers = [self.vocabulary.first]
        marks: list[tuple[int, ...]] = [(0,) * len(SIZES)]
        first = []
        for word, feature in zip(pieces, features, strict=True):
            first.append(len(numbers))
            numbers.extend(word)
            marks.extend([feature] * len(word))
        numbers.append(self.vocabulary.last)
        marks.append((0,) * len(SIZES))
        words, anchors, scope = self._sessions["encoder"].run(
            None,
            self._shown(numbers) | {"features": _whole([marks]), "first": _whole(first)},
        )
        return Encoded(words=words, anchors=anchors, scope=float(scope))

    def _shown(self, numbers: Sequence[int]) -> dict[str, NDArray[Any]]:
        """Give what the encoder is shown of pieces: their numbers, or their vectors."""
        if self._apart:
            return {"vectors": self._vectors.of(numbers)[None]}
        return {"pieces": _whole([numbers])}

    def tell(
        self,
        words: Floats,
        sentences: Sequence[int],
        spans: Sequence[tuple[int, int]],
        types: Sequence[int],
    ) -> Told:
        """Tell roles and attributes of anchors, each a range of words with its type's number.

        An incident's fields are looked for within `FAR`, all others' within `REACH`.
        """
        count, length = len(spans), len(words)
        roles = np.zeros((count, length, len(ROLES)), np.float32)
        vectors = np.zeros((count, words.shape[1]), np.float32)
        attributes = tuple(np.zeros((count, len(v)), np.float32) for _, _, v in ATTRIBUTES)
        for wide in (True, False):
            rows = [row for row, type_ in enumerate(types) if (TYPES[type_] == "incident") == wide]
            if not rows:
                continue
            places = _places([spans[row] for row in rows], length, FAR if wide else REACH)
            told, made, *values = self._sessions["fields"].run(
                None,
                {
                    "words": words,
                    "sentences": _whole(sentences),
                    "starts": _whole([spans[row][0] for row in rows]),
                    "ends": _whole([spans[row][1] for row in rows]),
                    "types": _whole([types[row] for row in rows]),
                    "places": places,
                },
            )
            vectors[rows] = made
            for table, given in zip(attributes, values, strict=True):
                table[rows] = given
            for number, row in enumerate(rows):
                seen = places[number] >= 0
                roles[row, places[number][seen]] = told[number][seen]
        return Told(roles=roles, attributes=attributes, vectors=vectors)

    def link(self, vectors: Floats, types: Sequence[int], places: Sequence[int]) -> Floats:
        """Give A × A × links: the chances that a link holds from the first anchor to the second.

        Asked for in blocks of rows, so that many anchors take no more memory than few.
        """
        kinds, at = _whole(types), _whole(places)
        table = np.zeros((len(vectors), len(vectors), len(LINKS)), np.float32)
        for start in range(0, len(vectors), _BLOCK):
            block = slice(start, start + _BLOCK)
            (table[block],) = self._sessions["links"].run(
                None,
                {
                    "vectors": vectors[block],
                    "types": kinds[block],
                    "places": at[block],
                    "others": vectors,
                    "at": at,
                },
            )
        return table

    def classify(self, words: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        """Give S × target classes: what kind of thing each span of words is."""
        (classes,) = self._sessions["targets"].run(
            None,
            {
                "words": words,
                "starts": _whole([start for start, _ in spans]),
                "ends": _whole([end for _, end in spans]),
            },
        )
        return np.asarray(classes, dtype=np.float32)

    @property
    def tells_stages(self) -> bool:
        """Whether it has a head of its own for the stages of incidents."""
        return "none" in self.settings

    def stage(self, words: Floats, marks: Whole) -> Floats:
        """Tell the chance of each stage, and of none, from words and their marks (`stages.py`)."""
        (chances,) = self._sessions[_STAGES].run(None, {"words": words, "marks": marks})
        return np.asarray(chances, dtype=np.float32)


def _places(spans: Sequence[tuple[int, int]], length: int, reach: int) -> Whole:
    """Give the words that each anchor looks at, -1 behind the last."""
    ranges = [(max(0, start - reach), min(length, end + reach)) for start, end in spans]
    table = np.full((len(spans), max(end - start for start, end in ranges)), -1, np.int64)
    for row, (start, end) in enumerate(ranges):
        table[row, : end - start] = np.arange(start, end)
    return table


def _whole(numbers: Any) -> Whole:
    return np.asarray(numbers, dtype=np.int64)


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as fault:
        raise CodeError(
            what="the coder's network is not whole",
            where=str(folder.joinpath(name)),
            why=str(fault),
            remedy="install vedette anew: the network comes with it",
        ) from fault


def _same_labels(settings: Mapping[str, Any]) -> None:
    """Refuse a network that was trained to tell other things than this code reads."""
    if settings.get("labels") != labels_hash():
        raise CodeError(
            what="the coder's network tells other things than this version reads",
            where="model.toml: labels",
            why=f"it has {settings.get('labels')!r}, wanted is {labels_hash()!r}",
            remedy="train and export it anew: training/README.md",
        )


def labels_hash() -> str:
    """Hash everything whose order training and coding must share."""
    told = json.dumps([TYPES, ROLES, ATTRIBUTES, TARGETS, LINKS, SIZES])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _session(raw: bytes) -> ort.InferenceSession:
    """Open a part on one thread: a worker has one core, and sums keep their order."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(raw, options, providers=["CPUExecutionProvider"])
