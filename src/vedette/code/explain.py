"""Prints an article with its findings marked, and which rule made each.

Plain text: a mention of finding 3 stands as `[3 blast]`; where mentions overlap, the brackets nest
or share their place. Below the text every finding follows with rule, confidence and fields.
"""

from collections.abc import Iterator, Sequence

from vedette.records import Field, Finding, Report


def explain(report: Report) -> str:
    """Write a report for a reader who asks why: marked text, then the list of findings."""
    numbered = list(enumerate(report.findings, 1))
    names = {finding.id: number for number, finding in numbered}
    lines = [marked(report.article.text, report.findings)]
    for number, finding in numbered:
        lines.extend(_listed(number, finding, report.article.text, names))
    if not numbered:
        lines.append("No findings.")
    return "\n".join(lines) + "\n"


def marked(text: str, findings: Sequence[Finding]) -> str:
    """Put brackets with the finding's number around every anchor.

    Taking the brackets out again gives the text back; nothing else is changed.
    """
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    for number, finding in enumerate(findings, 1):
        for span in finding.anchor:
            opened.setdefault(span.start, []).append(f"[{number} ")
            closed[span.end] = closed.get(span.end, 0) + 1
    out, last = [], 0
    for place in sorted({*opened, *closed}):
        out.append(text[last:place])
        out.append("]" * closed.get(place, 0))
        out.extend(opened.get(place, ()))
        last = place
    return "".join([*out, text[last:]])


def _listed(number: int, finding: Finding, text: str, names: dict[str, int]) -> Iterator[str]:
    title = f"{finding.type} {finding.kind}" if finding.kind else finding.type
    yield ""
    yield f"[{number}] {title}   ({finding.rule}, {finding.confidence:.2f})"
    words = "; ".join(_flat(text[s.start : s.end]) for s in finding.anchor)
    yield f"    anchor: {words}"
    for name, entries in finding.fields.items():
        yield f"    {name}: " + "; ".join(_entry(entry, names) for entry in entries)


def _entry(entry: Field, names: dict[str, int]) -> str:
    """Write a field's words and its normal form; a reference becomes the number of its finding."""
    if entry.text is None:
        reference = names.get(entry.value) if isinstance(entry.value, str) else None
        return f"[{reference}]" if reference else str(entry.value)
    words = _flat(entry.text)
    return words if entry.value is None else f"{words} = {entry.value}"


def _flat(words: str) -> str:
    return " ".join(words.split())
