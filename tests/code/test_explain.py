"""The printed explanation."""

import re
from collections.abc import Callable

from vedette.code import explain
from vedette.code.explain import marked
from vedette.records import Article, Coding, Field, Finding, Issue, Report, Span

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


def told(coder: str, *findings: Finding, **more: dict[str, int]) -> Coding:
    """Make a coding of one coder."""
    return Coding(text_hash="t", reader="r", coder=coder, taxonomy="t", findings=findings, **more)


WHEN = Finding(
    id="w",
    type="posture",
    anchor=(Span(0, 4),),
    fields={
        "when": (Field(span=Span(5, 7), text="it", value="2026-03-02", rule="times"),),
        "direction": (Field(value="raise"),),
    },
    rule="llm",
)


def test_each_field_says_what_made_it_where_that_is_not_what_made_the_finding() -> None:
    """A field without a rule of its own falls back on its finding's, which is told once."""
    shown = explain(Report(article=Article(text="said it"), coding=told("llm:m@1", WHEN)))
    assert "    when: it = 2026-03-02   (times)\n" in shown
    assert "    direction: raise\n" in shown
    assert "[1] posture   (llm, 1.00)" in shown


def test_two_coders_are_told_apart_and_so_is_what_was_dropped() -> None:
    """Numbers run on over both, each finding with its coder."""
    other = Finding(id="o", type="call", anchor=(Span(5, 7),), fields={}, rule="r")
    one = Report(
        article=Article(text="said it"),
        coding=told("tagger@1", other),
        beside=(told("llm:m@1", WHEN, dropped={"quotations not in the text": 2}),),
        issues=(Issue(stage="code", what="no answer", input="a", why="refused"),),
    )
    shown = explain(one)
    assert "[1] call   (tagger@1, r, 1.00)" in shown
    assert "[2] posture   (llm:m@1, llm, 1.00)" in shown
    assert "Dropped by llm:m@1: 2 quotations not in the text." in shown
    assert "a: no answer (refused)" in shown
