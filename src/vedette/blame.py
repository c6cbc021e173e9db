"""Who is said to be behind an incident, in words that never say more than the report does.

A report that Riga accuses Moscow proves nothing against Moscow. Wherever a program puts an
accusation into words of its own, they name the accuser; where none is known, it is the report that
links. An attribution's words follow the codebook's ladder: who only suspects has not accused.

>>> from vedette.records import Span
>>> accused = {"accuser": (Field(text="Riga"),), "accused": (Field(text="Moscow", value="RU"),)}
>>> charge = Finding(id="c", type="attribution", anchor=(Span(0, 4),), fields=accused)
>>> text(blame(charge))
'Riga accuses Moscow'
>>> actor = {"actor": (Field(text="the Kremlin", value="RU"),)}
>>> blast = Finding(id="b", type="incident", anchor=(Span(0, 4),), fields=actor)
>>> text(blame(blast)), text(blame(blast, Heard(accusers=("Riga",))))
('the report links it to the Kremlin', 'the Kremlin, according to Riga')
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from vedette.records import Field, Finding, Value

BEHIND: Final = "said to be behind it"
"""The label of an incident's actor."""

SETTLED: Final = frozenset({"convicted", "claimed"})
"""Stages of an incident from which on its actor is more than somebody who is said to be."""

UNKNOWN: Final = 0
"""The firmness of who says that the actor is not known."""

_CODE: Final = re.compile("[A-Z]{2}")
_BODIES: Final = frozenset({"EU", "UN"})
"""Codes that are kept free of states (ISO 3166-1, exceptional reservations)."""


class Verb(NamedTuple):
    """What accusers do to the accused: as one, as several, and what follows the accused."""

    one: str
    several: str
    after: str = ""


ACCUSES: Final = Verb("accuses", "accuse")
VERBS: Final[Mapping[Value, Verb]] = {
    1: Verb("links it to", "link it to"),
    2: Verb("links it to", "link it to"),
    3: Verb("suspects", "suspect"),
    4: ACCUSES,
    5: Verb("formally accuses", "formally accuse"),
    6: Verb("holds", "hold", " responsible"),
}
"""By firmness; where it is not told, an attribution is an accusation."""


class Words(NamedTuple):
    """A run of words; `name` is whether they name somebody, as the article does."""

    words: str
    name: bool = False


Told = tuple[Words, ...]
Naming = Callable[[Field], str]


class Heard(NamedTuple):
    """What an article's other findings say of an incident's actor: who accuses, and any claim."""

    accusers: tuple[str, ...] = ()
    claimed: bool = False


def named(field: Field) -> str:
    """Name who stands in a field: in the article's words, else by the value."""
    return field.text or ("" if field.value is None else str(field.value))


def text(told: Told) -> str:
    """Join the runs of a sentence."""
    return "".join(run.words for run in told)


def label(finding: Finding, name: str, heard: Heard = Heard()) -> str:  # noqa: B008  # frozen
    """Label a field for a reader: by its name, but for an incident's actor that is not settled."""
    if (finding.type, name) == ("incident", "actor") and not _settled(finding, heard):
        return BEHIND
    return name.replace("_", " ")


def blame(
    finding: Finding,
    heard: Heard = Heard(),  # noqa: B008  # frozen
    naming: Naming = named,
) -> Told:
    """Say who accuses whom; nothing for a finding that speaks of nobody's guilt."""
    if finding.type == "attribution":
        return _attributed(finding, naming)
    actors = _names(finding, "actor", naming) if finding.type == "incident" else []
    if not actors:
        return ()
    if heard.accusers:
        return (*listed(actors), Words(", according to "), *_objects(heard.accusers))
    return (Words("the report links it to "), *_objects(actors))


def _attributed(finding: Finding, naming: Naming) -> Told:
    accusers, accused = (_names(finding, name, naming) for name in ("accuser", "accused"))
    who = listed(accusers) if accusers else (Words("the report"),)
    several = len(accusers) > 1 or (bool(accusers) and plural(accusers[0]))
    rung = _value(finding, "firmness")
    if rung == UNKNOWN:
        does = Words(" do not say" if several else " does not say")
        return (*who, does, *_whether(accused))
    if not accused:
        return (Words("according to "), *_objects(accusers)) if accusers else ()
    if not accusers:
        return (Words("the report links it to "), *_objects(accused))
    verb = VERBS.get(rung, ACCUSES)
    does = Words(f" {verb.several if several else verb.one} ")
    return (*who, does, *_objects(accused), *([Words(verb.after)] if verb.after else []))


