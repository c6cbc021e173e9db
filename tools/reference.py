"""Writes the pages under docs/reference that are generated from the code.

    python tools/reference.py

`pages` gives each page's text without writing anything; `check_docs.py` compares. Sentences come
from where the code has them (docstrings, `--help`, comments of the schema, the files of the kinds);
the ledger's tables and columns have theirs in docs/reference/ledger.toml, and a column without a
sentence is an error.
"""

import ast
import inspect
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from vedette.records import Source

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "vedette"
REFERENCE = ROOT / "docs" / "reference"
WIDTH = 80
"""Columns of a `--help` text, whatever terminal this runs in."""


def main() -> None:
    """Write every generated page."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def pages() -> dict[Path, str]:
    """Give every generated page by its path."""
    made = {
        "cli.md": cli_page(),
        "settings.md": settings_page(),
        "records.md": records_page(),
        "ledger.md": ledger_page(),
        "kinds.md": kinds_page(),
        "sources.md": sources_page(),
        "http.md": http_page(),
        "dictionary.md": dictionary_page(),
        "codebooks.md": codebooks_page(),
    }
    return {REFERENCE / name: "\n".join(text.splitlines()) + "\n" for name, text in made.items()}


def page(title: str, origin: str, *parts: str) -> str:
    """Put a page together; the first line says what it is made from."""
    note = f"<!-- Generated from {origin} by tools/reference.py; edit there. -->"
    return "\n\n".join([note, f"# {title}", *(part.strip("\n") for part in parts if part)])


# ── The command line ────────────────────────────────────────────────────────────────────────────


def cli_page() -> str:
    """Give the `--help` of every verb."""
    from vedette import cli  # noqa: PLC0415  # slow; the other pages do not need it

    verbs = list(commands(cli.main, "vedette"))
    listed = "\n".join(f"- [`{name}`](#{slug(name)}): {short(verb)}" for name, verb, _ in verbs)
    texts = (f"## {name}\n\n```text\n{help_}\n```" for name, _, help_ in verbs)
    return page("The command line", "`--help`", prose(cli.__doc__ or ""), listed, *texts)


def commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, str]]:
    """Walk a command and those under it: full name, command, help."""
    context = click.Context(
        command, parent=parent, info_name=name.rsplit(" ", 1)[-1], max_content_width=WIDTH,
        terminal_width=WIDTH, color=False, **command.context_settings,
    )  # fmt: skip
    yield name, command, command.get_help(context)
    if isinstance(command, click.Group):
        for inner, verb in sorted(command.commands.items()):
            yield from commands(verb, f"{name} {inner}", context)


def short(command: click.Command) -> str:
    """Give the first sentence of a command's help."""
    told = inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ")
    return re.split(r"(?<=\.)\s", told)[0]


# ── Settings ────────────────────────────────────────────────────────────────────────────────────


def settings_page() -> str:
    """Give every setting with its variable, default and bounds, and the file in full."""
    from vedette.desk import settings  # noqa: PLC0415

    told = inspect.cleandoc(settings.__doc__ or "")
    lead, _, example = told.partition("\n\n")
    meanings = dict(_meanings(example))
    rows = [("setting", "variable", "default", "bounds", "meaning")]
    for one in settings.in_files():
        section, name = settings.named_in_file(one)
        bounds = f"{settings.LEAST.get(one.name, '')}–{settings.MOST.get(one.name, '')}"
        rows.append(
            (
                f"`{settings.label(section, name)}`",
                f"`{settings.variable_of(one)}`",
                f"`{_default(one.default)}`",
                {"–": ""}.get(bounds, bounds),
                meanings[section, name],
            )
        )
    return page(
        "Settings", "`src/vedette/desk/settings.py`", prose(lead), CONFIGURING,
        table(rows), "## The file in full", f"```toml\n{example}\n```",
        "## Channels and rules of alerts", *_alerting(), "## Rules of retention", *_retention(),
    )  # fmt: skip


def _alerting() -> Iterator[str]:
    """Give what the tables of alerts may say, which have no variables."""
    from vedette.desk import declaring  # noqa: PLC0415

    lead, _, example = inspect.cleandoc(declaring.__doc__ or "").partition("\n\n")
    yield prose(lead)
    yield f"```toml\n{example}\n```"


def _retention() -> Iterator[str]:
    """Give what the tables of retention may say, which have no variables."""
    from vedette.desk import retention  # noqa: PLC0415

    lead, _, example = inspect.cleandoc(retention.__doc__ or "").partition("\n\n")
    yield prose(lead)
    yield f"```toml\n{example}\n```"


UNSAID = {
    "ledger": "address of the ledger; left empty, a file in the user's data folder",
    "host": "address that the desk is served on",
}
"""Meanings of settings whose comment gives the variable alone."""


