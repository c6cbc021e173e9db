"""PolNeAR's attributions as statements, and the count of exact spans. All texts are invented."""

import pytest
from training.public.attributions import attribution_of, exact, statements

from vedette.records import Span

TEXT = "Nobody came. The harbour master said the crane was broken."
SAID = {"source": [[13, 31]], "cue": [[32, 36]], "content": [[37, 57]]}


def test_an_attribution_is_a_statement_of_the_part_that_has_its_cue():
    """Spans are told within the part, and slice back to their words there."""
    (finding,) = statements(TEXT, [SAID], Span(13, 58))
    part = TEXT[13:58]
    assert [part[start:end] for start, end in finding.anchor] == ["said"]
    assert [entry.text for entry in finding.fields["speaker"]] == ["The harbour master"]
    for entry in finding.fields["content"]:
        assert part[entry.span.start : entry.span.end] == entry.text == "the crane was broken"


def test_what_lies_outside_the_part_is_left_out():
    """Without its cue an attribution is none; without its source it has no speaker."""
    assert list(statements(TEXT, [SAID], Span(0, 20))) == []
    (finding,) = statements(TEXT, [SAID], Span(32, 58))
    assert finding.fields["speaker"] == ()


def test_there_and_back_is_the_same_attribution():
    """A statement made of an attribution gives that attribution back."""
    (finding,) = statements(TEXT, [SAID], Span(13, 58))
    assert attribution_of(finding, 13) == SAID


@pytest.mark.parametrize(
    ("role", "guess", "right"),
    [
        ("source", [[13, 31]], 1),
        ("source", [[17, 31]], 0),
        ("content", [[36, 58]], 0),
        ("content", [[36, 57]], 1),
    ],
)
def test_exact_means_both_ends_but_for_blanks(role, guess, right):
    """A span is right when both ends are; a blank at an end does not count, a mark does."""
    assert exact([(TEXT, [SAID], [{role: guess}])])[role].right == right


def test_one_source_of_two_attributions_is_one_span():
    """A span counts once in an article, however many attributions share it."""
    tally = exact([(TEXT, [SAID, SAID | {"cue": [[0, 6]]}], [SAID, SAID])])
    assert (tally["source"].right, tally["source"].predicted, tally["source"].wanted) == (1, 1, 1)
    assert (tally["cue"].right, tally["cue"].predicted, tally["cue"].wanted) == (1, 1, 2)
