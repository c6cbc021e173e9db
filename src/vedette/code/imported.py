"""The coder of what other systems say: each line that a reader laid out, as fields with spans.

Nothing is understood here. Who wrote the incident down has said what it was, when and where, in
fields of his own; these words are the evidence, and a value that no codebook has is told and left
out. The tagger does not code such a text again: it would find the same incident a second time, and
guess from a few words what is told outright.

An accusation has an accuser, always: where another system says that somebody did it and not who
says so, that system is the accuser (`imported.lay` puts its name there).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, get_args

from vedette import imported
from vedette.code.places import Gazetteer, find_places
from vedette.imported import Line
from vedette.records import (
    Article,
    Coding,
    Field,
    Finding,
    FindingType,
    Place,
    Precision,
    Span,
    TimeExpression,
    Value,
    coding_id,
    digest,
    finding_id,
)
from vedette.taxonomy import lexicon
from vedette.taxonomy.codebook import ENUMS
from vedette.taxonomy.countries import countries, country_of
from vedette.taxonomy.kinds import ORDER
from vedette.taxonomy.places import table

VERSION: Final = 2
"""Of the name: raised when the same text would be coded otherwise than before."""
KINDLESS: Final = "unexplained"
"""The codebook's word for an incident whose kind is left open."""
ANSWERS: Final[Mapping[str, str]] = {
    "denies": "denied",
    "does-not-comment-on": "no_comment",
    "accepts": "accepted",
    "claims": "claimed",
}
"""The state of a denial, by what an exported relationship is called."""
NAMES: Final[Mapping[str, str]] = {
    "When": "when",
    "Stage": "status",
    "Place": "where",
    "Target": "target",
    "Killed": "killed",
    "Injured": "injured",
    "Actor": "actor",
}
"""The field that a line fills, by its label."""
FORMED: Final = frozenset({"when", "status", "killed", "injured"})
"""Fields whose words alone say nothing that could be compared."""
RADII: Final[Mapping[Precision, float]] = {
    "point": 1.0,
    "town": 5.0,
    "district": 15.0,
    "region": 100.0,
}

_DAYS: Final = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")
_POINT: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?), (-?\d{1,3}(?:\.\d+)?)")
_WITHIN: Final = re.compile(r"within (\d+(?:\.\d+)?) km")
_GEONAMES: Final = re.compile(r"geonames (\d{1,9})")
_COUNT: Final = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_FIRMNESS: Final = re.compile(r"firmness ([0-6])")

Fields = dict[str, list[Field]]


class ImportCoder:
    """Codes what one reader laid out; `source` is that reader's bare name."""

    def __init__(self, source: str, gazetteer: Gazetteer) -> None:
        self.name = f"import:{source}@{VERSION}"
        self.taxonomy = digest("import", *ORDER, *imported.LABELS)
        self._gazetteer = gazetteer

    def code(self, article: Article) -> Coding:
        """Code one article: the incident, who accuses, who answers; pure."""
        made = _Made(
            article, coding_id(article.text_hash, article.reader, self.name, self.taxonomy)
        )
        told = imported.lines(article.text)
        places = tuple(self._places(article.text, told))
        incident = made.incident(told, places)
        found = [incident, *made.about(told, incident)]
        return Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
            findings=tuple(found),
            places=places,
            times=tuple(_times(article.text, told)),
            dropped=dict(made.dropped),
        )

    def _places(self, text: str, told: Sequence[Line]) -> Iterator[Place]:
        """Give where the lines of places say it was; without a point, by the place's name."""
        for line in told:
            if line.label == "Place":
                own = placed(text, line)
                yield from [own] if own else self._found(text, line.parts[0])

    def _found(self, text: str, span: Span) -> Iterator[Place]:
        words = text[slice(*span)]
        for one in find_places(words, self._gazetteer):
            start, end = one.span
            moved = Span(span.start + start, span.start + end)
            yield Place(
                span=moved,
                text=one.text,
                lat=one.lat,
                lon=one.lon,
                country=one.country,
                geonames=one.geonames,
                precision=one.precision,
                radius_km=one.radius_km,
            )


def _times(text: str, told: Sequence[Line]) -> Iterator[TimeExpression]:
    """Give the days that are told one by one."""
    for line in told:
        if line.label == "When" and re.fullmatch(r"\d{4}-\d\d-\d\d", line.form(text)):
            span, value = line.parts[0], line.form(text)
            yield TimeExpression(span=span, text=line.words(text), value=value, type="DATE")


def placed(text: str, line: Line) -> Place | None:
    """Read a place with its point off a line, None where there is no point.

    The point or the state may stand first, where no name is told.

    >>> told = imported.lay("a", "", [("Place", ["Mika", "PL", "51.96, 21.5", "within 5 km"])])
    >>> one = placed(told, imported.lines(told)[0])
    >>> one.text, one.country, one.lat, one.radius_km, one.precision
    ('Mika', 'PL', 51.96, 5.0, 'town')
    """
    name, *beside = parts = [text[slice(*part)] for part in line.parts]
    point = _first(_POINT, parts)
    if point is None or abs(lat := float(point[1])) > 90 or abs(lon := float(point[2])) > 180:
        return None
    within, geonames = _first(_WITHIN, parts), _first(_GEONAMES, parts)
    precision = next((one for one in get_args(Precision) if one in beside), None)
    radius = float(within[1]) if within else RADII.get(precision or "town", RADII["town"])
    return Place(
        span=line.parts[0],
        text=name,
        lat=lat,
        lon=lon,
        country=country(name, beside),
        geonames=int(geonames[1]) if geonames else None,
        precision=precision or _supposed(radius),
        radius_km=radius,
    )


