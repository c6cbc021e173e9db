"""The printed explanation."""

import re
from collections.abc import Callable

from vedette.code import explain
from vedette.code.explain import marked
from vedette.records import Article, Coding, Finding, Report, Span

TEXT = "Warsaw accused Russia of the attack after saboteurs cut the railway cables near Lublin."


def report(code: Callable[[str], Coding], text: str) -> Report:
    """Code a text and report it with the setting in front."""
    coding = code(text)
    whole = f"NATO and the Kremlin, the GRU and hybrid warfare.\n\n{text}"
    return Report(article=Article(text=whole, language="en"), coding=coding)


def test_every_finding_is_listed_with_its_rule(code: Callable[[str], Coding]) -> None:
    """Numbers in the text and in the list agree, and each names what fired."""
    one = report(code, TEXT)
    shown = explain(one)
    assert one.findings
    for number, finding in enumerate(one.findings, 1):
        assert f"[{number}] {finding.type}" in shown
        assert finding.rule in shown


def test_brackets_taken_out_give_the_text_back(code: Callable[[str], Coding]) -> None:
    """Marking changes nothing but the marks."""
    one = report(code, TEXT)
    bare = re.sub(r"\[\d+ |\]", "", marked(one.article.text, one.findings))
    assert bare == one.article.text


def test_overlapping_mentions_keep_their_numbers() -> None:
    """Two findings on the same words open and close together."""
    pair = [
        Finding(id=i, type="statement", anchor=(Span(0, 4),), fields={}, rule="r") for i in "ab"
    ]
    assert marked("said it", pair) == "[1 [2 said]] it"


def test_nothing_found_is_said(code: Callable[[str], Coding]) -> None:
    """An empty coding says so."""
    assert "No findings." in explain(Report(article=Article(text="x"), coding=code("Lunch.")))