OBJECTS: Final[Mapping[str, str]] = {
    "i": "me",
    "he": "him",
    "she": "her",
    "we": "us",
    "they": "them",
}
"""Pronouns after a verb or `according to`; who is named is coded as he stands in the report."""
ARTICLES: Final = re.compile(r"^(?:The|An?) (?=[a-z])")
"""An article that opens a sentence of the report, and stands within ours."""


def _objects(names: Sequence[str]) -> Told:
    return listed([OBJECTS.get(name.lower(), ARTICLES.sub(_lower, name)) for name in names])


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()


def stage(status: str, by: Sequence[str] = ()) -> Told:
    """Say in which stage an incident is; what is attributed is so by somebody, never by us.

    >>> text(stage("attributed", ["Riga"])), text(stage("attributed")), text(stage("foiled"))
    ('attributed by Riga', 'attributed in reports', 'foiled')
    """
    told = Words(status.replace("_", " "))
    if status != "attributed":
        return (told,)
    if not by:
        return (told, Words(" in reports"))
    return (told, Words(" by "), *_objects(by))


def accusers(findings: Iterable[Finding], naming: Naming = named) -> tuple[str, ...]:
    """Name who accuses somebody in these findings, each once."""
    return tuple(
        dict.fromkeys(
            name
            for one in findings
            if one.type == "attribution" and _value(one, "firmness") != UNKNOWN
            if one.fields.get("accused")
            for name in _names(one, "accuser", naming)
        )
    )


def party(entry: Field) -> str:
    """Name whoever is accused: by the value, which is a state's code, else by the words.

    Words that would read as a code are put in quotation marks: Islamic State is not Iceland.

    >>> party(Field(text="Moscow", value="RU")), party(Field(text="IS")), party(Field(text="UN"))
    ('RU', '“IS”', 'UN')
    """
    if entry.value:
        return str(entry.value)
    words = entry.text or ""
    return f"“{words}”" if _CODE.fullmatch(words) and words not in _BODIES else words


def charges(findings: Iterable[Finding], known: int) -> dict[str, int]:
    """Give whom findings accuse, a state by its code, each with the firmest rung for it alone.

    `known` is the rung of an accusation that tells none; that somebody is said to be unknown is
    none at all.
    """
    found: dict[str, int] = {}
    for one in findings:
        told = _value(one, "firmness") if one.type == "attribution" else UNKNOWN
        rung = told if isinstance(told, int) else known
        for entry in one.fields.get("accused", ()) if rung != UNKNOWN else ():
            if name := party(entry):
                found[name] = max(rung, found.get(name, 0))
    return found


ANSWERS: Final[Mapping[Value, Verb]] = {
    "no_comment": Verb("does not comment", "do not comment"),
    "denied": Verb("denies it", "deny it"),
    "dismissed_as_absurd": Verb("dismisses it as absurd", "dismiss it as absurd"),
    "accepted": Verb("accepts it", "accept it"),
    "claimed": Verb("claims it", "claim it"),
}
"""What the accused says, by the state of a denial."""


def answer(denial: Finding, naming: Naming = named) -> Told:
    """Say what the accused answers.

    >>> said = {"denier": (Field(text="Moscow"),), "state": (Field(value="denied"),)}
    >>> from vedette.records import Span
    >>> text(answer(Finding(id="d", type="denial", anchor=(Span(0, 4),), fields=said)))
    'Moscow denies it'
    """
    names = _names(denial, "denier", naming)
    verb = ANSWERS.get(_value(denial, "state"), ANSWERS["denied"])
    several = len(names) > 1 or (bool(names) and plural(names[0]))
    does = Words(f" {verb.several if several else verb.one}")
    return (*(listed(names) if names else (Words("the accused"),)), does)