def _supposed(radius: float) -> Precision:
    """Say how closely a place is told whose radius alone is."""
    return next((name for name, km in RADII.items() if radius <= km), "region")


def country(name: str, beside: Sequence[str]) -> str:
    """Give the state or the water that a line names beside a place's name, or a state for one.

    >>> country("Mika", ["PL", "town"]), country("PL", []), country("Mika", [])
    ('PL', 'PL', '')
    """
    waters = table("places")["sea"]
    told = (one for one in beside if one in countries() or one in waters)
    return next(told, name if name in countries() else "")


def _first(pattern: re.Pattern[str], parts: Sequence[str]) -> re.Match[str] | None:
    return next((found for one in parts if (found := pattern.fullmatch(one))), None)


class _Made:
    """Findings of one article on their way, and what no codebook has of it."""

    def __init__(self, article: Article, coding: str) -> None:
        self._text = article.text
        self._coding = coding
        self._rule = f"import:{article.reader.partition('@')[0]}"
        self.dropped: Counter[str] = Counter()

    def incident(self, told: Sequence[Line], places: Sequence[Place]) -> Finding:
        """Make the incident: its anchor is its name."""
        fields: Fields = {}
        for line in told:
            name = NAMES.get(line.label)
            if name is None:
                continue
            value = self._value(name, line, places)
            if value is None and name in FORMED:
                self.dropped[name] += 1
            else:
                fields.setdefault(name, []).append(self._entry(line, 0, value))
        return self._finding("incident", imported.title(self._text), fields, self._kind(told))

    def _kind(self, told: Sequence[Line]) -> str:
        kind = next((line.form(self._text) for line in told if line.label == "Kind"), KINDLESS)
        if kind in ORDER:
            return kind
        self.dropped["kind"] += 1
        return KINDLESS

    def _value(self, name: str, line: Line, places: Sequence[Place]) -> Value:
        """Give the normal form of a field, None where the codebook has none for it."""
        form = line.form(self._text)
        value: Value = None
        match name:
            case "when":
                value = form if _DAYS.fullmatch(form) else None
            case "status":
                value = form if form in ENUMS["incident", "status"] else None
            case "target":
                value = form if form in lexicon("targets").classes("classes") else None
            case "where":
                value = self._where(line, places)
            case "actor":
                value = country_of(form)
            case _ if found := _COUNT.fullmatch(form):
                low, high = int(found[1]), int(found[2] or found[1])
                value = (low, high) if low < high else low
        return value

    def _where(self, line: Line, places: Sequence[Place]) -> str | None:
        """Give the state or the water of a place: as the line tells it, else as it is known."""
        name, *beside = (self._text[slice(*part)] for part in line.parts)
        (start, end), known = line.parts[0], country(name, beside)
        here = (one.country for one in places if start <= one.span.start < end)
        return known or next(here, "") or country_of(name)

    def about(self, told: Sequence[Line], incident: Finding) -> Iterator[Finding]:
        """Make the accusations and answers: who, by which verb, whom, how firmly."""
        own = {"incident": [Field(value=incident.id)]}
        for line in told:
            if line.label == "Said" and len(line.parts) > 2:
                found = _first(_FIRMNESS, [line.part(self._text, n) for n in range(3, 5)])
                firm = [Field(value=int(found[1]))] if found else []
                who, whom = self._party(line, 0), self._party(line, 2)
                fields = {"accuser": [who], "accused": [whom], "firmness": firm} | own
                yield self._finding("attribution", line.parts[1], fields)
            elif line.label == "Answer" and len(line.parts) > 1:
                state = ANSWERS.get(line.part(self._text, 1), "denied")
                fields = {"denier": [self._party(line, 0)], "state": [Field(value=state)]} | own
                yield self._finding("denial", line.parts[1], fields)

    def _party(self, line: Line, n: int) -> Field:
        words = line.part(self._text, n)
        return self._entry(line, n, None if imported.nameless(words) else country_of(words))

    def _entry(self, line: Line, n: int, value: Value) -> Field:
        return Field(span=line.parts[n], text=line.part(self._text, n), value=value)

    def _finding(
        self, type_: FindingType, anchor: Span, fields: Fields, kind: str | None = None
    ) -> Finding:
        told = {name: tuple(entries) for name, entries in fields.items() if entries}
        return Finding(
            id=finding_id(self._coding, type_, kind, (anchor,), told),
            type=type_,
            anchor=(anchor,),
            fields=told,
            kind=kind,
            rule=self._rule,
        )


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def stix() -> ImportCoder:
    """Load the coder of STIX objects."""
    return ImportCoder("stix", _gazetteer())


def csv() -> ImportCoder:
    """Load the coder of rows of tables."""
    return ImportCoder("csv", _gazetteer())
