"""The pages behind entries: whose turn it is."""

from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.making import capture

from vedette.desk.fetching import in_turn
from vedette.ledger.work import Waiting


@given(sources=st.lists(st.sampled_from("abc"), max_size=30))
def test_sources_take_turns_and_none_is_left_out(sources):
    """Nobody is asked for its next page before all others with pages were asked for as many."""
    ready = [
        Waiting(seq=n, capture=capture(str(n), source=source)) for n, source in enumerate(sources)
    ]
    placed = in_turn(ready)
    assert sorted(one.seq for one in placed) == list(range(len(ready)))
    for source in set(sources):
        own = [n for n, one in enumerate(placed) if one.capture.source == source]
        assert [placed[n].seq for n in own] == sorted(placed[n].seq for n in own)
        for turn, at in enumerate(own):
            before = [one.capture.source for one in placed[:at]]
            waiting = {one.capture.source for one in placed[at:]} - {source}
            assert all(before.count(other) >= turn for other in waiting)
