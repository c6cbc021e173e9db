"""What may be asked for by name in a query line: one table for parser, completion and reference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from vedette.answers import Status, Target
from vedette.query import reading
from vedette.records import FIRMNESS, RELIABILITIES, DisagreementField, FindingType
from vedette.sought import How, Value
from vedette.taxonomy.kinds import ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field: how a value of it is read, what it means, and one of its values to show.

    `hows` are the comparisons that it bears. `values` are offered for completion where they are
    few. `whole` says that the value is one, commas and all; `never` that it cannot be negated.
    """

    name: str
    reads: Callable[[str], Value]
    meaning: str
    example: str
    hows: tuple[How, ...] = ("is",)
    values: tuple[str, ...] = ()
    whole: bool = False
    never: bool = False


STATUSES: Final[tuple[str, ...]] = get_args(Status)
TARGETS: Final[tuple[str, ...]] = get_args(Target)
TYPES: Final[tuple[str, ...]] = get_args(FindingType)
DIFFERING: Final[tuple[str, ...]] = get_args(DisagreementField)
RUNGS: Final = tuple(map(str, range(len(FIRMNESS))))
GRADES: Final = tuple(RELIABILITIES)
ANY: Final[tuple[How, ...]] = ("is", "least", "most")

_LISTED: Final = (
    Asked(
        name="kind",
        reads=reading.one_of(ORDER),
        meaning="The kind of incident.",
        example="kind:sabotage,arson",
        values=ORDER,
    ),
    Asked(
        name="place",
        reads=reading.place,
        meaning="Where it happened: a state's code in capitals, a water, or part of a name.",
        example="place:PL",
    ),
    Asked(
        name="country",
        reads=reading.state,
        meaning="In which state, by its code or its name, or in which water.",
        example='country:PL,"Baltic Sea"',
    ),
    Asked(
        name="actor",
        reads=reading.party,
        meaning="Who is said to be behind it, or is accused of it: a state, or part of a name.",
        example="actor:RU",
    ),
    Asked(
        name="firmness",
        reads=reading.whole(0, 6),
        meaning="How firmly somebody is accused of it, from 0 (nobody known) to 6 (established).",
        example="firmness:>=4",
        hows=ANY,
        values=RUNGS,
    ),
    Asked(
        name="status",
        reads=reading.one_of(STATUSES),
        meaning="The stage of an incident, or the one that a report tells.",
        example="status:charged",
        values=STATUSES,
    ),
    Asked(
        name="target",
        reads=reading.one_of(TARGETS),
        meaning="The class of what was hit.",
        example="target:rail",
        values=TARGETS,
    ),
    Asked(
        name="grade",
        reads=reading.mark,
        meaning="The grade of the incident; `>=` is as good or better, letter and figure.",
        example="grade:>=C3",
        hows=ANY,
        values=GRADES,
    ),
    Asked(
        name="voices",
        reads=reading.whole(1, 1000),
        meaning="Independent sources that tell the incident, one of each owner.",
        example="voices:>=2",
        hows=ANY,
    ),
    Asked(
        name="differs",
        reads=reading.one_of(DIFFERING),
        meaning="On what the sources of the incident differ.",
        example="differs:place",
        values=DIFFERING,
    ),
    Asked(
        name="confidence",
        reads=reading.share,
        meaning="How sure the coder is of a finding, from 0 to 1.",
        example="confidence:>=0.9",
        hows=ANY,
    ),
    Asked(
        name="type",
        reads=reading.one_of(TYPES),
        meaning="The type of finding.",
        example="type:attribution",
        values=TYPES,
    ),
    Asked(
        name="source",
        reads=reading.text,
        meaning="Who published it, by the source's id.",
        example="source:pl/example",
    ),
    Asked(
        name="language",
        reads=str.lower,
        meaning="The language of the article, by its code.",
        example="language:en",
    ),
    Asked(
        name="since",
        reads=reading.first_day,
        meaning="Known on this day (UTC) or later; a month or a year begins with its first day.",
        example="since:2025-11",
        never=True,
    ),
    Asked(
        name="until",
        reads=reading.last_day,
        meaning="Known on this day (UTC) or earlier; a month or a year ends with its last day.",
        example="until:2025-11-30",
        never=True,
    ),
    Asked(
        name="bbox",
        reads=reading.box,
        meaning="Within a box: west, south, east, north in degrees.",
        example="bbox:20.9,53.9,26.8,56.4",
        whole=True,
    ),
    Asked(
        name="area",
        reads=reading.ring,
        meaning="Within an area: its corners as longitude,latitude, joined by semicolons.",
        example="area:24,54;26,54;25,56",
        whole=True,
    ),
    Asked(
        name="article",
        reads=reading.name,
        meaning="An article, by its id or the start of it; an incident that it tells.",
        example="article:6e9856faab29",
    ),
    Asked(
        name="incident",
        reads=reading.name,
        meaning="An incident, by its id or the start of it, and what tells of it.",
        example="incident:349bfcd0ccdd",
    ),
    Asked(
        name="text",
        reads=reading.text,
        meaning="Words of the article, as those that stand under no field; one of several fits.",
        example='text:rail,"fuel depot"',
    ),
)

FIELDS: Final[Mapping[str, Asked]] = {one.name: one for one in _LISTED}
