"""Prints an article with its findings marked, and which rule made each.

Plain text: a mention of finding 3 stands as `[3 blast]`; where mentions overlap, the brackets nest
or share their place. Below the text every finding follows with rule, confidence and fields, and
each field with the rule that made it where that is another one. Where several coders looked at the
article, their findings follow each other, each with its coder's name.
"""

from collections.abc import Iterator, Sequence

from vedette.records import Coding, Field, Finding, Report


def explain(report: Report) -> str:
    """Write a report for a reader who asks why: marked text, then the list of findings."""
    told = [(coding, finding) for coding in report.codings for finding in coding.findings]
    names = {finding.id: number for number, (_, finding) in enumerate(told, 1)}
    lines = [marked(report.article.text, [finding for _, finding in told])]
    for number, (coding, finding) in enumerate(told, 1):
        by = coding.coder if report.beside else ""
        lines.extend(_listed(number, finding, report.article.text, names, by))
    if not told:
        lines.append("No findings.")
    lines.extend(line for coding in report.codings for line in _dropped(coding))
    lines.extend(f"{issue.input}: {issue.what} ({issue.why})" for issue in report.issues)
    return "\n".join(lines) + "\n"


def _dropped(coding: Coding) -> Iterator[str]:
    if coding.dropped:
        counts = ", ".join(f"{count} {reason}" for reason, count in sorted(coding.dropped.items()))
        yield f"Dropped by {coding.coder}: {counts}."


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


def _listed(
    number: int, finding: Finding, text: str, names: dict[str, int], by: str
) -> Iterator[str]:
    title = f"{finding.type} {finding.kind}" if finding.kind else finding.type
    maker = ", ".join(part for part in (by, finding.rule) if part)
    yield ""
    yield f"[{number}] {title}   ({maker}, {finding.confidence:.2f})"
    words = "; ".join(_flat(text[s.start : s.end]) for s in finding.anchor)
    yield f"    anchor: {words}"
    for name, entries in finding.fields.items():
        yield f"    {name}: " + "; ".join(_entry(entry, names, finding.rule) for entry in entries)


def _entry(entry: Field, names: dict[str, int], rule: str) -> str:
    """Write a field's words and normal form, and its own rule where the finding's is another.

    A reference becomes the number of its finding.
    """
    told = _told(entry, names)
    return f"{told}   ({entry.rule})" if entry.rule not in {"", rule} else told


def _told(entry: Field, names: dict[str, int]) -> str:
    if entry.text is None:
        reference = names.get(entry.value) if isinstance(entry.value, str) else None
        return f"[{reference}]" if reference else str(entry.value)
    words = _flat(entry.text)
    return words if entry.value is None else f"{words} = {entry.value}"


def _flat(words: str) -> str:
    return " ".join(words.split())