def _whether(accused: Sequence[str]) -> Told:
    if accused:
        return (Words(" whether it was "), *_objects(accused))
    return (Words(" who is behind it"),)


def hear(incident: Finding, others: Iterable[Finding], naming: Naming = named) -> Heard:
    """Find who of the same article accuses an incident's actor, and whether the actor claims it.

    An attribution counts where it names the incident and accuses every actor of it; a denial where
    its state is `claimed` and the actor is who speaks.
    """
    actors = incident.fields.get("actor", ())
    about = [one for one in others if actors and _refers(one, incident)]
    accusers = [
        naming(accuser)
        for one in about
        if one.type == "attribution" and _value(one, "firmness") != UNKNOWN
        if _all_in(actors, one.fields.get("accused", ()))
        for accuser in one.fields.get("accuser", ())
        if not _in(accuser, actors)
    ]
    claimed = any(
        one.type == "denial"
        and _value(one, "state") == "claimed"
        and _all_in(actors, one.fields.get("denier", ()))
        for one in about
    )
    return Heard(accusers=tuple(dict.fromkeys(filter(None, accusers))), claimed=claimed)


def _refers(finding: Finding, incident: Finding) -> bool:
    return any(entry.value == incident.id for entry in finding.fields.get("incident", ()))


def _all_in(wanted: Iterable[Field], there: Sequence[Field]) -> bool:
    return all(_in(one, there) for one in wanted)


def _in(wanted: Field, there: Iterable[Field]) -> bool:
    return any(_same(wanted, one) for one in there)


def _same(one: Field, other: Field) -> bool:
    """Tell whether two fields name one party: by what was worked out, else by the words."""
    if one.value is not None and other.value is not None:
        return one.value == other.value
    return named(one).casefold() == named(other).casefold()


def _settled(incident: Finding, heard: Heard) -> bool:
    return heard.claimed or _value(incident, "status") in SETTLED


def _value(finding: Finding, name: str) -> Value:
    entries = finding.fields.get(name, ())
    return next((entry.value for entry in entries if entry.value is not None), None)


def _names(finding: Finding, name: str, naming: Naming) -> list[str]:
    entries = finding.fields.get(name, ())
    return list(dict.fromkeys(filter(None, map(naming, entries))))


def listed(names: Sequence[str]) -> Told:
    """Join names; of more than two, two are told and the others counted.

    >>> text(listed(["Vilnius", "Riga"])), text(listed(["Vilnius", "Riga", "Tallinn"]))
    ('Vilnius and Riga', 'Vilnius, Riga and 1 other')
    """
    first, *more = (Words(name, name=True) for name in names)
    if not more:
        return (first,)
    if len(more) == 1:
        return first, Words(" and "), more[0]
    beyond = len(more) - 1
    return first, Words(", "), more[0], Words(f" and {beyond} other{'s' if beyond > 1 else ''}")


SEVERAL: Final = frozenset({"i", "we", "you", "they", "police", "authorities", "people", "both"})
SINGULAR_S: Final = ("ss", "us", "is", "'s", "’s", "news", "series")
COUNTED: Final = re.compile(
    r"(?:all|both|several|many|two|three|four|five|six|seven|eight|nine|ten|\d+)(?: |$)",
    re.IGNORECASE,
)
"""What begins a number of people, whatever it ends with: `All three`, `12 of them`."""
HEAD_ENDS: Final = re.compile(r",| (?:of|in|at|for|from|on|with|who|that)\b")


def plural(name: str) -> bool:
    """Tell whether a verb after this name stands in the plural; capitals name one body.

    >>> [plural(name) for name in ("prosecutors in Riga", "Reuters", "police", "the press")]
    [True, False, True, False]
    >>> plural("Poland and Lithuania"), plural("Ministry of Trade and Industry"), plural("He")
    (True, False, False)
    >>> plural("All three"), plural("All-Russian centre")
    (True, False)
    """
    head = HEAD_ENDS.split(name, maxsplit=1)[0]
    last = head.rsplit(" ", 1)[-1]
    if " and " in head or last.lower() in SEVERAL or COUNTED.match(name):
        return True
    return last.islower() and last.endswith("s") and not last.endswith(SINGULAR_S)
