"""From anchors and chances to findings: one for each thing, with fields, links and confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vedette.code.tagger.anchors import Anchor
from vedette.code.tagger.confidence import MOST, confidence, evidence
from vedette.code.tagger.fields import Entry, each_state, entries, field_of, told_once, within_lines
from vedette.code.tagger.grouping import grouped
from vedette.code.tagger.labels import ATTRIBUTES, LINKS, NO_STATUS, ROLES, TARGETS, TYPES
from vedette.code.tagger.network import Bounds, Floats, Network
from vedette.code.tagger.repeats import once
from vedette.code.tagger.stages import NONE, likeliest, shown, weighed
from vedette.code.tagger.things import Scene, Thing
from vedette.code.tagger.unreal import unreal
from vedette.records import Field, Finding, Span, finding_id

_LINKED = frozenset({"incident", "attribution", "denial"})
_NAMING = frozenset({"where", "target", "means", "actor", "accuser", "accused", "region"})
"""Fields that name somebody or something: one entry each, not one for each time it is named."""
_MOST = 200
"""Anchors of one type in an article: five times what the densest of 535 training articles has. More
is a list, and grouping takes time and memory with the square of their number."""
_ORDER = ("incident", "attribution", "denial", "statement", "pledge", "forecast", "call", "posture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Chances of links between those anchors of an article that can be linked."""

    rows: Mapping[int, int]
    table: Floats

    def between(self, ones: Sequence[int], others: Sequence[int], link: str) -> Floats:
        """Give the chances from each of some anchors to each of others."""
        rows, columns = ([self.rows[n] for n in numbers] for numbers in (ones, others))
        return self.table[np.ix_(rows, columns)][..., LINKS.index(link)]


def _shares(field: Field, span: Span) -> bool:
    """Say whether a field's words and a span share a character: the dateline is no `when`."""
    return field.span is not None and field.span.start < span.end and span.start < field.span.end


