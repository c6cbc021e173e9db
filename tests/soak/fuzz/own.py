"""Targets among files of one's own that somebody else wrote, and what is asked of the desk."""

import contextlib
import io
import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from litestar.exceptions import HTTPException
from tests.hostile.building import bundle, incident, zipped
from tests.hostile.test_loading import GEOJSON, QUERIES, TOML
from tests.soak.fuzz.laws import Target, named, refused

from vedette.assess import assets
from vedette.assess.alarms.table import read_counts
from vedette.desk import evidence, officials
from vedette.desk.settings import settle
from vedette.desk.taxii import collections, inbox, tokens
from vedette.errors import QueryError
from vedette.query import complete, drawn, line_of, parse
from vedette.query.parsing import LONGEST
from vedette.sources.interpret import examine
from vedette.web.taxii.asked import accepts, asked, envelope
from vedette.write.warcs import sha256

SETTINGS = b"""
port = 8000
[collect]
pace = 1.5
allow = ["10.0.0.0/8"]
[[channels]]
name = "desk"
kind = "webhook"
url = "https://hook.example/a"
[[rules]]
name = "rail"
query = "kind:sabotage place:PL"
channels = ["desk"]
[[retention]]
name = "old"
days = 400
"""
SOURCE = """
name = "Mars\u00f6 Nytt"
home = "https://marso.example/"
country = "SE"
languages = ["sv"]
owner = "Mars\u00f6 Ltd"
ownership = "private"
licence = "all rights reserved"
sector = "press"
[[channels]]
kind = "feed"
url = "https://marso.example/rss"
full = false
[[channels]]
kind = "json"
url = "https://marso.example/api"
[channels.paths]
items = "data.list"
title = "head.line"
""".encode()
LINES = (
    "kind:sabotage,arson place:PL firmness:>=4 since:2025-11 -source:pl/tabloid freight",
    "near:54.7,20.5,50 area:24,54;26,54;25,56 actor:RU text:cable* -drill",
    "bbox:10,50,30,60 differs:killed until:2026 grade:A,B outlet:x incident:a1",
)  # fmt: skip


