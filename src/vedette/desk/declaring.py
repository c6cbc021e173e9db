"""Channels and rules of alerts, as `vedette.toml` declares them.

[channels.duty]
kind = "webhook"                        # one of those that are plugged in
to = ["https://hooks.example/duty"]     # whom it goes to, in the kind's own addresses
ceiling = "clear"                       # nothing whose handling is above it leaves here
secret_file = ""                        # or VEDETTE_CHANNEL_DUTY_SECRET; never in this file

[[alerts]]
name = "rail"
channels = ["duty"]
on = "incident"         # or "alarm", "pledge", "forecast"
causes = []             # why, all where none is named: "new", "stage", "accused", "differing", …
kinds = []              # of incident: ["sabotage"]
places = []             # states by code or name, waters: ["LT", "Poland", "Baltic Sea"]
statuses = []           # stages: ["confirmed"]
targets = []            # classes of what was hit: ["rail"]
near = 0                # kilometres from your assets, 0 for anywhere
assets = []             # classes, ids or names of assets that are meant, all where none is named
accused = []            # parties that are accused, states by code or name: ["RU"]
grade = ""              # the least: "C3"
voices = 1              # independent sources, at the least
query = ""              # a query line: "actor:RU firmness:>=4 -drill"
confidence = 0          # of the coder; never below what [review] asks for
quiet = ""              # hours without a message: "22:00-06:00", "22:00-06:00 Europe/Riga"
wakes = "severe"        # as grave as this goes out all the same: "minor", "moderate", "extreme"
most = 20               # an hour; what comes beyond it goes together
gather = 0              # seconds in which what comes goes together
digest = ""             # or "hour", "day", "week": all of it at once
fresh = 24              # hours after which what became known is old news
ahead = 7               # days before a pledge or a forecast falls due
urgent = false          # whether it goes down the line of [duty] as long as nobody takes it on
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, get_args
from zoneinfo import ZoneInfo

from vedette.alerts import CAUSES, DIGESTS, SEVERITIES, SUBJECTS, Channel, Quiet, Rule
from vedette.answers import FARTHEST, Status, Target
from vedette.desk.plugins import plugged
from vedette.errors import ConfigurationError, QueryError
from vedette.handling import LEVELS
from vedette.query import parse, reading
from vedette.send import Kind
from vedette.sources.lines import Lines
from vedette.taxonomy.kinds import ORDER

CHANNELS: Final = "channels"
RULES: Final = "alerts"
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
QUIET: Final = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)(?: (\S+))?")
GRADE: Final = re.compile(r"[A-F][1-6]")
SECRET: Final = re.compile(r"VEDETTE_CHANNEL_(\w+)_SECRET")

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "channels": (),
    "causes": CAUSES,
    "kinds": ORDER,
    "places": (),
    "statuses": get_args(Status),
    "targets": get_args(Target),
    "assets": (),
    "accused": (),
}
"""What a rule may list, and the words that it may choose among; none for any."""

MEANT: Final[Mapping[str, Callable[[str], str]]] = {
    "places": reading.state,
    "accused": reading.party,
}
"""How the words of a list are read that may be written in several ways."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "on": SUBJECTS,
    "wakes": SEVERITIES,
    "digest": DIGESTS,
}

BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "near": (0, FARTHEST),
    "voices": (1, 100),
    "confidence": (0, 1),
    "most": (1, 10_000),
    "gather": (0, 3600),
    "fresh": (1, 720),
    "ahead": (0, 365),
}
WHOLE: Final = frozenset({"voices", "most", "ahead"})


class Declared(NamedTuple):
    """What a file declares."""

    channels: tuple[Channel, ...]
    rules: tuple[Rule, ...]


class Place:
    """Where something stands in a file, and what is wrong with it there."""

    def __init__(self, file: Path, lines: Lines, *path: str | int) -> None:
        self._file, self._lines, self._path = file, lines, path

    def __truediv__(self, step: str | int) -> "Place":
        return Place(self._file, self._lines, *self._path, step)

    def __str__(self) -> str:
        return f"{self._file}:{self._lines.of(*self._path)}"

    def fault(self, what: str, remedy: str, *, why: str = "") -> ConfigurationError:
        """Say what is wrong here, and what to do."""
        return ConfigurationError(what=what, where=str(self), why=why, remedy=remedy)


def declared(
    told: dict[str, Any], file: Path, lines: Lines, environ: Mapping[str, str]
) -> Declared:
    """Take channels and rules out of what a file says, and secrets of channels out of variables.

    Raises ConfigurationError with file and line.
    """
    top = Place(file, lines)
    channels = tuple(_channels(told.pop(CHANNELS, {}), top / CHANNELS, environ))
    names = frozenset(one.name for one in channels)
    return Declared(channels, tuple(_rules(told.pop(RULES, []), top / RULES, names)))