def _meanings(example: str) -> Iterator[tuple[tuple[str, str], str]]:
    section = ""
    for line in example.splitlines():
        if found := re.fullmatch(r"\[([\w.]+)\]", line):
            section = found[1]
        elif found := re.fullmatch(r"(\w+) = .*?#\s*(.*)", line):
            said = re.sub(r"^VEDETTE_\w+(?:[,;] |$)", "", found[2])
            yield (section, found[1]), said or UNSAID[found[1]]


CONFIGURING = """
The file is the one that `--config` or `VEDETTE_CONFIG` names, else `vedette.toml` in the working
folder, else none. A setting that does not exist, or a value of the wrong type or size, ends the
command with the file and the line; so does a variable that begins with `VEDETTE_` and names no
setting. A variable for a list takes commas between its entries. A ledger that is a bare path is a
SQLite file.

A key that the server of `[code.llm]` asks for is given in the variable `VEDETTE_LLM_KEY`, and
nowhere else. So is the secret of the client of `[people.openid]`, in `VEDETTE_OPENID_SECRET`. The
password of a mailbox is given in `VEDETTE_MAIL_PASSWORD`, or in the file that
`[collect] passwords` names.
"""


def _default(value: Any) -> str:
    if isinstance(value, tuple):
        return "[]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


# ── Records and errors ──────────────────────────────────────────────────────────────────────────


def records_page() -> str:
    """Give the nouns, and the tree of what can go wrong."""
    records, errors = _module("records.py"), _module("errors.py")
    return page(
        "Records and errors", "`src/vedette/records.py` and `src/vedette/errors.py`",
        prose(ast.get_docstring(records)), *_defined(records),
        "## The errors", prose(ast.get_docstring(errors)), *_defined(errors),
    )  # fmt: skip


def _module(name: str) -> ast.Module:
    return ast.parse((SRC / name).read_text("utf-8"))


def _defined(module: ast.Module) -> Iterator[str]:
    """Give a section for each public class, function and documented name, in order."""
    for node, after in zip(module.body, [*module.body[1:], None], strict=True):
        match node:
            case ast.ClassDef():
                yield f"## {node.name}\n\n{prose(ast.get_docstring(node))}"
                yield _members(node)
            case ast.FunctionDef() if not node.name.startswith("_"):
                head = f"def {node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}"
                yield f"## {node.name}\n\n```python\n{head}\n```"
                yield prose(ast.get_docstring(node))
            case ast.Assign(targets=[ast.Name(id=name)]):
                said = _string(after)
                yield f"## {name}\n\n```python\n{ast.unparse(node)}\n```"
                yield prose(said) if said else ""


def _members(node: ast.ClassDef) -> str:
    rows = [("field", "type", "default")]
    for inner in node.body:
        if isinstance(inner, ast.AnnAssign):
            default = f"`{ast.unparse(inner.value)}`" if inner.value else "needed"
            rows.append(
                (f"`{ast.unparse(inner.target)}`", f"`{ast.unparse(inner.annotation)}`", default)
            )
        elif isinstance(inner, ast.FunctionDef) and _is_property(inner):
            rows.append((f"`{inner.name}`", f"`{ast.unparse(inner.returns)}`", "worked out"))
    return table(rows) if len(rows) > 1 else ""


def _is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in node.decorator_list)


def _string(node: ast.stmt | None) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str(said))):
            return said
    return ""


# ── The ledger ──────────────────────────────────────────────────────────────────────────────────


def ledger_page() -> str:
    """Give every table and column with its sentence."""
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    from vedette.ledger import schema  # noqa: PLC0415

    said = tomllib.loads((REFERENCE / "ledger.toml").read_text("utf-8"))
    shared = said.pop("shared")
    parts = []
    for found in schema.metadata.tables.values():
        told = said.pop(found.name)
        rows = [("column", "type", "what it holds")]
        for column in found.columns:
            kind = column.type.compile(sqlite.dialect()).lower()
            meaning = told.pop(column.name, None) or shared[column.name]
            rows.append((f"`{column.name}`", kind + _null(column), meaning + _keys(column)))
        parts.append(f"## {found.name}\n\n{told.pop('said')}\n\n{table(rows)}")
        _refuse_left(told, found.name)
    extra = said.pop("extra")
    _refuse_left(said, "the schema")
    return page(
        "The ledger", "`src/vedette/ledger/schema.py` and `docs/reference/ledger.toml`",
        prose(schema.__doc__), *parts, extra["said"],
    )  # fmt: skip


def _null(column: Any) -> str:
    return " or null" if column.nullable else ""


def _keys(column: Any) -> str:
    to = [key.target_fullname for key in column.foreign_keys]
    marks = ["primary key"] * column.primary_key + [f"→ `{name}`" for name in to]
    return f" ({', '.join(marks)})" if marks else ""


