"""One coder for all tests of the stage: loading it takes a second."""

from collections.abc import Callable
from datetime import date

import pytest

from vedette.code import Coder, load
from vedette.records import Article, Coding, Finding, finding_id

# Enough of the field to be in scope, without any cue or trigger of its own.
SETTING = "NATO and the Kremlin, the GRU and hybrid warfare."
DAY = date(2026, 3, 12)


@pytest.fixture(scope="session")
def coder() -> Coder:
    """Load the coder once."""
    return load()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[[str], Coding]:
    """Code a text that is in scope, published on a fixed day."""

    def coded(text: str) -> Coding:
        whole = f"{SETTING}\n\n{text}"
        return coder.code(Article(text=whole, published=DAY, language="en"))

    return coded


@pytest.fixture(scope="session")
def find(code: Callable[[str], Coding]) -> Callable[[str, str], list[Finding]]:
    """Give the findings of one type in a text."""

    def found(type_: str, text: str) -> list[Finding]:
        return [f for f in code(text).findings if f.type == type_]

    return found


def words(finding: Finding, field: str) -> list[str | None]:
    """Give the words of a field's entries."""
    return [entry.text for entry in finding.fields.get(field, ())]


def values(finding: Finding, field: str) -> list[object]:
    """Give the values of a field's entries."""
    return [entry.value for entry in finding.fields.get(field, ())]


def check(text: str, coding: Coding) -> None:
    """Check the laws of spans, references and ids in one coding."""
    ids = {finding.id for finding in coding.findings}
    assert len(ids) == len(coding.findings)
    for finding in coding.findings:
        assert finding.anchor
        assert finding.rule
        assert 0 < finding.confidence <= 1
        assert (finding.kind is not None) == (finding.type == "incident")
        assert finding.id == finding_id(
            coding.id, finding.type, finding.kind, finding.anchor, finding.fields
        )
        assert all(0 <= s.start < s.end <= len(text) for s in finding.anchor)
        for name, entries in finding.fields.items():
            assert entries
            for entry in entries:
                assert (entry.span is None) == (entry.text is None)
                if entry.span is not None:
                    assert entry.span.start < entry.span.end
                    assert text[entry.span.start : entry.span.end] == entry.text
                elif name in {"incident", "attribution"}:
                    assert entry.value in ids
    for place in (*coding.places, *coding.times):
        assert text[place.span.start : place.span.end] == place.text
