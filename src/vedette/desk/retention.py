"""Rules of retention, as `vedette.toml` declares them; without one nothing goes by age.

[[retention]]
name = "pages"          # stands in the tombstone of all that goes by it
drop = "captures"       # bytes of pages and files; or "articles": words, findings and bytes
after = 400             # days since it became known here
sources = []            # ids of sources: ["de/leine-bote"], all where none is named
handling = []           # ["amber", "red"]: what is handled so, all where none is named
found = "any"           # or "none": articles in which no coder has found anything
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from vedette.desk.declaring import NAME, Place, either, texts
from vedette.handling import LEVELS
from vedette.retention import DROPS, FOUND, Rule
from vedette.sources.lines import Lines

RETENTION: Final = "retention"
LONGEST: Final = 36_500


def declared(told: dict[str, Any], file: Path, lines: Lines) -> tuple[Rule, ...]:
    """Take the rules out of what a file says; raises ConfigurationError with file and line."""
    here = Place(file, lines) / RETENTION
    listed = told.pop(RETENTION, [])
    if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise here.fault("retention is no list of tables", "begin each rule with [[retention]]")
    rules = tuple(_rules(listed, here))
    names = [rule.name for rule in rules]
    if twice := next((n for n, name in enumerate(names) if name in names[:n]), None):
        remedy = "call one otherwise: a tombstone must name the one it is from"
        raise (here / twice / "name").fault(f"two rules are called {names[twice]}", remedy)
    return rules


def _rules(listed: list[dict[str, Any]], here: Place) -> Iterator[Rule]:
    for n, table in enumerate(listed):
        place = here / n
        found = {name: _read(name, value, place / name) for name, value in table.items()}
        if missing := [name for name in ("name", "drop", "after") if name not in found]:
            remedy = 'write name = "pages", drop = "captures" or "articles", and after = 400'
            raise place.fault(f"a rule without {missing[0]}", remedy)
        if found["drop"] == "captures" and found.get("found", "any") != "any":
            what = "captures go with or without findings"
            raise (place / "found").fault(what, 'take found out, or write drop = "articles"')
        yield Rule(**found)


def _read(name: str, value: Any, here: Place) -> Any:
    read: Callable[[str, Any, Place], Any] | None = READ.get(name)
    if read is None:
        raise here.fault(f"there is no {name} in a rule", f"there are {', '.join(READ)}")
    return read(name, value, here)


def _name(_: str, value: Any, here: Place) -> str:
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    remedy = 'write name = "pages": a letter first, then letters, digits, - and _'
    raise here.fault("a rule without a name that fits", remedy)


def _word(name: str, value: Any, here: Place) -> str:
    if isinstance(value, str) and value in WORDS[name]:
        return value
    raise here.fault(f"{name} is {value!r}", f"give {either(WORDS[name])}")


def _days(name: str, value: Any, here: Place) -> int:
    if type(value) is int and 1 <= value <= LONGEST:
        return value
    raise here.fault(f"{name} is {value!r}", f"give a whole number of days from 1 to {LONGEST}")


def _levels(name: str, value: Any, here: Place) -> tuple[str, ...]:
    found = texts(name, value, here)
    if lost := [one for one in found if one not in LEVELS]:
        raise here.fault(f"{lost[0]!r} is no handling", f"give some of {', '.join(LEVELS)}")
    return found


WORDS: Final[Mapping[str, tuple[str, ...]]] = {"drop": DROPS, "found": FOUND}
READ: Final[Mapping[str, Callable[[str, Any, Place], Any]]] = {
    "name": _name,
    "drop": _word,
    "after": _days,
    "sources": texts,
    "handling": _levels,
    "found": _word,
}
