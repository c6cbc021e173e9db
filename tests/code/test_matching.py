"""Which findings of two codings are the same: one to one, the best first."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.code.matching import affinity, agrees, match
from vedette.records import Field, Finding, Span


def finding(start, end, *, type_="statement", content="", kind=None, name="f"):
    """A finding whose anchor stands at a place."""
    fields = {"content": (Field(span=Span(0, 9), text=content),)} if content else {}
    anchor = (Span(start, end),)
    return Finding(id=name, type=type_, kind=kind, anchor=anchor, fields=fields)


def test_words_that_overlap_match_and_others_do_not():
    """One letter in common is enough, and touching is not overlapping."""
    assert match([finding(0, 5)], [finding(4, 9)]) == {0: 0}
    assert match([finding(0, 5)], [finding(5, 9)]) == {}
    assert match([finding(0, 5)], [finding(0, 5, type_="call")]) == {}


def test_the_content_matches_where_the_cues_do_not():
    """Half of the words in common are enough, less is not."""
    said = finding(0, 4, content="the cable was cut")
    assert match([said], [finding(20, 24, content="cable was cut on purpose")]) == {0: 0}
    assert match([said], [finding(20, 24, content="nobody knows what the matter is")]) == {}


def test_the_better_pair_goes_first():
    """Of two incidents on the same words the one of the same kind is the pair."""
    fire = finding(0, 5, type_="incident", kind="arson")
    others = [finding(0, 5, type_="incident", kind=kind) for kind in ("sabotage", "arson")]
    assert match([fire], others) == {0: 1}


spots = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda it: (it[0], it[0] + it[1]))


@given(st.lists(spots, max_size=5), st.lists(spots, max_size=5))
def test_pairs_are_one_to_one_and_have_something_in_common(ones, others):
    """No finding is in two pairs, and none is paired with a stranger."""
    left, right = [finding(*spot) for spot in ones], [finding(*spot) for spot in others]
    pairs = match(left, right)
    assert len(set(pairs.values())) == len(pairs)
    assert all(affinity(left[i], right[j]) > 0 for i, j in pairs.items())


def test_a_reference_agrees_through_the_pairs():
    """An attribution speaks of the same incident where the two incidents are a pair."""
    right, guess = Field(value="i1"), Field(value="x7")
    assert agrees("incident", right, guess, {"x7": "i1"})
    assert not agrees("incident", right, guess, {"x7": "i2"})
    assert agrees(
        "when",
        Field(text="Monday", value="2026-03-02"),
        Field(text="2 March", value="2026-03-02"),
        {},
    )
