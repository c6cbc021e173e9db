"""The words that show how a pledge stands."""

import pytest

from vedette.assess.pledges.shown import standing
from vedette.records import Span


def told(status, text):
    """Give the standing and its words, with the anchor at the first `promise`."""
    at = text.index("promise")
    found, span = standing(status, text, Span(at, at + 7))
    return found, span and text[span.start : span.end]


@pytest.mark.parametrize(
    ("status", "text", "found"),
    [
        (None, "Oslo has kept its promise of two radars.", ("kept", "has kept")),
        (None, "The promise of two radars was broken.", ("broken", "broken")),
        ("delayed", "Oslo promised radars; they will be late.", ("delayed", "late")),
        ("kept", "Oslo promised radars. They have arrived.", ("kept", "have arrived")),
        ("broken", "Oslo promised radars. None has come.", (None, None)),
        ("kept", "Oslo promised radars by May.", (None, None)),
        (None, "Oslo promised radars. The post in Kirkenes was abandoned.", (None, None)),
        ("kept", "Oslo promised radars.\n\nElsewhere a line of trucks has arrived.", (None, None)),
        (None, "The promise will not be kept if the yard closes.", (None, None)),
    ],
)
def test_a_standing_needs_words(status, text, found):
    """A coder's word counts where the report has words for it; words on the promise count alone."""
    assert told(status, text) == found
