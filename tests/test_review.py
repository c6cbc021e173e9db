"""Which findings wait in review, and which stages of incidents."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.answers import Status
from vedette.records import Finding, FindingType, Span
from vedette.review import ENDED, SILENCE, USUAL, in_review, quiet_since, stage_in_review

TYPES = get_args(FindingType)
HUNDREDTHS = st.integers(0, 100).map(lambda n: n / 100)


def finding(type_: FindingType, confidence: float) -> Finding:
    """Make a finding of which only these two matter."""
    return Finding(id="f", type=type_, anchor=(Span(0, 1),), fields={}, confidence=confidence)


@pytest.mark.parametrize(
    ("type_", "confidence", "waits"),
    [
        ("incident", 0.89, True),
        ("incident", 0.9, False),
        ("attribution", 0.94, True),
        ("attribution", 0.95, False),
        ("statement", 0.0, False),
        ("denial", 0.0, False),
    ],
)
def test_incidents_and_attributions_wait_by_default(type_, confidence, waits):
    """What reaches its threshold leaves; the other types have none."""
    assert in_review(finding(type_, confidence)) is waits


@given(st.sampled_from(TYPES), HUNDREDTHS, st.dictionaries(st.sampled_from(TYPES), HUNDREDTHS))
def test_only_the_own_types_threshold_counts(type_, confidence, thresholds):
    """A finding waits where its type has a threshold above it, whatever holds for the others."""
    needed = thresholds.get(type_)
    waits = in_review(finding(type_, confidence), thresholds)
    assert waits is (needed is not None and confidence < needed)


@given(st.sampled_from(TYPES), HUNDREDTHS, HUNDREDTHS)
def test_more_confidence_never_sends_a_finding_into_review(type_, one, other):
    """Of two findings of a type, the surer one does not wait where the other leaves."""
    low, high = sorted((one, other))
    assert in_review(finding(type_, low)) or not in_review(finding(type_, high))


def test_the_usual_thresholds_are_those_of_the_settings():
    """Who sets nothing gets what the module says."""
    assert dict(USUAL) == {"incident": 0.9, "attribution": 0.95}


NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", get_args(Status))
def test_a_stage_waits_after_a_silence_unless_it_is_the_end(status):
    """From just past the silence on; what a court or another cause has ended never does."""
    quiet = quiet_since(NOW, SILENCE)
    assert stage_in_review(status, NOW - SILENCE - timedelta(seconds=1), quiet) is (
        status not in ENDED
    )
    assert not stage_in_review(status, NOW - SILENCE, quiet)


def test_without_a_silence_no_stage_waits():
    """Nothing set means that a stage holds for ever."""
    assert quiet_since(NOW, timedelta()) is None
    assert not stage_in_review("reported", NOW - timedelta(days=9999), None)


def test_the_ends_are_stages():
    """Every stage that ends something is one of the codebook's."""
    assert set(get_args(Status)) > ENDED
