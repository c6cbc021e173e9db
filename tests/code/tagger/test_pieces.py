"""Words and word pieces."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.code.tagger.pieces import Vocabulary, folded

VOCABULARY = Vocabulary(["[UNK]", "[CLS]", "[SEP]", "[MASK]", "rail", "##way", "deb", "##lin", ","])


def test_a_word_is_cut_into_the_longest_pieces() -> None:
    """`railway` is `rail` and `##way`; case and accents do not count."""
    words = VOCABULARY.cut("Railway, Dęblin")
    assert words.pieces == ((4, 5), (8,), (6, 7))


def test_a_word_without_pieces_is_unknown() -> None:
    """One piece that fails makes the whole word unknown, as in BERT."""
    assert VOCABULARY.cut("railing").pieces == ((VOCABULARY.unknown,),)


def test_a_very_long_word_is_unknown() -> None:
    """An address or a hash of hundreds of letters costs no time."""
    assert VOCABULARY.cut("rail" * 300).pieces == ((VOCABULARY.unknown,),)


@given(st.text(max_size=200))
def test_words_lie_in_order_and_hold_no_blank(text: str) -> None:
    """Each span slices back to a word or mark; none overlaps the next."""
    words = VOCABULARY.cut(text)
    assert len(words.spans) == len(words.pieces)
    last = 0
    for span, pieces in zip(words.spans, words.pieces, strict=True):
        assert last <= span.start < span.end
        assert not any(char.isspace() for char in text[span.start : span.end])
        assert pieces
        last = span.end


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text: str) -> None:
    """Nothing is left to take off."""
    assert folded(folded(text)) == folded(text)
