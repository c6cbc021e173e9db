"""What a user sets: one `vedette.toml`, and `VEDETTE_*` variables over it.

ledger = "sqlite:////var/lib/vedette/ledger.sqlite"   # VEDETTE_LEDGER
sources = "my-sources"                                # VEDETTE_SOURCES, a folder like ours
bundled = true                                        # VEDETTE_BUNDLED, whether ours are polled
countries = []                                        # of these alone, by code: ["EE", "LV"]
languages = []                                        # in one of these alone: ["en", "et"]
author = ""                                           # VEDETTE_AUTHOR, whose decisions yours are

[web]
host = "127.0.0.1"      # VEDETTE_WEB_HOST
port = 8470             # VEDETTE_WEB_PORT; 0 takes any that is free
hosts = []              # further names under which the desk may be asked for
proxies = []            # addresses or networks of the servers before it, beside loopback
address = ""            # where readers of alerts reach it: "https://desk.example"

[people]
login = false           # whether the desk asks who comes; one that others can reach always does
open = false            # unless this says that a server before the desk asks instead
file = ""               # the file of accounts; empty for one beside the ledger
idle = 12               # hours after which a session that is not used ends
longest = 168           # hours after which one that is used ends

[people.openid]
issuer = ""             # a provider of identities that may be asked too: "https://id.example"
client = ""             # as what the desk is known there
newcomers = ""          # role of who is known there and not here: reader, analyst; empty for none

[collect]
contact = ""            # a page of yours that tells publishers who asks
fastest = 300           # seconds between two polls of a channel, at the least
slowest = 21600         # and at the most
pace = 2.0              # seconds between two requests to one host
together = 20           # requests at once over all hosts
log_days = 30           # days for which every request is kept on record; 0 keeps none
allow = []              # private hosts and networks that may be asked all the same
passwords = ""          # a file in netrc's form with the passwords of mailboxes

[code]
coder = "tagger"        # the coder that counts, one of those that are plugged in
also = []               # further coders, whose findings are listed beside: ["llm"]
engine = "processes"    # or "ray": the workers may then be on other machines
cluster = ""            # where Ray has its head, "auto" for the one here; else one is begun
workers = 1             # processes that read and code; each takes about 400 MB
seconds = 60            # after which an article is given up

[code.llm]
url = ""                # an OpenAI-compatible server that you run, "http://127.0.0.1:8080/v1"
model = ""              # what the server calls its model
timeout = 120           # seconds for one answer
allow_remote = false    # whether articles may be sent to another machine than this one

[assets]
files = []              # GeoJSON of what you watch over, from the working folder: ["rail.geojson"]
near = 20               # kilometres within which an incident's page tells of it

[evidence]
authority = ""          # where `vedette evidence --stamp` asks for a time stamp (RFC 3161)
roots = []              # certificates of authorities that you trust, files in PEM

[duty]
line = []               # channels, in order, to which an urgent alert goes that nobody takes on
minutes = 15            # until the next

[handling]
pages = ""              # strictest on pages; empty for red on loopback without login, else clear
api = "clear"           # for /api and vedette mcp: clear, green, amber, amber+strict or red
feeds = "clear"         # the same for RSS and Atom
files = "clear"         # the same for exports, packages of evidence and briefs

[release]
analysts = 0            # how many must have released an incident before it is public: 0, 1 or 2

[incidents]
review_after_days = 30  # days without a word after which a stage is in review; 0 for never

[alarms]
budget = 1              # false alarms a month, over all series of the desk together

[brief]
folder = ""             # where a watching desk writes briefs by itself; empty for none
every = "day"           # or "week", on Mondays
at = "06:00"            # not before this hour, UTC
format = "markdown"     # or "html", a page that stands alone

[pledges]
figures = []            # TOML of official figures and pledges, files or folders, beside ours

[forecasts]
yardstick = "icd203"    # table from words to probability: "icd203", "phia" or "nato"

[taxii]
serve = false           # whether the desk answers at /taxii2/
title = "a vedette desk"  # what it calls itself there
collections = []        # a name and a question each: ["Baltic: country=EE&country=LV"]
tokens = ""             # a file of who may read what, and who may add; empty for whoever comes

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
from dataclasses import Field, dataclass, field, fields, replace
from datetime import timedelta
from ipaddress import ip_network
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import Any, get_args

from platformdirs import user_data_path

from vedette.alerts import Channel, Rule
from vedette.answers import FARTHEST
from vedette.assess.forecasts.yardsticks import NAMES as YARDSTICKS
from vedette.assess.forecasts.yardsticks import USUAL as USUAL_YARDSTICK
from vedette.assess.forecasts.yardsticks import Name as YardstickName
from vedette.code.llm.server import MODEL, Server, fault_of, is_loopback
from vedette.desk.declaring import CHANNELS, RULES, SECRET, declared
from vedette.desk.declaring import variable_of as secret_of
from vedette.desk.retention import RETENTION
from vedette.desk.retention import declared as retention_of
from vedette.errors import CollectError, ConfigurationError
from vedette.handling import LEVELS, Ceilings, level
from vedette.people import ROLES, Provider, openid
from vedette.records import FindingType
from vedette.retention import Rule as RetentionRule
from vedette.review import SILENCE, USUAL, Thresholds
from vedette.sources.lines import Lines, of_fault, parsed

PORT = 8470


def home() -> Path:
    """Give the folder for what vedette keeps: `XDG_DATA_HOME` and its likes."""
    return user_data_path("vedette", appauthor=False)


def _threshold(type_: FindingType) -> float:
    found: float = field(default=USUAL.get(type_, 0.0), metadata={"section": "review"})
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default; `section` in the metadata is its table in the file.

    `name` there is what the file calls it, where that is not the name here. A setting with a
    `variable` of its own stands in no file; what is declared in `tables` of its own has none.
    """

    ledger: str = field(default="", metadata={"section": ""})
    sources: str = field(default="", metadata={"section": ""})
    bundled: bool = field(default=True, metadata={"section": ""})
    countries: tuple[str, ...] = field(default=(), metadata={"section": ""})
    languages: tuple[str, ...] = field(default=(), metadata={"section": ""})
    author: str = field(default="", metadata={"section": ""})
    host: str = field(default="127.0.0.1", metadata={"section": "web"})
    port: int = field(default=PORT, metadata={"section": "web"})
    hosts: tuple[str, ...] = field(default=(), metadata={"section": "web"})
    proxies: tuple[str, ...] = field(default=(), metadata={"section": "web"})
    address: str = field(default="", metadata={"section": "web"})
    login: bool = field(default=False, metadata={"section": "people"})
    open: bool = field(default=False, metadata={"section": "people"})
    people: str = field(default="", metadata={"section": "people", "name": "file"})
    idle: float = field(default=12.0, metadata={"section": "people"})
    longest: float = field(default=168.0, metadata={"section": "people"})
    issuer: str = field(default="", metadata={"section": "people.openid"})
    openid_client: str = field(default="", metadata={"section": "people.openid", "name": "client"})
    newcomers: str = field(default="", metadata={"section": "people.openid"})
    # Not shown, as below.
    openid_secret: str = field(
        default="", repr=False, metadata={"variable": "VEDETTE_OPENID_SECRET"}
    )
    contact: str = field(default="", metadata={"section": "collect"})
    fastest: float = field(default=300.0, metadata={"section": "collect"})
    slowest: float = field(default=21600.0, metadata={"section": "collect"})
    pace: float = field(default=2.0, metadata={"section": "collect"})
    together: int = field(default=20, metadata={"section": "collect"})
    log_days: int = field(default=30, metadata={"section": "collect"})
    allow: tuple[str, ...] = field(default=(), metadata={"section": "collect"})
    passwords: str = field(default="", metadata={"section": "collect"})
    # Not shown: the settings' repr goes into the ledger.
    mail_password: str = field(
        default="", repr=False, metadata={"variable": "VEDETTE_MAIL_PASSWORD"}
    )
    coder: str = field(default="tagger", metadata={"section": "code"})
    also: tuple[str, ...] = field(default=(), metadata={"section": "code"})
    engine: str = field(default="processes", metadata={"section": "code"})
    cluster: str = field(default="", metadata={"section": "code"})
    workers: int = field(default=1, metadata={"section": "code"})
    seconds: float = field(default=60.0, metadata={"section": "code"})
    llm_url: str = field(default="", metadata={"section": "code.llm", "name": "url"})
    llm_model: str = field(default="", metadata={"section": "code.llm", "name": "model"})
    llm_timeout: float = field(default=120.0, metadata={"section": "code.llm", "name": "timeout"})
    llm_remote: bool = field(
        default=False, metadata={"section": "code.llm", "name": "allow_remote"}
    )
    # Not shown, as above.
    llm_key: str = field(default="", repr=False, metadata={"variable": "VEDETTE_LLM_KEY"})
    misp_key: str = field(default="", repr=False, metadata={"variable": "VEDETTE_MISP_KEY"})
    assets: tuple[str, ...] = field(default=(), metadata={"section": "assets", "name": "files"})
    near: float = field(default=20.0, metadata={"section": "assets"})
    figures: tuple[str, ...] = field(default=(), metadata={"section": "pledges"})
    authority: str = field(default="", metadata={"section": "evidence"})
    roots: tuple[str, ...] = field(default=(), metadata={"section": "evidence"})
    pages: str = field(default="", metadata={"section": "handling"})
    api: str = field(default="clear", metadata={"section": "handling"})
    feeds: str = field(default="clear", metadata={"section": "handling"})
    files: str = field(default="clear", metadata={"section": "handling"})
    analysts: int = field(default=0, metadata={"section": "release"})
    duty_line: tuple[str, ...] = field(default=(), metadata={"section": "duty", "name": "line"})
    minutes: float = field(default=15.0, metadata={"section": "duty"})
    review_after_days: int = field(default=SILENCE.days, metadata={"section": "incidents"})
    brief_folder: str = field(default="", metadata={"section": "brief", "name": "folder"})
    brief_every: str = field(default="day", metadata={"section": "brief", "name": "every"})
    brief_at: str = field(default="06:00", metadata={"section": "brief", "name": "at"})
    brief_format: str = field(default="markdown", metadata={"section": "brief", "name": "format"})
    budget: float = field(default=1.0, metadata={"section": "alarms"})
    taxii_serve: bool = field(default=False, metadata={"section": "taxii", "name": "serve"})
    taxii_title: str = field(
        default="a vedette desk", metadata={"section": "taxii", "name": "title"}
    )
    taxii_collections: tuple[str, ...] = field(
        default=(), metadata={"section": "taxii", "name": "collections"}
    )
    taxii_tokens: str = field(default="", metadata={"section": "taxii", "name": "tokens"})
    yardstick: str = field(default=USUAL_YARDSTICK, metadata={"section": "forecasts"})
    incident: float = _threshold("incident")
    attribution: float = _threshold("attribution")
    denial: float = _threshold("denial")
    statement: float = _threshold("statement")
    pledge: float = _threshold("pledge")
    forecast: float = _threshold("forecast")
    call: float = _threshold("call")
    posture: float = _threshold("posture")
    channels: tuple[Channel, ...] = field(default=(), metadata={"tables": CHANNELS})
    rules: tuple[Rule, ...] = field(default=(), metadata={"tables": RULES})
    retention: tuple[RetentionRule, ...] = field(default=(), metadata={"tables": RETENTION})

    @property
    def ledger_url(self) -> str:
        """The live ledger's address; a bare path is taken for a SQLite file."""
        if "://" in self.ledger:
            return self.ledger
        return f"sqlite:///{self.ledger or home() / 'ledger.sqlite'}"

    @property
    def requests_folder(self) -> Path:
        """The folder of the requests on record: beside a SQLite ledger, else the user's own."""
        return self._beside("requests")

    def _beside(self, name: str) -> Path:
        """Give a file beside a SQLite ledger, named after it, else one in the user's folder."""
        scheme, _, path = self.ledger_url.partition(":///")
        return Path(f"{path}.{name}") if scheme == "sqlite" and path else home() / name

    @property
    def people_file(self) -> Path:
        """The file of accounts, as set, else beside a SQLite ledger, else in the user's folder."""
        return Path(self.people) if self.people else self._beside("people")

    @property
    def provider(self) -> Provider | None:
        """The provider of identities that is asked, if one is named."""
        if not self.issuer:
            return None
        return Provider(
            issuer=self.issuer,
            client=self.openid_client,
            secret=self.openid_secret,
            newcomers=next((role for role in ROLES if role == self.newcomers), None),
        )

    @property
    def on_loopback(self) -> bool:
        """Whether the desk is bound to an address that this machine alone reaches."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return is_loopback(f"http://{host}")

    @property
    def asks_login(self) -> bool:
        """Whether the desk asks who comes: where it is to, and wherever others can reach it.

        >>> Settings().asks_login, Settings(host="0.0.0.0").asks_login
        (False, True)
        >>> Settings(host="0.0.0.0", open=True).asks_login
        False
        """
        return self.login or not (self.on_loopback or self.open)

    @property
    def push_key(self) -> Path:
        """The file of the desk's own key for web push: beside a SQLite ledger, else the user's."""
        return self._beside("push-key")

    @property
    def subscribers_file(self) -> Path:
        """The file of those who signed up: beside a SQLite ledger, else in the user's folder."""
        return self._beside("subscribers")

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
    def asset_files(self) -> tuple[Path, ...]:
        """The files of what the user watches over."""
        return tuple(map(Path, self.assets))

    @property
    def figure_files(self) -> tuple[Path, ...]:
        """The files and folders of the user's official figures and pledges."""
        return tuple(map(Path, self.figures))

    @property
    def ceilings(self) -> Ceilings:
        """What may leave through each exit; pages of a desk on loopback are its own screen.

        Where it asks for a login, it is the screen of all who have one.

        >>> Settings().ceilings.pages, Settings(host="0.0.0.0").ceilings.pages
        ('red', 'clear')
        """
        own = self.on_loopback and not self.asks_login
        pages = self.pages or ("red" if own else "clear")
        told = {"pages": pages, "api": self.api, "feeds": self.feeds, "files": self.files}
        return Ceilings(**{exit_: level(name) for exit_, name in told.items()})

    @property
    def silence(self) -> timedelta:
        """How long a stage of an incident holds without a word; nothing for ever."""
        return timedelta(days=self.review_after_days)

    @property
    def scale(self) -> YardstickName:
        """The yardstick by which words of likelihood are mapped."""
        return next(name for name in YARDSTICKS if name == self.yardstick)

    @property
    def brief_time(self) -> tuple[int, int]:
        """The hour and minute before which no brief is written, UTC."""
        hour, _, minute = self.brief_at.partition(":")
        return int(hour), int(minute)

    @property
    def server(self) -> Server | None:
        """The server that the coder `llm` asks, if one is named."""
        if not self.llm_url:
            return None
        return Server(
            url=self.llm_url,
            model=self.llm_model,
            timeout=self.llm_timeout,
            key=self.llm_key,
        )

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
LEAST: Mapping[str, float] = {
    "port": 0,
    "fastest": 1,
    "slowest": 1,
    "pace": 0,
    "together": 1,
    "log_days": 0,
    "workers": 1,
    "seconds": 1,
    "llm_timeout": 1,
    "near": 1,
    "idle": 0.1,
    "longest": 0.1,
    "analysts": 0,
    "minutes": 1,
    "review_after_days": 0,
    "budget": 0.01,
    **dict.fromkeys(TYPES, 0),
}
YEAR = 31_536_000
MOST: Mapping[str, float] = {
    "port": 65535,
    "fastest": YEAR,
    "slowest": YEAR,
    "pace": 3600,
    "together": 1000,
    "log_days": 3650,
    "workers": 256,
    "seconds": 86400,
    "llm_timeout": 3600,
    "near": int(FARTHEST),
    "idle": 720,
    "longest": 8760,
    "analysts": 2,
    "minutes": 1440,
    "review_after_days": 3650,
    "budget": 1000,
    **dict.fromkeys(TYPES, 1),
}
CODERS = 9
"""Further coders at once, at the most; the numbers of the stream have room for these."""
LLM = "llm"
"""The coder that asks a server of the user's."""
OTHERS = re.compile("VEDETTE_(CONFIG|LOG_FORMAT|LOG_LEVEL|TRACES|SHARED|TEST_.*)")
"""Variables with our prefix that are no settings: the file's path, what the command line takes
before it reads the file, and those of our own checks."""


