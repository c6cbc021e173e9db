"""Long texts in chunks. All numbers are invented."""

from hypothesis import given
from hypothesis import strategies as st
from training.public.packs import chunks

WORDS = st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=60)


@given(WORDS, st.integers(5, 40))
def test_chunks_hold_every_word_once_and_no_more_than_the_limit(words, limit):
    """Chunks follow each other without gap or overlap, none above the limit of pieces."""
    lengths = [length for length, _ in words]
    sentences = [sum(new for _, new in words[: n + 1]) for n in range(len(words))]
    cut = list(chunks(lengths, sentences, limit))
    assert [place for start, end in cut for place in range(start, end)] == list(range(len(words)))
    assert all(sum(lengths[start:end]) <= limit for start, end in cut)


def test_a_chunk_ends_with_a_sentence_unless_that_leaves_it_half_empty():
    """The end moves back to a sentence's start, but not further than four tenths."""
    assert list(chunks([1] * 12, [0] * 7 + [1] * 5, 10)) == [(0, 7), (7, 12)]
    assert list(chunks([1] * 12, [0] * 3 + [1] * 9, 10)) == [(0, 10), (10, 12)]
