"""Holds the papers to what is there: README, CONTRIBUTING and their like, and all under docs.

    python tools/check_docs.py

Fails, with file and line, where a generated page is stale, a relative link or its anchor is dead, a
`vedette …` command in a fenced block uses a verb, an option or a number of arguments that the
command line does not have, a path of the repository or a test is named that does not exist, or a
page loads anything from elsewhere. Whether commands also do what the papers say is for
tests/test_docs.py.
"""

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent))

from reference import ROOT, pages, slug

PAPERS = ("*.md", "docs/**/*.md", ".github/**/*.md")
SHELLS = frozenset({"console", "sh", "bash"})
ROOMS = (
    *("src", "tests", "docs", "tools", "benchmarks", "gates", "requirements", "deploy"),
    *(".github", ".ci"),
)
STARTS = frozenset({"|", "||", "&&", ";", "&"})
"""What ends one command and starts another."""

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
LOADED = re.compile(
    r"!\[[^\]]*\]\(\s*(?:https?:)?//|<(?:script|link|img|iframe)\b[^>]*(?:https?:)?//|"
    r"\b(?:unpkg|jsdelivr|cdnjs|googleapis|gstatic|bootstrapcdn)\b|\bcdn\.",
    re.IGNORECASE,
)
"""A picture, script or sheet from elsewhere, or the name of a content network."""

