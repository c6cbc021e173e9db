"""Windows over long articles."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vedette.code.tagger.anchors import homes
from vedette.code.tagger.pieces import Vocabulary
from vedette.code.tagger.windows import LIMIT, sentence_numbers, windows

_VOCABULARY = Vocabulary(["[UNK]", "[CLS]", "[SEP]", "[MASK]"])


@given(
    st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=900),
    st.integers(min_value=1, max_value=400),
)
def test_windows_cover_every_word_and_hold_what_the_network_can(
    lengths: list[int], sentence: int
) -> None:
    """They begin at the first word, leave none out, always move on, and never grow too long."""
    cut = windows(lengths, [place // sentence for place in range(len(lengths))])
    assert cut[0].start == 0
    assert cut[-1].end == len(lengths)
    for one, other in pairwise(cut):
        assert one.start < other.start <= one.end < other.end
    assert all(sum(lengths[start:end]) <= LIMIT for start, end in cut)


@given(st.lists(st.just(1), min_size=1, max_size=1500))
def test_every_word_has_a_window_that_holds_it(lengths: list[int]) -> None:
    """A word is judged where it stands."""
    cut = windows(lengths, [place // 20 for place in range(len(lengths))])
    for place, number in enumerate(homes(cut, len(lengths))):
        assert cut[number].start <= place < cut[number].end


def test_a_sentence_ends_at_a_stop_and_at_a_line() -> None:
    """The title is a sentence of its own; a point within a number ends nothing."""
    text = "Cable cut\n\nIt broke at 3.30. Nobody saw it."
    words = _VOCABULARY.cut(text).spans
    numbers = sentence_numbers(text, words)
    by_word = {text[s.start : s.end]: n for s, n in zip(words, numbers, strict=True)}
    assert (by_word["Cable"], by_word["broke"], by_word["30"], by_word["Nobody"]) == (0, 1, 1, 2)


def test_a_sentence_without_end_is_cut_at_the_limit() -> None:
    """Where no sentence starts, a window is as long as the network can hold, and no longer."""
    assert windows([1] * 600, [0] * 600)[0].end == LIMIT