def settle(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the file, if there is one, and the variables over it.

    Without a path, `vedette.toml` in the working folder is read where it exists. Raises
    ConfigurationError with file and line, or the variable's name; a variable with our prefix that
    names no setting is such an error too, since it would do nothing.
    """
    named = path or (Path(environ["VEDETTE_CONFIG"]) if environ.get("VEDETTE_CONFIG") else None)
    path = named or Path("vedette.toml")
    stood: dict[str, str] = {}
    read = _from_file(path, environ, stood, required=named is not None)
    settings = _from_variables(read, environ, stood)
    _fitting(settings, stood, str(path))
    if settings.slowest < settings.fastest:
        what = f"slowest ({settings.slowest:g}) is less than fastest ({settings.fastest:g})"
        raise _fault(what, f"{path} or VEDETTE_COLLECT_*", "raise slowest, or lower fastest")
    return settings


def password_of(settings: Settings, host: str, user: str) -> str:
    """Give the password of a mailbox, empty where none is known: the file's, else the variable's.

    The file is read anew each time, so that a changed password needs no restart.
    """
    if settings.passwords:
        try:
            told = netrc(settings.passwords).hosts.get(host)
        except (NetrcParseError, OSError, UnicodeDecodeError) as fault:
            raise CollectError(
                what="the file of passwords cannot be read",
                where=settings.passwords,
                why=f"{type(fault).__name__}",
                remedy="write lines such as: machine imap.example login me password …",
            ) from fault
        if told is not None and told[0] == user and told[2]:
            return told[2]
    return settings.mail_password


def label(section: str, name: str) -> str:
    """Write a setting as a person finds it in the file.

    >>> label("code.llm", "url"), label("", "ledger")
    ('[code.llm] url', 'ledger')
    """
    return f"[{section}] {name}" if section else name


def named_in_file(one: Field[Any]) -> tuple[str, str]:
    """Give the table and the name under which a setting stands in the file."""
    return one.metadata["section"], one.metadata.get("name", one.name)


def in_files() -> tuple[Field[Any], ...]:
    """Give the settings that a file may hold."""
    return tuple(one for one in fields(Settings) if "section" in one.metadata)


def _fitting(settings: Settings, stood: Mapping[str, str], file: str) -> None:
    """Refuse settings that do not fit together; `stood` tells where each was set."""
    names = (settings.coder, *settings.also)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        remedy = "name each once: coder counts, those in also stand beside it"
        raise _fault(f"the coder {twice} is named twice", stood.get("also", file), remedy)
    if settings.llm_url and not settings.llm_model:
        remedy = 'write model = "…", the name that the server gives its model'
        raise _fault("[code.llm] has no model", stood["llm_url"], remedy)
    if settings.llm_url and not (settings.llm_remote or is_loopback(settings.llm_url)):
        raise _fault(
            "[code.llm] url is not on this machine, so every article would be sent away",
            stood["llm_url"],
            "name a server on 127.0.0.1, or write allow_remote = true beside it if that is meant",
        )
    _fitting_proxies(settings, stood)
    _fitting_people(settings, stood)
    _fitting_duty(settings, stood)
    if gone := next((name for name in settings.assets if not Path(name).is_file()), None):
        what, remedy = f"there is no file {gone}", "check the path; it starts in the working folder"
        raise _fault(what, stood["assets"], remedy)
    if gone := next((name for name in settings.figures if not Path(name).exists()), None):
        what, remedy = f"there is no {gone}", "check the path; it starts in the working folder"
        raise _fault(what, stood["figures"], remedy)
    if settings.passwords and not Path(settings.passwords).is_file():
        what = f"there is no file {settings.passwords}"
        remedy = "name a file with a line such as: machine imap.example login me password …"
        raise _fault(what, stood["passwords"], remedy)
    if settings.taxii_tokens and not Path(settings.taxii_tokens).is_file():
        what = f"there is no file {settings.taxii_tokens}"
        remedy = "name a file with a table for each token; docs/how-to/taxii.md shows one"
        raise _fault(what, stood["taxii_tokens"], remedy)
    if LLM in names and not settings.llm_url:
        where = stood.get("also" if LLM in settings.also else "coder", file)
        raise unserved(where)


def _fitting_proxies(settings: Settings, stood: Mapping[str, str]) -> None:
    for one in settings.proxies:
        try:
            ip_network(one)
        except ValueError as fault:
            what = f"{one!r} is no address or network"
            remedy = 'give some such as "10.0.0.5" or "10.244.0.0/16"'
            raise _fault(what, stood["proxies"], remedy) from fault


def _fitting_duty(settings: Settings, stood: Mapping[str, str]) -> None:
    names = [one.name for one in settings.channels]
    if lost := [name for name in settings.duty_line if name not in names]:
        remedy = "name one that stands under [channels.…]" if names else "declare [channels.…]"
        raise _fault(f"there is no channel {lost[0]}", stood["duty_line"], remedy)
    if len(set(settings.duty_line)) < len(settings.duty_line):
        remedy = "name each once: an alert goes over it once"
        raise _fault("a channel stands in the line twice", stood["duty_line"], remedy)


def _fitting_people(settings: Settings, stood: Mapping[str, str]) -> None:
    if settings.login and settings.open:
        remedy = "take one of them out: open is for a desk whose visitors another server asks"
        raise _fault("login and open contradict each other", stood["open"], remedy)
    if settings.issuer and not (openid.safe(settings.issuer) and settings.openid_client):
        what = "the provider of identities cannot be asked"
        remedy = 'give its issuer with https, and client = "…", as what the desk is known there'
        raise _fault(what, stood["issuer"], remedy)


def unserved(where: str) -> ConfigurationError:
    """Say that the coder `llm` has nobody to ask."""
    remedy = 'write url = "http://127.0.0.1:8080/v1" and model = "…" under [code.llm]'
    return _fault("the coder llm has no server to ask", where, remedy)


def _from_file(
    path: Path, environ: Mapping[str, str], stood: dict[str, str], *, required: bool
) -> Settings:
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
        told = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        where = f"{path}:{of_fault(fault, text)}"
        remedy = "write name = value there, a text in quotation marks"
        raise _fault("this is no TOML", where, remedy, why=str(fault)) from fault
    return _apply(told, path, Lines(text), environ, stood)


def _apply(
    told: dict[str, Any],
    path: Path,
    lines: Lines,
    environ: Mapping[str, str],
    stood: dict[str, str],
) -> Settings:
    alerting = declared(told, path, lines, environ)
    found: dict[str, Any] = {"channels": alerting.channels, "rules": alerting.rules}
    found["retention"] = retention_of(told, path, lines)
    known = {named_in_file(f): f.name for f in in_files()}
    for section, name, value in _flat(told):
        where = f"{path}:{lines.of(*section.split('.'), name) if section else lines.of(name)}"
        if (section, name) not in known:
            raise _unknown(section, name, where, known)
        field_ = known[section, name]
        found[field_] = _typed(field_, name, value, where)
        _checked(replace(Settings(), **{field_: found[field_]}), where)
        stood[field_] = where
    return replace(Settings(), **found)


def _flat(told: Mapping[str, Any], section: str = "") -> list[tuple[str, str, Any]]:
    """Give every value with its table, `code.llm` for a table within one."""
    flat: list[tuple[str, str, Any]] = []
    for name, value in told.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{section}.{name}".lstrip("."))
        else:
            flat.append((section, name, value))
    return flat


def _unknown(
    section: str, name: str, where: str, known: Mapping[tuple[str, str], Any]
) -> ConfigurationError:
    there = ", ".join(sorted(n for s, n in known if s == section))
    remedy = f"the settings here are {there}" if there else "there is no such table; see the docs"
    if (section, name) == ("code.llm", "key"):
        remedy = "set VEDETTE_LLM_KEY: a key in a file is read by whoever reads the file"
    return _fault(f"there is no setting {label(section, name)}", where, remedy)


def _typed(field_: str, name: str, value: Any, where: str) -> Any:
    default = getattr(Settings(), field_)
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

    >>> _toml(True), _toml("tagger"), _toml(2.0)
    ('true', '"tagger"', '2.0')
    """
    return json.dumps(value, ensure_ascii=False)


def variable(section: str, name: str) -> str:
    """Name the variable that overrides a setting.

    >>> variable("", "ledger"), variable("collect", "pace")
    ('VEDETTE_LEDGER', 'VEDETTE_COLLECT_PACE')
    >>> variable("code.llm", "url")
    'VEDETTE_CODE_LLM_URL'
    """
    parts = ("vedette", *section.split("."), name)
    return "_".join(part.upper() for part in parts if part)


def variable_of(one: Field[Any]) -> str:
    """Name the variable of a setting."""
    own: str | None = one.metadata.get("variable")
    return own or variable(*named_in_file(one))


def _from_variables(
    settings: Settings, environ: Mapping[str, str], stood: dict[str, str]
) -> Settings:
    known = {variable_of(one): one.name for one in fields(Settings) if "tables" not in one.metadata}
    secrets = frozenset(secret_of(channel.name) for channel in settings.channels)
    found: dict[str, Any] = {}
    for named, written in environ.items():
        if named in known:
            name = known[named]
            found[name] = _parsed(name, written, named)
            _checked(replace(Settings(), **{name: found[name]}), named)
            stood[name] = named
        elif SECRET.fullmatch(named) and named not in secrets:
            raise _fault("no channel has this secret", named, "declare it under [channels.…]")
        elif named.startswith("VEDETTE_") and not (named in secrets or OTHERS.fullmatch(named)):
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


CHOICES: Mapping[str, tuple[str, ...]] = {
    "brief_every": ("day", "week"),
    "brief_format": ("markdown", "html"),
    "pages": ("", *LEVELS),
    "newcomers": ("", "reader", "analyst"),
    **dict.fromkeys(("api", "feeds", "files"), LEVELS),
}
"""Settings that are one of a few words."""


def _checked(settings: Settings, where: str) -> Settings:
    _checked_words(settings, where)
    for field_, least in LEAST.items():
        value, most = getattr(settings, field_), MOST[field_]
        name = field_.removeprefix("llm_")
        if not math.isfinite(value):
            raise _fault(f"{name} is {value}", where, f"give a number from {least} to {most}")
        if value < least:
            raise _fault(f"{name} is less than {least}", where, f"give {least} or more")
        if value > most:
            raise _fault(f"{name} is more than {most}", where, f"give {most} or less")
    if not (settings.contact.isascii() and settings.contact.isprintable()):
        remedy = "write it in plain ASCII on one line: it is sent with every request"
        raise _fault("contact has characters that no header can carry", where, remedy)
    if settings.address and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", settings.address):
        raise _fault(f"address is {settings.address!r}", where, 'like "https://desk.example"')
    if settings.yardstick not in YARDSTICKS:
        listed = ", ".join(YARDSTICKS)
        raise _fault(f"there is no yardstick {settings.yardstick}", where, f"name one of {listed}")
    if len(settings.also) > CODERS:
        raise _fault(f"also names more than {CODERS} coders", where, f"name {CODERS} or fewer")
    _checked_server(settings, where)
    return settings


def _checked_words(settings: Settings, where: str) -> None:
    for field_, words in CHOICES.items():
        if getattr(settings, field_) not in words:
            what = f"{field_.removeprefix('brief_')} is {getattr(settings, field_)!r}"
            listed = ", ".join(filter(None, words[:-1]))
            raise _fault(what, where, f"give {listed} or {words[-1]}")
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", settings.brief_at):
        raise _fault(f"at is {settings.brief_at!r}", where, 'give an hour such as "06:00", UTC')


def _checked_server(settings: Settings, where: str) -> None:
    if settings.llm_url and (why := fault_of(settings.llm_url)):
        remedy = 'give a server\'s address such as "http://127.0.0.1:8080/v1"'
        raise _fault("url cannot be asked", where, remedy, why=why)
    if settings.llm_model and not MODEL.fullmatch(settings.llm_model):
        remedy = "give the server's name for it: letters, digits and . _ : / + - alone"
        raise _fault("model has characters that no name of a coder can have", where, remedy)
    if not (settings.llm_key.isascii() and settings.llm_key.isprintable()):
        raise _fault("the key cannot be sent", where, "give it in plain ASCII, without line breaks")


def _fault(what: str, where: str, remedy: str, *, why: str = "") -> ConfigurationError:
    return ConfigurationError(what=what, where=where, why=why, remedy=remedy)
