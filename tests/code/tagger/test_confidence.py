"""Confidence from evidence."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.code.tagger.confidence import confidence, evidence

_SHARES = st.floats(min_value=0, max_value=1)


@given(_SHARES, _SHARES, _SHARES)
def test_confidence_is_a_share_and_grows_with_the_evidence(
    one: float, two: float, scope: float
) -> None:
    """Under positive weights a surer anchor never makes a finding less sure."""
    low, high = sorted((one, two))
    curve = [-0.5, 1.0, 0.2, 0.3]
    told = [evidence("call", chance, {"action": 0.5}, scope) for chance in (low, high)]
    first, second = (confidence(given_, curve) for given_ in told)
    assert 0 <= first <= second <= 1
