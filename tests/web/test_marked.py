"""Every string that a template shows is marked for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from jinja2 import Environment
from jinja2.lexer import Lexer, get_lexer

from vedette.web import press

TEMPLATES: Final = Path(press.__file__).parent / "templates"
ENGLISH_ALWAYS: Final = frozenset({"brief-alone.html", "brief-body.html"})
"""A brief is signed and sent, in English; so is a site that is published, `public/`."""
SHOWN: Final = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title"})
"""Attributes that a reader sees or hears."""
NAMES: Final = re.compile(
    r"\b(?:[Vv]edette|API|UTC|CSV|JSON|JSONL|RSS|Atom|Markdown|OpenAPI|openapi\.json|Brier|km|https?"
    r"|MB|en|PL|LT|rail|SAMPLE|TLP|Baltic Sea|Northern Europe|Europe/Riga|SHA-256)\b"
)
"""What is the same in every language, and examples of what is typed into the query line."""
QUERY: Final = re.compile(r"\w+:\S+|/\w+\?")
WORD: Final = re.compile(r"[A-Za-z]{2,}")
SILENT: Final = frozenset({"script", "style", "code", "kbd"})


class Unmarked(HTMLParser):
    """Gathers the words of a template that stand outside of any expression."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        for name, value in attrs:
            if name in SHOWN:
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, words: str) -> None:
        bare = NAMES.sub("", QUERY.sub("", words))
        if WORD.search(bare):
            self.found.append(" ".join(words.split()))


def lexed() -> Lexer:
    """Give what cuts a template as the desk does."""
    return get_lexer(Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True))


def plain(source: str) -> str:
    """Give a template without its expressions, blocks and comments."""
    return "".join(_data(source))


def _data(source: str) -> Iterator[str]:
    for _, kind, value in lexed().tokeniter(source, None):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield "\u00a0"  # something is shown here, so that words on its sides stay apart


def unmarked(source: str) -> list[str]:
    """Give what a template shows that is not marked."""
    parser = Unmarked()
    parser.feed(plain(source))
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    "path",
    [
        one
        for one in sorted(TEMPLATES.rglob("*.html"))
        if one.name not in ENGLISH_ALWAYS and one.parent.name != "public"
    ],
    ids=lambda path: path.stem,
)
def test_a_template_shows_no_string_that_is_not_marked(path: Path):
    """Neither as text nor in an attribute that is read out."""
    assert unmarked(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Reports</p>", ["Reports"]),
        ('<p title="What it is">{{ _("Reports") }}</p>', ["What it is"]),
        ("<p>{{ count }} reports</p>", ["reports"]),
        ('<p class="words">{{ _("Reports") }} <code>vedette.toml</code>{# a remark #}</p>', []),
        ("{% if more %}and more{% endif %}", ["and more"]),
    ],
)
def test_the_test_sees_what_is_not_marked(source: str, found: list[str]):
    """In text, in attributes and beside an expression; classes, code and remarks are not read."""
    assert unmarked(source) == found