def in_file(ending: str, work: Callable[[Path], object]) -> Callable[[bytes], None]:
    """Give what works on the bytes of a file; a refusal names the file."""

    def one(body: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
            path = Path(folder) / f"a{ending}"
            path.write_bytes(body)
            refused(work, path)

    return one


def settings(path: Path) -> None:
    """Read a file of settings, and all that is worked out of it."""
    chosen = settle(path, {})
    for name in ("bounds", "ceilings", "silence", "scale", "brief_time", "asset_files", "server"):
        getattr(chosen, name)


def source(body: bytes) -> None:
    """Read a source's file: it is a source, or every fault has its line."""
    faults, found = examine(body.decode("utf-8", "replace"), id="se/marso", where="a.toml")
    assert (found is None) == bool(faults)
    assert all(one.what and one.where.startswith("a.toml:") for one in faults)


def query(body: bytes) -> None:
    """Read a query line: what is read is written back and read the same, at every cursor."""
    text = body.decode("utf-8", "replace")
    complete(text, len(text), today=date(2026, 3, 2), known={})
    with contextlib.suppress(ValueError):
        line_of([drawn(text)])
    try:
        told = parse(text)
    except QueryError as fault:
        named(fault)
        placed(fault, text)
        return
    written = line_of(told)
    if len(written) > LONGEST:
        return
    again = parse(written)
    assert [(c.name, c.values, c.how, c.negated) for c in again.clauses] == [
        (c.name, c.values, c.how, c.negated) for c in told.clauses
    ]


def placed(fault: QueryError, text: str) -> None:
    """Hold a refusal to the line that it speaks of."""
    assert 0 <= fault.at <= len(text)


def filters(body: bytes) -> None:
    """Read what a question over TAXII asks for, and what is handed in."""
    words = body.decode("utf-8", "replace").split("&")
    told = dict(word.partition("=")[::2] for word in words)
    for work in (
        lambda: asked(SimpleNamespace(query_params=told)),
        lambda: accepts(told.get("accept", "")),
        lambda: [inbox.why_not(one) for one in envelope("application/taxii+json", body)],
        lambda: [collections.declared(word) for word in words[:9]],
    ):
        with contextlib.suppress(HTTPException):
            refused(work)


def secrets(body: bytes) -> None:
    """Read a file of tokens, and a header that claims one; no refusal tells a secret."""
    text = body.decode("utf-8", "replace")
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        path = Path(folder) / "tokens.toml"
        path.write_bytes(TOKENS)
        tokens.Tokens(path).of(text)
    refused(tokens.tokens, text, "tokens.toml")


def counts(body: bytes) -> None:
    """Read a table of counts."""
    refused(read_counts, io.StringIO(body.decode("utf-8", "replace"), newline=""), "a.csv")


def figures(body: bytes) -> None:
    """Read a file of official figures and pledges."""
    refused(officials.read_one, body.decode("utf-8", "replace"), "a.toml")


def seal(body: bytes) -> None:
    """Look at a package whose seal is these bytes, and at one that is nothing else."""
    told = json.dumps({"resources": []}).encode()
    tokens_ = (body.decode("latin-1"), b64encode(body).decode())
    stamped = [json.dumps({"hash": sha256(told), "timeStampToken": one}) for one in tokens_]
    for sent in (body, *map(str.encode, stamped)):
        verified(zipped(("datapackage.json", told), ("datapackage-digest.json", sent)))
    verified(body)


verified = in_file(".wacz", evidence.verify)
TOKENS = b"""
[police]
secret = "0123456789abcdef0123456789abcdef"
read = ["*"]
add = true
source = "xx/partner"
"""
REJECTED = b"\x30\x05\x30\x03\x02\x01\x02"
"""A time-stamping authority's refusal (RFC 3161, section 2.4.2): a status, and no token."""
FIGURES = b"""
publisher = "NATO"
name = "Defence Investment"
published = 2026-07-09
url = "https://figures.example/"
metric = "defence_share"
estimates = [2025, 2026]
[figures]
PL = { "2025" = 4.48, "2026" = 4.7 }
[[pledges]]
key = "pl-2026"
promisor = "PL"
act = "spend 4.8 % of gross domestic product on defence"
metric = "defence_share"
level = "4.8 %GDP"
made = 2025-09-01
due = "2026"
"""


def _counts() -> Iterable[bytes]:
    days = (f"2025-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 29))
    rows = "".join(f"{day},rail,{n % 3},1.5,52.1,21.0,sabotage,PL\n" for n, day in enumerate(days))
    yield f"date,series,count,exposure,lat,lon,kind,group\n{rows}".encode()[:4_000]
    yield b"date,series,count\n2025-01-01,a,1\n2025-06-01,a,2\n"


def _toml(*more: bytes) -> list[bytes]:
    return [*more, *(one.encode("utf-8", "replace")[:3_000] for one in TOML.values())]


OWN = (
    Target(name="settings", work=in_file(".toml", settings), seeds=lambda: _toml(SETTINGS)),
    Target(name="source", work=source, seeds=lambda: _toml(SOURCE)),
    Target(
        name="assets",
        work=in_file(".geojson", assets.load),
        seeds=lambda: [one[:4_000] for one in GEOJSON.values()],
    ),
    Target(name="query", work=query, seeds=lambda: (one.encode("utf-8", "replace") for one in
        (*LINES, *QUERIES)), longest=1_000),
    Target(
        name="filters",
        work=filters,
        seeds=lambda: [
            b"added_after=2026-03-02T08:00:00Z&match[id]=a,b&match[version]=all&limit=5&next=7",
            b"accept=application/taxii+json;version=2.1,*/*;q=0.1&Rail: target=rail&country=PL",
            bundle(incident()),
        ],
    ),
    Target(
        name="tokens",
        work=secrets,
        seeds=lambda: _toml(TOKENS, b"Bearer 0123456789", b"Basic cG9saWNlOjAxMjM0NTY3"),
    ),
    Target(name="counts", work=counts, seeds=_counts, longest=4_000),
    Target(name="figures", work=figures, seeds=lambda: _toml(FIGURES)),
    Target(
        name="seal",
        work=seal,
        seeds=lambda: [b'{"hash":"sha256:00","path":"x"}', b"MIIB", REJECTED],
    ),
)  # fmt: skip
