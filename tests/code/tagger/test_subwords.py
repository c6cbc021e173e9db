"""Pieces of words of many languages, and their rows of four bits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.tagger.subwords import BLOCK, SPECIAL, WIDTH, Subwords, Vectors

SCORES = {"▁": -4.0, "▁rail": -6.0, "way": -6.0, "▁r": -9.0, "ail": -9.0, ",": -3.0, "Ł": -8.0}
PIECES = Subwords(
    [f"{name}\t0.0" for name in SPECIAL] + [f"{name}\t{score}" for name, score in SCORES.items()]
)
NUMBER = {name: number for number, name in enumerate((*SPECIAL, *SCORES))}


def _pieces(text: str) -> list[tuple[int, ...]]:
    return list(PIECES.cut(text).pieces)


def test_a_word_is_cut_in_the_likeliest_way() -> None:
    """`railway` is `▁rail` and `way`: -12, where `▁r`, `ail` and `way` would be -24."""
    assert _pieces("railway") == [(NUMBER["▁rail"], NUMBER["way"])]


def test_what_no_blank_parts_from_the_word_before_has_no_mark() -> None:
    """A comma behind a word is not the comma that stands alone."""
    assert _pieces("railway, ,") == [
        (NUMBER["▁rail"], NUMBER["way"]),
        (NUMBER[","],),
        (NUMBER["▁"], NUMBER[","]),
    ]


def test_a_letter_without_a_piece_is_unknown_and_the_rest_is_not() -> None:
    """Unlike in BERT, one strange letter does not lose the word."""
    assert _pieces("Łway") == [(NUMBER["▁"], NUMBER["Ł"], NUMBER["way"])]
    assert _pieces("railwayю")[0][-1] == PIECES.unknown


def test_a_very_long_word_is_unknown() -> None:
    """An address or a hash of hundreds of letters costs no time."""
    assert _pieces("way" * 300) == [(PIECES.unknown,)]


@given(st.text(max_size=200))
def test_every_word_has_pieces(text: str) -> None:
    """Each span slices back to a word or mark, and is never left without a piece."""
    words = PIECES.cut(text)
    assert len(words.spans) == len(words.pieces)
    assert all(words.pieces)
    assert all(text[span.start : span.end].strip() for span in words.spans)


def test_rows_of_four_bits_come_back() -> None:
    """Low halves of the bytes are the first sixteen numbers of a block, high ones the rest."""
    rows = np.zeros((2, WIDTH // 32), BLOCK)
    rows["scale"] = 0.5
    rows["pairs"] = 0x88
    rows["pairs"][1, 0, 3] = 0xF9
    found = Vectors(rows.tobytes()).of([1, 0])
    assert found.shape == (2, WIDTH)
    assert (found[0, 3], found[0, 19]) == (0.5, 3.5)
    assert np.count_nonzero(found) == 2