# ── channels ────────────────────────────────────────────────────────────────────────────────────


def _channels(told: Any, here: Place, environ: Mapping[str, str]) -> Iterator[Channel]:
    if not isinstance(told, dict):
        raise here.fault("channels is no table", 'write [channels.duty] and kind = "webhook"')
    for name, table in told.items():
        if not NAME.fullmatch(name) or not isinstance(table, dict):
            remedy = "call it [channels.<name>], a letter first, then letters, digits, - and _"
            raise (here / name).fault(f"{name} cannot be a channel", remedy)
        yield _channel(name, dict(table), here / name, environ)
    variables = [variable_of(name) for name in told]
    if twice := [name for name in variables if variables.count(name) > 1]:
        raise here.fault("two channels have one variable", "call one otherwise", why=twice[0])


def _channel(name: str, table: dict[str, Any], here: Place, environ: Mapping[str, str]) -> Channel:
    named = table.pop("kind", "")
    kinds: Mapping[str, Kind] = plugged("channels")
    if named not in kinds:
        place = here / "kind"
        raise place.fault(f"there is no kind {named!r} of channel", f"give {either(sorted(kinds))}")
    kind, ceiling = kinds[named], table.pop("ceiling", "clear")
    if ceiling not in LEVELS:
        raise (here / "ceiling").fault(f"the ceiling is {ceiling!r}", f"give {either(LEVELS)}")
    to = texts("to", table.pop("to", [""]), here / "to")
    if "secret" in table:
        remedy = f"set {variable_of(name)}, or name a file: secret_file = …"
        raise (here / "secret").fault("a secret in this file is read by whoever reads it", remedy)
    kept = _secret_of(table.pop("secret_file", ""), here / "secret_file")
    secret = environ.get(variable_of(name), kept)
    options = {option: _option(option, table[option], kind, here / option) for option in table}
    channel = Channel(
        name=name,
        kind=named,
        recipients=to,
        ceiling=ceiling,
        options=options | ({"secret": secret} if secret else {}),
    )
    if fault := kind.fault(channel):
        raise here.fault(fault, f"see the channel {named} in docs/how-to/alert-channels.md")
    return channel


def _option(name: str, value: Any, kind: Kind, here: Place) -> Any:
    if name not in kind.options:
        told = ["kind", "to", "ceiling", "secret_file", *sorted(kind.options)]
        raise here.fault(f"there is no {name} here", f"the settings here are {', '.join(told)}")
    wanted = kind.options[name]
    if wanted is tuple:
        return texts(name, value, here)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise here.fault(f"{name} is no {wanted.__name__}", f"like {name} = {wanted()!r}")
    return value


def _secret_of(named: Any, here: Place) -> str:
    if not named:
        return ""
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, TypeError, UnicodeDecodeError) as fault:
        why, remedy = type(fault).__name__, "name a text file that you may read"
        raise here.fault("the file of the secret cannot be read", remedy, why=why) from fault


def variable_of(name: str) -> str:
    """Name the variable that holds the secret of a channel.

    >>> variable_of("duty-room")
    'VEDETTE_CHANNEL_DUTY_ROOM_SECRET'
    """
    return f"VEDETTE_CHANNEL_{name.upper().replace('-', '_')}_SECRET"


# ── rules ───────────────────────────────────────────────────────────────────────────────────────


def _rules(told: Any, here: Place, channels: frozenset[str]) -> Iterator[Rule]:
    names: set[str] = set()
    for n, table in enumerate(tables(RULES, told, here)):
        rule = _rule(table, here / n, channels)
        if rule.name in names:
            what = f"two rules are called {rule.name}"
            raise (here / n / "name").fault(what, "what one told must not count for another")
        names.add(rule.name)
        yield rule


def _rule(table: Mapping[str, Any], here: Place, channels: frozenset[str]) -> Rule:
    found = read(table, here, READ)
    if not NAME.fullmatch(found.get("name", "")):
        remedy = 'write name = "rail": a letter first, then letters, digits, - and _'
        raise (here / "name").fault("a rule without a name that fits", remedy)
    if not found.get("channels"):
        raise here.fault(f"the rule {found['name']} has no channels", 'write channels = ["…"]')
    if lost := [name for name in found["channels"] if name not in channels]:
        there = either(sorted(channels)) if channels else "a channel that [channels.…] declares"
        raise (here / "channels").fault(f"there is no channel {lost[0]}", f"name {there}")
    if found.get("urgent") and found.get("digest"):
        what = "an urgent rule that waits for a digest"
        raise (here / "urgent").fault(what, "take one of them out: nobody can take it on in time")
    return Rule(**found)


