"""The coders of all languages for their tests: each loads in a third of a second."""

from collections.abc import Callable
from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.coder import LexiconCoder
from vedette.code.places import Gazetteer
from vedette.records import Article, Coding, Finding

DAY = date(2026, 3, 12)
"""A Thursday."""


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Open the gazetteer once."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def polish(gazetteer: Gazetteer) -> LexiconCoder:
    """Load the coder once."""
    return LexiconCoder(language("pl"), gazetteer)


@pytest.fixture(scope="session")
def incidents(gazetteer: Gazetteer) -> Callable[[str, str], list[Finding]]:
    """Give the incidents of a text in a language, under a neutral title, on a fixed day."""
    coders: dict[str, LexiconCoder] = {}

    def found(code: str, text: str) -> list[Finding]:
        coder = coders.setdefault(code, LexiconCoder(language(code), gazetteer))
        article = Article(text=f"* * *\n\n{text}", published=DAY, language=code)
        return [f for f in coder.code(article).findings if f.type == "incident"]

    return found


@pytest.fixture(scope="session")
def code(polish: LexiconCoder) -> Callable[[str], Coding]:
    """Code a text under a neutral title, published on a fixed day."""

    def coded(text: str) -> Coding:
        whole = f"Z ostatniej chwili\n\n{text}"
        return polish.code(Article(text=whole, published=DAY, language="pl"))

    return coded


@pytest.fixture(scope="session")
def find(code: Callable[[str], Coding]) -> Callable[[str, str], list[Finding]]:
    """Give the findings of one type in a text."""

    def found(type_: str, text: str) -> list[Finding]:
        return [f for f in code(text).findings if f.type == type_]

    return found
