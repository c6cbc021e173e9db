"""PolNeAR and our statements: the mapping, and the count of exact spans.

An attribution of PolNeAR (Newell, Margolin and Ruths 2018) is a statement of ours: its cue is the
anchor, its source the speaker, its content the content. Theirs are wider: beliefs, wishes and
doings of whole bodies are attributions, so that one cannot be scored as the other without loss.

Exact spans are counted as in named-entity work: for each role, the set of different spans of an
article, right where both ends are. A source of three attributions is one span. Blanks at the ends
of a marked span do not count as its characters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gates.score import Tally

from vedette.records import Field, Finding, Span

ROLES = ("source", "cue", "content")
FIELDS: Mapping[str, str] = {"source": "speaker", "content": "content"}
Attribution = Mapping[str, Sequence[Sequence[int]]]


def statements(text: str, attributions: Iterable[Attribution], part: Span) -> Iterator[Finding]:
    """Give the attributions whose cue lies in a part of a text, as findings within that part."""
    for number, attribution in enumerate(attributions):
        anchor = tuple(_within(attribution["cue"], part))
        if anchor:
            yield Finding(
                id=f"S{number}",
                type="statement",
                anchor=anchor,
                fields={
                    field: tuple(
                        Field(span=span, text=text[part.start :][span.start : span.end])
                        for span in _within(attribution[role], part)
                    )
                    for role, field in FIELDS.items()
                },
            )


def _within(spans: Iterable[Sequence[int]], part: Span) -> Iterator[Span]:
    for start, end in spans:
        if part.start <= start and end <= part.end:
            yield Span(start - part.start, end - part.start)


def attribution_of(finding: Finding, offset: int = 0) -> dict[str, list[list[int]]]:
    """Give a statement of ours as an attribution, in characters from an offset on."""
    spans = {"cue": list(finding.anchor)} | {
        role: [entry.span for entry in finding.fields.get(field, ()) if entry.span]
        for role, field in FIELDS.items()
    }
    return {
        role: [[start + offset, end + offset] for start, end in listed]
        for role, listed in spans.items()
    }


def exact(
    pairs: Iterable[tuple[str, Iterable[Attribution], Iterable[Attribution]]],
) -> dict[str, Tally]:
    """Count exact spans by role over (text, gold, predicted) of each article."""
    tallies = {role: Tally() for role in ROLES}
    for text, golds, guesses in pairs:
        wanted, found = list(golds), list(guesses)
        for role, tally in tallies.items():
            gold, guess = _spans(text, wanted, role), _spans(text, found, role)
            tally.add(Tally(len(gold & guess), len(guess), len(gold)))
    return tallies


def _spans(text: str, attributions: Iterable[Attribution], role: str) -> set[tuple[int, int]]:
    return {
        _tight(text, start, end)
        for attribution in attributions
        for start, end in attribution.get(role) or ()
    }


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