def _kept(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Leave out all but the surest anchors of a type where there are very many."""
    kept: list[Anchor] = []
    for type_ in TYPES:
        ranked = sorted((a for a in anchors if a.type == type_), key=lambda a: -a.chance)
        kept += sorted(ranked[:_MOST], key=lambda a: a.start)
    return kept


class Assembler:
    """Puts together what the network tells of one article after another; remembers nothing."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._settings = network.settings

    def findings(self, coding: str, scene: Scene, anchors: Sequence[Anchor]) -> tuple[Finding, ...]:
        """Give the findings of an article from its anchors, incidents first."""
        return tuple(finding for finding, _ in self.weighed(coding, scene, anchors))

    def weighed(
        self, coding: str, scene: Scene, anchors: Sequence[Anchor]
    ) -> list[tuple[Finding, tuple[float, ...]]]:
        """Give the findings, each with the evidence that its confidence was worked out from."""
        anchors = _kept(anchors)
        if not anchors:
            return []
        seen, attributes, vectors = self._told(scene, anchors)
        links = self._links(anchors, vectors)
        things = [
            self._thing(scene, anchors, members, seen, attributes)
            for members in self._members(anchors, links)
        ]
        bounds = self._network.bounds(len(scene.sight.text))
        things = [t for t in things if t.anchors[0].chance >= bounds.sure[t.anchors[0].type]]
        if self._network.tells_stages:
            self._stage(scene, things, bounds)
        for thing in things:
            self._fill(scene, thing)
        things = [thing for thing in things if not unreal(thing, scene)]
        self._relate(things, links)
        return _written(coding, scene, self._believed(scene, once(things), bounds.believed))

    def _believed(
        self, scene: Scene, things: Sequence[Thing], floors: Mapping[str, float]
    ) -> list[Thing]:
        """Weigh every thing, and leave out what is too unlikely, with what points at it."""
        for thing in things:
            type_ = thing.anchors[0].type
            thing.evidence = evidence(thing, scene)
            curve = self._settings["confidence"][type_]
            thing.confidence = confidence(thing.evidence, curve, MOST.get(type_, 0.99))
        kept = [thing for thing in things if thing.confidence >= floors[thing.anchors[0].type]]
        for thing in kept:
            for name, others in thing.about.items():
                thing.about[name] = [other for other in others if other in kept]
        return kept

    def _told(
        self, scene: Scene, anchors: Sequence[Anchor]
    ) -> tuple[list[Floats], list[tuple[Floats, ...]], Floats]:
        """Ask window by window; roles come back over the words of each anchor's window."""
        seen: list[Floats] = [np.zeros(0, np.float32)] * len(anchors)
        attributes: list[tuple[Floats, ...]] = [()] * len(anchors)
        vectors = np.zeros((len(anchors), scene.encoded[0].words.shape[1]), np.float32)
        for number, (start, end) in enumerate(scene.cut):
            rows = [row for row, anchor in enumerate(anchors) if anchor.window == number]
            if not rows:
                continue
            told = self._network.tell(
                scene.encoded[number].words,
                [place - scene.sentences[start] for place in scene.sentences[start:end]],
                [(anchors[row].start - start, anchors[row].end - start) for row in rows],
                [TYPES.index(anchors[row].type) for row in rows],
            )
            vectors[rows] = told.vectors
            for line, row in enumerate(rows):
                seen[row] = told.roles[line]
                attributes[row] = tuple(table[line] for table in told.attributes)
        return seen, attributes, vectors

    def _links(self, anchors: Sequence[Anchor], vectors: Floats) -> Links:
        """Ask what holds between anchors of the types that can be linked."""
        rows = [row for row, anchor in enumerate(anchors) if anchor.type in _LINKED]
        table = self._network.link(
            vectors[rows],
            [TYPES.index(anchors[row].type) for row in rows],
            [anchors[row].start for row in rows],
        )
        return Links(rows={row: number for number, row in enumerate(rows)}, table=table)

    def _members(self, anchors: Sequence[Anchor], links: Links) -> list[list[int]]:
        """Say which anchors are one thing: mentions of an incident; every other stands alone."""
        mentions = [number for number, anchor in enumerate(anchors) if anchor.type == "incident"]
        same = links.between(mentions, mentions, "same incident")
        groups = grouped(same, self._settings["same"]) if mentions else []
        alone = [[n] for n, anchor in enumerate(anchors) if anchor.type != "incident"]
        return [[mentions[number] for number in group] for group in groups] + alone

    def _thing(
        self,
        scene: Scene,
        anchors: Sequence[Anchor],
        members: list[int],
        seen: Sequence[Floats],
        attributes: Sequence[tuple[Floats, ...]],
    ) -> Thing:
        """Take the members' mean, each weighted by its chance, as what is told of the thing."""
        members = sorted(members, key=lambda number: -anchors[number].chance)
        first = min(scene.cut[anchors[number].window].start for number in members)
        last = max(scene.cut[anchors[number].window].end for number in members)
        roles = np.zeros((last - first, len(ROLES)), np.float32)
        weights = np.zeros((last - first, 1), np.float32)
        for number in members:
            start, end = scene.cut[anchors[number].window]
            roles[start - first : end - first] += anchors[number].chance * seen[number]
            weights[start - first : end - first] += anchors[number].chance
        type_ = anchors[members[0]].type
        values, stages = {}, None
        for column, (owner, name, choices) in enumerate(ATTRIBUTES):
            if owner == type_:
                told = [anchors[n].chance * attributes[n][column] for n in members]
                chances = np.sum(told, axis=0) / sum(anchors[n].chance for n in members)
                best = int(chances.argmax())
                values[name] = (choices[best], float(chances[best]))
                if name == "status" and type_ == "incident":
                    stages = chances
        return Thing(
            members=members,
            anchors=[anchors[number] for number in members],
            first=first,
            roles=(roles / np.maximum(weights, 1e-6)).astype(np.float32),
            values=values,
            stages=stages,
        )

    def _stage(self, scene: Scene, things: Sequence[Thing], bounds: Bounds) -> None:
        """Let the head for stages look at all incidents, and say whether each is one."""
        incidents = [thing for thing in things if thing.anchors[0].type == "incident"]
        mentions = ([scene.characters(a.start, a.end) for a in one.anchors] for one in incidents)
        for thing, looked in zip(incidents, shown(scene, mentions), strict=True):
            chances = self._network.stage(*looked)
            if chances[-1] > bounds.none:
                thing.stage = (NONE, float(chances[-1]))
                continue
            thing.stage = likeliest(weighed(chances[:-1], thing.stages, bounds.second))

    def _fill(self, scene: Scene, thing: Thing) -> None:
        """Give a thing its fields: words with values, then what is told without words."""
        type_ = thing.anchors[0].type
        for name, found in entries(type_, thing.roles, self._settings).items():
            listed = [
                part
                for entry in found
                for line in within_lines(
                    scene.sight.text, scene.words, name, entry.moved(thing.first)
                )
                for part in each_state(scene.sight.text, scene.words, name, line)
            ]
            made = [field_of(scene.sight, scene.words, type_, name, entry) for entry in listed]
            if (type_, name) == ("incident", "target"):
                made = self._classed(scene, thing, made, listed)
            if name == "when" and scene.sight.dateline is not None:
                made = [field for field in made if not _shares(field, scene.sight.dateline.span)]
            thing.fields[name] = told_once(made) if name in _NAMING else made
            thing.chances[name] = max(entry.chance for entry in listed)
        for name, second in thing.values.items():
            thing.chances[name] = second[1]
            value, chance = thing.stage if name == "status" and thing.stage else second
            if name != "kind" and value != NO_STATUS:
                shown = thing.fields.get(name, [Field()])[0]
                told = replace(shown, value=value, rule=f"told {chance:.2f}")
                thing.fields[name] = [told]

    def _classed(
        self, scene: Scene, thing: Thing, fields: Sequence[Field], listed: Sequence[Entry]
    ) -> list[Field]:
        """Give targets their classes, judged in the window of the clearest mention if there."""
        classed = list(fields)
        asked: dict[int, list[int]] = {}
        for place, entry in enumerate(listed):
            for number in (thing.anchors[0].window, *range(len(scene.cut))):
                start, end = scene.cut[number]
                if start <= entry.start and entry.end <= end:
                    asked.setdefault(number, []).append(place)
                    break
        for number, places in asked.items():
            start = scene.cut[number].start
            spans = [(listed[place].start - start, listed[place].end - start) for place in places]
            told = self._network.classify(scene.encoded[number].words, spans)
            for place, chances in zip(places, told, strict=True):
                best = int(chances.argmax())
                rule = f"words {listed[place].chance:.2f}, class {chances[best]:.2f}"
                classed[place] = replace(fields[place], value=TARGETS[best], rule=rule)
        return classed

    def _relate(self, things: Sequence[Thing], links: Links) -> None:
        """Point attributions and denials at their incidents, and denials at what they answer."""
        incidents = [thing for thing in things if thing.anchors[0].type == "incident"]
        attributions = [thing for thing in things if thing.anchors[0].type == "attribution"]
        for thing in things:
            type_ = thing.anchors[0].type
            if type_ in {"attribution", "denial"}:
                link = "attribution of" if type_ == "attribution" else "denial of"
                listed = self._linked(thing, incidents, links, link)
                thing.about["incident"] = listed
                if listed:
                    thing.chances["incident"] = self._chance(thing, listed[0], links, link)
            if type_ == "denial":
                listed = self._linked(thing, attributions, links, "answer to")
                thing.about["attribution"] = listed[:1]

    def _linked(
        self, thing: Thing, others: Sequence[Thing], links: Links, link: str
    ) -> list[Thing]:
        """Give the things that a finding speaks of: all above the threshold, at least the best."""
        floor = self._settings["links"][link]
        ranked = sorted(
            (-self._chance(thing, other, links, link), number)
            for number, other in enumerate(others)
        )
        if not ranked or -ranked[0][0] < floor["least"]:
            return []
        kept = [number for chance, number in ranked if -chance >= floor["more"]]
        return [others[number] for number in kept or [ranked[0][1]]]

    def _chance(self, thing: Thing, other: Thing, links: Links, link: str) -> float:
        """Give the chance that a finding's clearest mention speaks of another thing."""
        return float(links.between(thing.members[:1], other.members, link).max())


def _written(
    coding: str, scene: Scene, things: Sequence[Thing]
) -> list[tuple[Finding, tuple[float, ...]]]:
    """Turn things into findings with ids, incidents first because others name them."""
    ids: dict[int, str] = {}
    made: dict[str, tuple[Finding, tuple[float, ...]]] = {}
    ranked = sorted(
        things, key=lambda thing: (_ORDER.index(thing.anchors[0].type), thing.anchors[0].start)
    )
    for thing in ranked:
        finding = _finding(coding, scene, thing, ids)
        ids[id(thing)] = finding.id
        made.setdefault(finding.id, (finding, thing.evidence))
    return list(made.values())


def _finding(coding: str, scene: Scene, thing: Thing, ids: Mapping[int, str]) -> Finding:
    first = thing.anchors[0]
    fields = {name: tuple(listed) for name, listed in thing.fields.items() if listed}
    for name, others in thing.about.items():
        if others:
            fields[name] = tuple(Field(value=ids[id(other)]) for other in others)
    anchor = tuple(scene.characters(one.start, one.end) for one in thing.anchors)
    kind = str(thing.values["kind"][0]) if "kind" in thing.values else None
    return Finding(
        id=finding_id(coding, first.type, kind, anchor, fields),
        type=first.type,
        kind=kind,
        anchor=anchor,
        fields=fields,
        confidence=thing.confidence,
        rule=f"tagger {first.chance:.2f}",
    )
