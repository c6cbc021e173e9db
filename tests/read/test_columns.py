"""Lines in reading order: every piece once, whatever stands at the gutter."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from vedette.read.columns import in_order
from vedette.read.sheets import Line


def line(text: str, left: float, right: float, row: int) -> Line:
    """Set a piece in a row, counted from the top."""
    return Line(
        text=text, sheet=0, left=left, right=right, bottom=700 - 14 * row, top=711 - 14 * row
    )


def read(lines: list[Line]) -> list[str]:
    """Give the pieces in their order."""
    return [piece for found in in_order(lines) for piece in found.text.split()]


def test_a_mark_at_the_gutter_stands_behind_it_once() -> None:
    """A bullet of the right column is as narrow as what counts as one place."""
    left = [line(f"l{n}", 60, 290, n) for n in range(8)]
    right = [line(f"r{n}", 312, 540, n) for n in range(8)]
    told = read([*left, *right, line("·", 312, 314.5, 8)])
    assert told == [*(f"l{n}" for n in range(8)), *(f"r{n}" for n in range(8)), "·"]


def test_bars_in_the_margin_are_no_column_without_end() -> None:
    """They mark what has changed since the last edition; the text beside them is one column."""
    lines = [line(f"l{n}", 60, 400, n) for n in range(9)]
    bars = [line("|", 425, 427, n) for n in range(4)]
    assert sorted(read([*lines, *bars])) == sorted([*(f"l{n}" for n in range(9)), *"||||"])


PIECES = st.tuples(
    st.sampled_from([60.0, 200.0, 306.0, 309.0, 310.0, 312.0, 425.0]),
    st.sampled_from([1.0, 2.5, 6.0, 90.0, 230.0, 480.0]),
    st.integers(0, 20),
)


@given(st.integers(0, 12), st.integers(0, 12), st.lists(PIECES, min_size=1))
def test_no_piece_is_lost_or_doubled(left: int, right: int, more: list[tuple]) -> None:
    """Whatever stands beside, in or across two columns."""
    drawn = [(60.0, 230.0, n) for n in range(left)] + [(310.0, 230.0, n) for n in range(right)]
    lines = [line(f"w{n}", at, at + wide, row) for n, (at, wide, row) in enumerate(drawn + more)]
    told = Counter("".join(read(lines)).replace("w", " w").split())
    assert told == Counter(one.text for one in lines)