def _refuse_left(told: Mapping[str, Any], where: str) -> None:
    if told:
        raise SystemExit(f"ledger.toml tells of {', '.join(told)}, which {where} does not have")


# ── Kinds ───────────────────────────────────────────────────────────────────────────────────────


BOOKS = {
    "acled": "ACLED",
    "attack": "MITRE ATT&CK",
    "disarm": "DISARM",
    "euvsdisinfo": "EUvsDisinfo",
    "plover": "PLOVER",
}
"""Other people's codebooks, by the key of the crosswalk."""


def kinds_page() -> str:
    """Give the kinds of incident: definition, examples, counter-examples, other codebooks."""
    from vedette.taxonomy.kinds import kinds  # noqa: PLC0415

    found = kinds()
    books = sorted({book for kind in found for book in kind.crosswalk})
    rows = [("kind", "definition", *(BOOKS[book] for book in books))]
    rows += [
        (f"[`{k.name}`](#{k.name})", k.definition, *(k.crosswalk.get(b, "") for b in books))
        for k in found
    ]
    parts = (
        f"## {k.name}\n\n{k.definition}\n\nThese sentences are of this kind:\n\n"
        f"{_quoted(k.examples)}\n\nThese are not:\n\n{_quoted(k.counter_examples)}"
        for k in found
    )
    lead = (
        "An incident is of the first kind that fits, from the top. Each kind is a file under "
        "`src/vedette/taxonomy/kinds/`; its examples and counter-examples are run as tests. The "
        "columns on the right name the nearest class in other codebooks."
    )
    return page(
        "Kinds of incident", "`src/vedette/taxonomy/kinds/*.toml`", lead, table(rows), *parts
    )


def _quoted(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


# ── The sources ─────────────────────────────────────────────────────────────────────────────────

GROUPS = {
    "newsrooms and news agencies": ("press", "broadcaster", "agency"),
    "governments, ministries, armed forces, services": (
        "government", "foreign", "defence", "service", "international",
    ),
    "police, borders and coasts, rescue, courts": ("police", "border", "rescue", "court"),
    "cyber authorities, navigation, grids, railways": ("cert", "navigation", "grid", "railway"),
    "research and fact-checks": ("research", "factcheck"),
}  # fmt: skip
"""The sectors in five groups, for a table that fits a page."""


def overview(sources: Sequence[Source]) -> str:
    """Count the sources by group and state, for the README."""
    states = _states(sources)
    rows = [("", *states, "all")]
    for group, sectors in GROUPS.items():
        held = Counter(s.country for s in sources if s.sector in sectors)
        rows.append((group, *(str(held[state] or "") for state in states), str(held.total())))
    return table(rows)


def sources_page() -> str:
    """Give the sources that ship: how many of which kind for each state, and whom they miss."""
    from vedette.sources import gaps, load  # noqa: PLC0415
    from vedette.sources.codes import SECTORS  # noqa: PLC0415

    listed = load().sources
    states = _states(listed)
    held = Counter((s.country, s.sector) for s in listed)
    rows = [("", *states, "all")]
    for sector in SECTORS:
        found = [held[state, sector] for state in states]
        rows.append((sector, *(str(n or "") for n in found), str(sum(found))))
    rows.append(("all", *(str(sum(held[s, x] for x in SECTORS)) for s in states), str(len(listed))))
    lead = (
        f"{len(listed)} sources ship, each a file under `src/vedette/sources/`. Rows are kinds of "
        "body (`sector`, see [records](records.md#sector)), columns states; XX are bodies of many "
        "states. `vedette sources list` names them."
    )
    kinds = Counter(channel.kind for s in listed for channel in s.channels)
    told = ", ".join(f"{n} of kind `{kind}`" for kind, n in kinds.most_common())
    missing = [("state", "not heard", "why")]
    missing += [(gap.country, ", ".join(gap.sectors), gap.reason) for gap in gaps(listed)]
    return page(
        "The sources that ship", "`src/vedette/sources/`", lead, table(rows),
        f"They are asked over {sum(kinds.values())} channels: {told}. None of the addresses has "
        "been tried by the project; each says under `found` in which public list it stands. "
        "`vedette sources ask` tries them all.",
        "## Whom they do not hear", "`vedette sources check` ends with the same.", table(missing),
    )  # fmt: skip


def _states(sources: Sequence[Source]) -> tuple[str, ...]:
    """Give the region in its order, then the other states."""
    from vedette.sources.gaps import REGION  # noqa: PLC0415

    others = sorted({source.country for source in sources} - {*REGION})
    return (*REGION, *others)


# ── The HTTP API ────────────────────────────────────────────────────────────────────────────────


HTTP = """
The desk answers programs with JSON at these addresses, and describes its answers in full at
`/schema/openapi.json` (OpenAPI 3.1). The sample desk answers to the same under `/sample`, with the
header `X-Vedette-Sample: true`. Findings as files come from `/export.jsonl` and `/export.csv`, by
the parameters of `/api/findings`; incidents come from `/incidents.stix`, `/incidents.geojson`,
`/incidents.csv` and their like by those of `/api/incidents`, and one from
`/incidents/<id>/export.stix` and its like ([the formats, and what is in them](exports.md)); what is
several files comes as one zip. Both have feeds: `/export.rss`, `/incidents.rss`, and `.atom`.
Nothing here changes anything.
"""


def http_page() -> str:
    """Give the addresses of the desk's API with their parameters."""
    from vedette.desk import Desk  # noqa: PLC0415
    from vedette.ledger.store import Store  # noqa: PLC0415
    from vedette.web import app, schema  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(f"sqlite:///{folder}/ledger.sqlite", write=True))
        site = app(desk, None, host="127.0.0.1", port=8470)
        listed = tuple(schema.addresses(site.openapi_schema.to_schema()))
        desk.close()
    parts = []
    for one in listed:
        rows = [("parameter", "meaning")]
        rows += [
            (f"`{p['name']}`", p.get("description") or f"in the {p['in']}") for p in one.parameters
        ]
        parts.append(f"## {one.method} {one.path}\n\n{one.summary}")
        parts.append(table(rows) if len(rows) > 1 else "")
    return page("The HTTP API", "`src/vedette/web/api.py`", HTTP, *parts)


