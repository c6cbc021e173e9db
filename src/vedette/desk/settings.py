"""What a user sets: one `vedette.toml`, and `VEDETTE_*` variables over it.

ledger = "sqlite:////var/lib/vedette/ledger.sqlite"   # VEDETTE_LEDGER
sources = "my-sources"                                # VEDETTE_SOURCES, a folder like ours
bundled = true                                        # VEDETTE_BUNDLED, whether ours are polled

[web]
host = "127.0.0.1"      # VEDETTE_WEB_HOST
port = 8470             # VEDETTE_WEB_PORT; 0 takes any that is free
hosts = []              # further names under which the desk may be asked for

[collect]
contact = ""            # a page of yours that tells publishers who asks
fastest = 300           # seconds between two polls of a channel, at the least
slowest = 21600         # and at the most
pace = 2.0              # seconds between two requests to one host
together = 20           # requests at once over all hosts
allow = []              # private hosts and networks that may be asked all the same

[code]
coder = "rules"         # which of the coders that are plugged in
workers = 1             # processes that read and code; each takes about 400 MB
seconds = 60            # after which an article is given up

[review]
incident = 0.9          # confidence from which it may leave as an alert; below it waits in review
attribution = 0.95      # the same for who is said to be behind it; 0 asks for nothing
denial = 0              # the same for denials
statement = 0           # the same for statements
pledge = 0              # the same for pledges
forecast = 0            # the same for forecasts
call = 0                # the same for calls
posture = 0             # the same for postures
"""

import json
import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from platformdirs import user_data_path

from vedette.errors import ConfigurationError
from vedette.records import FindingType
from vedette.review import USUAL, Thresholds
from vedette.sources.lines import Lines, of_fault

PORT = 8470


def home() -> Path:
    """Give the folder for what vedette keeps: `XDG_DATA_HOME` and its likes."""
    return user_data_path("vedette", appauthor=False)


def _threshold(type_: FindingType) -> float:
    found: float = field(default=USUAL.get(type_, 0.0), metadata={"section": "review"})
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default; `section` in the metadata is its table in the file."""

    ledger: str = field(default="", metadata={"section": ""})
    sources: str = field(default="", metadata={"section": ""})
    bundled: bool = field(default=True, metadata={"section": ""})
    host: str = field(default="127.0.0.1", metadata={"section": "web"})
    port: int = field(default=PORT, metadata={"section": "web"})
    hosts: tuple[str, ...] = field(default=(), metadata={"section": "web"})
    contact: str = field(default="", metadata={"section": "collect"})
    fastest: float = field(default=300.0, metadata={"section": "collect"})
    slowest: float = field(default=21600.0, metadata={"section": "collect"})
    pace: float = field(default=2.0, metadata={"section": "collect"})
    together: int = field(default=20, metadata={"section": "collect"})
    allow: tuple[str, ...] = field(default=(), metadata={"section": "collect"})
    coder: str = field(default="rules", metadata={"section": "code"})
    workers: int = field(default=1, metadata={"section": "code"})
    seconds: float = field(default=60.0, metadata={"section": "code"})
    incident: float = _threshold("incident")
    attribution: float = _threshold("attribution")
    denial: float = _threshold("denial")
    statement: float = _threshold("statement")
    pledge: float = _threshold("pledge")
    forecast: float = _threshold("forecast")
    call: float = _threshold("call")
    posture: float = _threshold("posture")

    @property
    def ledger_url(self) -> str:
        """The live ledger's address; a bare path is taken for a SQLite file."""
        if "://" in self.ledger:
            return self.ledger
        return f"sqlite:///{self.ledger or home() / 'ledger.sqlite'}"

    @property
    def sample_url(self) -> str:
        """The address of the sample's ledger, which is never the live one."""
        return f"sqlite:///{home() / 'sample.sqlite'}"

    @property
    def sources_folder(self) -> Path | None:
        """The user's own sources: as set, else `sources` beside the ledger where it exists."""
        if self.sources:
            return Path(self.sources)
        own = home() / "sources"
        return own if own.is_dir() else None

    @property
    def bounds(self) -> tuple[timedelta, timedelta]:
        """The shortest and the longest time between two polls of a channel."""
        return timedelta(seconds=self.fastest), timedelta(seconds=self.slowest)

    @property
    def thresholds(self) -> Thresholds:
        """The confidence from which a finding of each type may leave; types without one left out.

        >>> dict(Settings(attribution=0.0, call=0.5).thresholds)
        {'incident': 0.9, 'call': 0.5}
        """
        told: dict[FindingType, float] = {type_: getattr(self, type_) for type_ in TYPES}
        return {type_: needed for type_, needed in told.items() if needed}


TYPES: tuple[FindingType, ...] = get_args(FindingType)
WANTED = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
SPELLED = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
LEAST: Mapping[str, int] = {
    "port": 0,
    "fastest": 1,
    "slowest": 1,
    "pace": 0,
    "together": 1,
    "workers": 1,
    "seconds": 1,
    **dict.fromkeys(TYPES, 0),
}
YEAR = 31_536_000
MOST: Mapping[str, int] = {
    "port": 65535,
    "fastest": YEAR,
    "slowest": YEAR,
    "pace": 3600,
    "together": 1000,
    "workers": 256,
    "seconds": 86400,
    **dict.fromkeys(TYPES, 1),
}
OTHERS = re.compile("VEDETTE_(CONFIG|SHARED|TEST_.*)")
"""Variables with our prefix that are no settings: the file's path, and those of our own checks."""