def tables(name: str, told: Any, here: Place) -> list[dict[str, Any]]:
    """Read a list of rules, each a table; raises ConfigurationError."""
    if isinstance(told, list) and all(isinstance(table, dict) for table in told):
        return told
    raise here.fault(f"{name} is no list of tables", f"begin each rule with [[{name}]]")


Reading = Callable[[str, Any, Place], Any]
"""Reads what stands under a name at a place; raises ConfigurationError."""


def read(table: Mapping[str, Any], here: Place, by: Mapping[str, Reading]) -> dict[str, Any]:
    """Read a rule, each of its values by who reads what has that name."""
    found = {}
    for name, value in table.items():
        if name not in by:
            remedy = f"there are {', '.join(by)}"
            raise (here / name).fault(f"there is no {name} in a rule", remedy)
        found[name] = by[name](name, value, here / name)
    return found


def _list(name: str, value: Any, here: Place) -> tuple[str, ...]:
    found, words = texts(name, value, here), LISTS[name]
    if words and (lost := [one for one in found if one not in words]):
        raise here.fault(f"{lost[0]!r} is none of the {name}", f"give some of {', '.join(words)}")
    if name == "causes" and not found:
        return CAUSES
    return tuple(dict.fromkeys(_meant(name, one, here) for one in found))


def _meant(name: str, written: str, here: Place) -> str:
    """Read one of a list as the query line does; what can never be would never be told of."""
    if name not in MEANT:
        return written
    try:
        return MEANT[name](written)
    except ValueError as fault:
        raise here.fault(f"{written!r} is none of the {name}", str(fault)) from fault


def texts(name: str, value: Any, here: Place) -> tuple[str, ...]:
    """Read a list of texts, each once; raises ConfigurationError."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(dict.fromkeys(value))
    raise here.fault(f"{name} is not a list of texts", f'write {name} = ["…"]')


def _choice(name: str, value: Any, here: Place) -> str:
    for word in CHOICES[name]:
        if value == word:
            return word
    raise here.fault(f"{name} is {value!r}", f"give {either(filter(None, CHOICES[name]))}")


def _number(name: str, value: Any, here: Place) -> float:
    least, most = BOUNDS[name]
    remedy = f"give a {'whole ' if name in WHOLE else ''}number from {least:g} to {most:g}"
    fits = type(value) is int or (type(value) is float and name not in WHOLE)
    if not fits or not math.isfinite(value) or not least <= value <= most:
        raise here.fault(f"{name} is {value!r}", remedy)
    return value if name in WHOLE else float(value)


def _grade(name: str, value: Any, here: Place) -> str:
    if isinstance(value, str) and (not value or GRADE.fullmatch(value)):
        return value
    raise here.fault(f"{name} is {value!r}", 'give a mark such as "C3"')


def _query(name: str, value: Any, here: Place) -> str:
    try:
        return parse(_text(name, value, here)).line
    except QueryError as fault:
        raise here.fault(f"{name}: {fault.what}", fault.remedy, why=fault.where) from fault


def _text(name: str, value: Any, here: Place) -> str:
    if isinstance(value, str):
        return value
    raise here.fault(f"{name} is not a text", f'write {name} = "…"')


def _flag(name: str, value: Any, here: Place) -> bool:
    if isinstance(value, bool):
        return value
    raise here.fault(f"{name} is {value!r}", "give true or false")


class Blamed(Protocol):
    """Where something is written, as far as it says what is wrong there."""

    def fault(self, what: str, remedy: str, *, why: str = "") -> ConfigurationError: ...


def hours(name: str, value: Any, here: Blamed) -> Quiet | None:
    """Read hours of each day, by the clock of a zone, None off nothing.

    Raises ConfigurationError.
    """
    if value == "":
        return None
    found = QUIET.fullmatch(value) if isinstance(value, str) else None
    remedy = 'give hours such as "22:00-06:00", by UTC or by a zone: "22:00-06:00 Europe/Riga"'
    if found is None:
        raise here.fault(f"{name} is {value!r}", remedy)
    zone = found[5] or "UTC"
    try:
        since, until = (time(int(found[n]), int(found[n + 1])) for n in (1, 3))
        if zone != "UTC":
            ZoneInfo(zone)
    except (ValueError, OSError) as fault:  # a zone that is not found is a KeyError's child
        raise here.fault(f"{name} is {value!r}", remedy, why=str(fault)) from fault
    except KeyError as fault:
        raise here.fault(f"there is no zone {zone}", remedy) from fault
    return Quiet(since=since, until=until, zone=zone)


READ: Final[Mapping[str, Reading]] = {
    "name": _text,
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(BOUNDS, _number),
    "grade": _grade,
    "query": _query,
    "quiet": hours,
    "urgent": _flag,
}


def either(words: Any) -> str:
    """Join words of which one is to be chosen.

    >>> either(["hour", "day"])
    'hour or day'
    """
    return " or ".join(words)