# ── The data dictionary ─────────────────────────────────────────────────────────────────────────


DICTIONARY = """
Every export of incidents as tables has these, or some of these, columns: the data package, Parquet,
SQLite and Datasette have all tables; GeoJSON and CSV have the columns of `incidents`
([exports](exports.md)). What is not told is empty, never a guess. A **day** is a date; a **moment**
is a date and time in UTC; a **list** holds strings. Arrows lead to the `id` of another table; a
column in bold is part of the key by which rows are told apart.
"""


def dictionary_page() -> str:
    """Give every table that leaves the desk, and every column with its type and sentence."""
    from vedette.write.tables.shape import tables  # noqa: PLC0415

    parts = []
    for one in tables():
        rows = [("column", "type", "holds")]
        rows += [
            (
                f"**`{c.name}`**" if c.name in one.key else f"`{c.name}`",
                c.type + ("" if c.needed else " or empty") + (f" → `{c.leads}`" if c.leads else ""),
                c.says + _among(c.among),
            )
            for c in one.columns
        ]
        parts.append(f"## {one.name}\n\n{one.says}\n\n{table(rows)}")
    return page(
        "The data dictionary", "`src/vedette/write/tables/dictionary.toml`", DICTIONARY, *parts
    )


def _among(values: Sequence[str]) -> str:
    """List the only values, where there are few; kinds and stages have pages of their own."""
    if not values or len(values) > 9:
        return ""
    return f" ({', '.join(f'`{value}`' for value in values)})"


CODEBOOKS = """
`vedette export --format plover` and `--format acled` say incidents in the words of other codebooks
([exports](exports.md#plover-and-acled)). A class stands here only where every incident of the kind
belongs to it; else it is empty, and the last column says why. The nearest classes, which may be
wrong for one incident or another, are with the [kinds](kinds.md).
"""


def codebooks_page() -> str:
    """Give what each kind is in other codebooks, and why something is left empty."""
    from vedette.write.codebooks.mapping import mappings  # noqa: PLC0415

    rows = [("kind", "PLOVER", "context", "CAMEO", "ACLED", "left empty because")]
    for kind, m in mappings().items():
        plover, acled = (
            " / ".join(filter(None, (m.event, m.mode))),
            " / ".join(filter(None, (m.acled, m.sub))),
        )
        rows.append((f"[`{kind}`](kinds.md#{kind})", plover, m.context, m.cameo, acled, m.why))
    return page(
        "Kinds in other codebooks",
        "`src/vedette/write/codebooks/mapping.toml`",
        CODEBOOKS,
        table(rows),
    )


# ── Markdown ────────────────────────────────────────────────────────────────────────────────────


def prose(docstring: str | None) -> str:
    """Turn a docstring into Markdown: examples and indented blocks become fenced ones."""
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(docstring or ""))
    return "\n\n".join(map(_block, blocks))


def _block(block: str) -> str:
    if block.startswith(">>>"):
        return f"```pycon\n{block}\n```"
    if all(line.startswith("    ") for line in block.splitlines() if line):
        return f"```text\n{inspect.cleandoc(block)}\n```"
    return block


def table(rows: list[tuple[str, ...]]) -> str:
    """Lay rows out as a table; the first is its head."""
    escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in escaped]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def slug(heading: str) -> str:
    """Give the anchor that Markdown readers make of a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
    return kept.strip().replace(" ", "-")


if __name__ == "__main__":
    main()
