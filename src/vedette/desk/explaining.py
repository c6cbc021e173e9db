"""A report for a reader who asks why: its findings marked, and put into words that accuse nobody.

The coder's own listing shows every field as it was coded. Before it does, an accusation gets a line
in words with its accuser, an incident's actor the label that he is only said to be, and a finding
that is in review a line that says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from vedette.blame import Heard, blame, hear, label, text
from vedette.code.explain import explain
from vedette.records import Coding, Field, Finding, Report
from vedette.review import Thresholds, in_review


def explained(report: Report, *, confidence: float, thresholds: Thresholds) -> str:
    """Show an article with its findings from a confidence on, and the rule that made each."""
    first, *others = (_coding(one, confidence, thresholds) for one in report.codings)
    return explain(replace(report, coding=first, beside=tuple(others)))


def _coding(coding: Coding, confidence: float, thresholds: Thresholds) -> Coding:
    told = (_worded(one, coding, thresholds) for one in coding.findings)
    return replace(coding, findings=tuple(one for one in told if one.confidence >= confidence))


def _worded(finding: Finding, coding: Coding, thresholds: Thresholds) -> Finding:
    fields = dict(_fields(finding, hear(finding, coding.findings)))
    if in_review(finding, thresholds):
        needed = f"yes, an alert needs {thresholds[finding.type]:g}"
        fields["in review"] = (Field(value=needed),)
    return replace(finding, fields=fields)


def _fields(finding: Finding, heard: Heard) -> Iterator[tuple[str, tuple[Field, ...]]]:
    if said := text(blame(finding, heard)):
        yield "in words", (Field(value=said),)
    for name, entries in finding.fields.items():
        yield label(finding, name, heard), entries