NAMED = re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, ROOMS))})/[\w./*<>…-]*")


TESTED = re.compile(r"`(?:(tests/[\w/]+\.py)|…)(?:::(test_\w+))?`")
"""A file of tests, one test of it, or one of the file before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a paper; `fence` is the language of the block it stands in, None outside."""

    path: Path
    number: int
    text: str
    fence: str | None

    @property
    def where(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.number}"


def main() -> int:
    """Check everything; give the exit status."""
    found = list(complaints())
    for complaint in found:
        sys.stderr.write(f"{complaint}\n")
    if not found:
        sys.stdout.write(f"{len(papers())} papers hold\n")
    return bool(found)


def complaints() -> Iterator[str]:
    """Give all that is wrong."""
    yield from stale()
    for path in papers():
        listed = lines(path)
        for line in listed:
            yield from dead_links(line)
            yield from missing_paths(line)
            if LOADED.search(line.text):
                yield f"{line.where}: loads something from elsewhere; keep it in the repository"
        yield from missing_tests(listed)
        for where, words in commands(listed):
            if fault := fault_of(words):
                yield f"{where}: vedette {' '.join(words)}: {fault}"


@cache
def papers() -> tuple[Path, ...]:
    """List the papers in the order of their names."""
    return tuple(sorted({path for pattern in PAPERS for path in ROOT.glob(pattern)}))


def lines(path: Path) -> list[Line]:
    """Cut a paper into lines that know whether they stand in a fenced block."""
    listed, fence = [], None
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark = re.match(r"\s*```(\w*)", text)
        if mark and fence is not None:
            fence = None
            continue
        if mark:
            fence = mark[1]
            continue
        listed.append(Line(path=path, number=number, text=text, fence=fence))
    return listed


# ── Generated pages ─────────────────────────────────────────────────────────────────────────────


def stale() -> Iterator[str]:
    """Name the generated pages that are not what the code says now."""
    for path, text in pages().items():
        if not path.is_file() or path.read_text("utf-8") != text:
            yield f"{path.relative_to(ROOT)}: stale; run python tools/reference.py"


# ── Links and paths ─────────────────────────────────────────────────────────────────────────────


def dead_links(line: Line) -> Iterator[str]:
    """Name relative links outside fenced blocks that lead nowhere."""
    if line.fence is not None:
        return
    for found in LINK.finditer(re.sub(r"`[^`]*`", "", line.text)):
        target = found[1] or found[2]
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
            continue
        name, _, anchor = target.partition("#")
        path = (line.path.parent / name).resolve() if name else line.path
        if not path.exists():
            yield f"{line.where}: the link {target} is dead"
        elif anchor and path.suffix == ".md" and anchor not in anchors(path):
            yield f"{line.where}: {path.name} has no heading {anchor}"


@cache
def anchors(path: Path) -> frozenset[str]:
    """Give the anchors of a paper's headings."""
    heads = [line.text for line in lines(path) if line.fence is None and line.text.startswith("#")]
    return frozenset(slug(head.lstrip("#")) for head in heads)


def missing_paths(line: Line) -> Iterator[str]:
    """Name paths of the repository that are not there; `<…>` and `*` stand for any name."""
    for named in NAMED.findall(line.text):
        pattern = re.sub(r"<[^>]*>|…", "*", named).rstrip("./")
        if "*" in pattern and not list(ROOT.glob(pattern)):
            yield f"{line.where}: nothing is like {named}"
        elif "*" not in pattern and not (ROOT / pattern).exists():
            yield f"{line.where}: there is no {named}"


def missing_tests(listed: list[Line]) -> Iterator[str]:
    """Name tests that are not there; `…::` stands for the file that was named last."""
    last = ""
    for line in listed:
        for path, name in TESTED.findall(line.text):
            last = path or last
            if name and name not in tests_of(ROOT / last):
                yield f"{line.where}: {last or 'no file'} has no {name}"


@cache
def tests_of(path: Path) -> frozenset[str]:
    """Name the tests of a file."""
    told = path.read_text("utf-8") if path.is_file() else ""
    return frozenset(re.findall(r"(?m)^\s*(?:async )?def (test_\w+)", told))


# ── Commands ────────────────────────────────────────────────────────────────────────────────────


def commands(listed: list[Line]) -> Iterator[tuple[str, list[str]]]:
    """Give the arguments of every `vedette …` in the fenced blocks that hold shell commands."""
    for where, text in shell(listed):
        lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        lexer.commenters = "#"
        command: list[str] = []
        for token in [*lexer, ";"]:
            if token not in STARTS:
                command.append(token)
                continue
            words = [word for word in _without_redirects(command) if not _assigns(word)]
            if words and Path(words[0]).name == "vedette":
                yield where, words[1:]
            command = []


def shell(listed: list[Line]) -> Iterator[tuple[str, str]]:
    """Give each command line with where it stands, continued lines joined.

    In a `console` block commands follow `$ ` and go on after `> `; here-documents are left out.
    """
    for n, line in enumerate(listed):
        if line.fence not in SHELLS or line.text.startswith("> "):
            continue
        if line.fence == "console" and not line.text.startswith("$ "):
            continue
        text, after = line.text.removeprefix("$ "), n + 1
        while text.endswith("\\") and after < len(listed):
            text = text[:-1] + listed[after].text.removeprefix("> ")
            after += 1
        yield line.where, text.partition(" <<")[0]


def _without_redirects(command: list[str]) -> Iterator[str]:
    skip = False
    for token in command:
        if token[0] in "<>":
            skip = True
        elif skip:
            skip = False
        else:
            yield token


def _assigns(word: str) -> bool:
    return re.match(r"[A-Z_]+=", word) is not None


def fault_of(words: list[str]) -> str:
    """Say what the command line would object to, nothing if it would run."""
    from vedette.cli import main as vedette  # noqa: PLC0415  # slow; not every check needs it

    command: click.Command = vedette
    context: click.Context | None = None
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # --help prints at once
            while isinstance(command, click.Group):
                context = command.make_context(command.name, list(words), parent=context)
                left = [*context._protected_args, *context.args]  # noqa: SLF001  # click's own way
                _, found, words = command.resolve_command(context, left)
                command = found or command
            command.make_context(command.name, list(words), parent=context)
    except click.exceptions.Exit:
        return ""
    except click.ClickException as fault:
        return fault.format_message()
    return ""


if __name__ == "__main__":
    sys.exit(main())