def settle(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the file, if there is one, and the variables over it.

    Without a path, `vedette.toml` in the working folder is read where it exists. Raises
    ConfigurationError with file and line, or the variable's name; a variable with our prefix that
    names no setting is such an error too, since it would do nothing.
    """
    named = path or (Path(environ["VEDETTE_CONFIG"]) if environ.get("VEDETTE_CONFIG") else None)
    path = named or Path("vedette.toml")
    settings = _from_variables(_from_file(path, required=named is not None), environ)
    if settings.slowest < settings.fastest:
        what = f"slowest ({settings.slowest:g}) is less than fastest ({settings.fastest:g})"
        raise _fault(what, f"{path} or VEDETTE_COLLECT_*", "raise slowest, or lower fastest")
    return settings


def _from_file(path: Path, *, required: bool) -> Settings:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        if not required:
            return Settings()
        raise _fault("there is no such file", str(path), "check the path") from fault
    except OSError as fault:
        remedy = "name a file that you may read"
        why = fault.strerror or str(fault)
        raise _fault("the file cannot be read", str(path), remedy, why=why) from fault
    except UnicodeDecodeError as fault:
        raise _fault("the file is not UTF-8", str(path), "save it again as UTF-8") from fault
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        where = f"{path}:{of_fault(fault, text)}"
        remedy = "write name = value there, a text in quotation marks"
        raise _fault("this is no TOML", where, remedy, why=str(fault)) from fault
    return _apply(told, path, Lines(text))


def _apply(told: Mapping[str, Any], path: Path, lines: Lines) -> Settings:
    found: dict[str, Any] = {}
    known = {(f.metadata["section"], f.name): f for f in fields(Settings)}
    for section, name, value in _flat(told):
        where = f"{path}:{lines.of(*([section, name] if section else [name]))}"
        if (section, name) not in known:
            raise _unknown(section, name, where, known)
        found[name] = _typed(name, value, where)
        _checked(replace(Settings(), **{name: found[name]}), where)
    return replace(Settings(), **found)


def _flat(told: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    flat: list[tuple[str, str, Any]] = []
    for name, value in told.items():
        if isinstance(value, dict):
            flat += [(name, inner, deep) for inner, deep in value.items()]
        else:
            flat.append(("", name, value))
    return flat


def _unknown(
    section: str, name: str, where: str, known: Mapping[tuple[str, str], Any]
) -> ConfigurationError:
    there = ", ".join(sorted(n for s, n in known if s == section))
    label = f"[{section}] {name}" if section else name
    remedy = f"the settings here are {there}" if there else "there is no such table; see the docs"
    return _fault(f"there is no setting {label}", where, remedy)


def _typed(name: str, value: Any, where: str) -> Any:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise _fault(f"{name} is not a list of texts", where, f'write {name} = ["…"]')
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise _fault(
            f"{name} is not {WANTED[type(default)]}", where, f"like {name} = {_toml(default)}"
        )
    return value


def _toml(value: Any) -> str:
    """Write a value as TOML does.

    >>> _toml(True), _toml("rules"), _toml(2.0)
    ('true', '"rules"', '2.0')
    """
    return json.dumps(value, ensure_ascii=False)


def variable(section: str, name: str) -> str:
    """Name the variable that overrides a setting.

    >>> variable("", "ledger"), variable("collect", "pace")
    ('VEDETTE_LEDGER', 'VEDETTE_COLLECT_PACE')
    """
    return "_".join(part.upper() for part in ("vedette", section, name) if part)


def _from_variables(settings: Settings, environ: Mapping[str, str]) -> Settings:
    known = {variable(one.metadata["section"], one.name): one.name for one in fields(Settings)}
    found: dict[str, Any] = {}
    for named, written in environ.items():
        if named in known:
            name = known[named]
            found[name] = _parsed(name, written, named)
            _checked(replace(Settings(), **{name: found[name]}), named)
        elif named.startswith("VEDETTE_") and not OTHERS.fullmatch(named):
            there = ", ".join(["VEDETTE_CONFIG", *sorted(known)])
            raise _fault("no setting has this variable", named, f"the variables are {there}")
    return replace(settings, **found)


def _parsed(name: str, written: str, variable: str) -> Any:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in written.split(",") if part.strip())
    try:
        return SPELLED[written.lower()] if isinstance(default, bool) else type(default)(written)
    except (ValueError, KeyError) as fault:
        what = f"{written!r} is not {WANTED[type(default)]}"
        raise _fault(what, variable, f"give a value like {_toml(default)}") from fault


def _checked(settings: Settings, where: str) -> Settings:
    for name, least in LEAST.items():
        value, most = getattr(settings, name), MOST[name]
        if not math.isfinite(value):
            raise _fault(f"{name} is {value}", where, f"give a number from {least} to {most}")
        if value < least:
            raise _fault(f"{name} is less than {least}", where, f"give {least} or more")
        if value > most:
            raise _fault(f"{name} is more than {most}", where, f"give {most} or less")
    if not (settings.contact.isascii() and settings.contact.isprintable()):
        remedy = "write it in plain ASCII on one line: it is sent with every request"
        raise _fault("contact has characters that no header can carry", where, remedy)
    return settings


def _fault(what: str, where: str, remedy: str, *, why: str = "") -> ConfigurationError:
    return ConfigurationError(what=what, where=where, why=why, remedy=remedy)
