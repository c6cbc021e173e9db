"""Word patterns and lexicons."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.taxonomy import lexicon, taxonomy_hash
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import Patterns, compiled, keys


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("drone*", "Two drones flew", "drones"),
        ("cut|severed cable", "a severed cable", "severed cable"),
        ("drone ... over", "a drone without lights flew over", "drone without lights flew over"),
        ("# drones", "some 132 drones", "132 drones"),
        ("*kabel*", "das Seekabels riss", "Seekabels"),
        ("*kabel", "der Kabelbruch", None),
        ("ddos", "a DDoS wave", "DDoS"),
        ("cable", "cableway", None),
        ("a b", "a. b", "a. b"),
        ("drone ... over", "drone one two three four five six seven over", None),
    ],
)
def test_patterns(pattern: str, text: str, hit: str | None) -> None:
    """Stars, bars, gaps, numbers and whole words."""
    found = [text[m.start : m.end] for m in Patterns({"x": (pattern,)}).search(text)]
    assert found == ([hit] if hit else [])


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_the_automaton_loses_no_match(kind: object) -> None:
    """Whatever the bare expressions of a kind's examples find, the prefiltered search finds too."""
    assert hasattr(kind, "strong")
    search = Patterns({"x": kind.strong})
    for text in kind.examples:
        plain = {m.span() for p in kind.strong for m in compiled(p).finditer(text)}
        assert {(m.start, m.end) for m in search.search(text)} == plain


def test_no_pattern_runs_away() -> None:
    """Every pattern of the kinds takes its time on text that almost matches, and no more."""
    nearly = ("drone cable ship attacked with the russian " * 30)[:1200]
    started = time.perf_counter()
    for kind in kinds():
        for pattern in (*kind.strong, *kind.bare, *kind.weak):
            list(compiled(pattern).finditer(nearly))
    assert time.perf_counter() - started < 5


@given(st.sampled_from([p for k in kinds() for p in k.strong]))
def test_keys_begin_a_word_of_the_pattern(pattern: str) -> None:
    """A pattern's keys are fixed beginnings: something that every match must contain."""
    assert keys(pattern)
    assert all(key.letters and not re.search(r"[*|@#]", key.letters) for key in keys(pattern))


WORDS = st.sampled_from(
    ["drone", "drones", "cable", "cut", "İcut", "cutter", "over", "_cut", "a", "7"]
)
BETWEEN = st.sampled_from([" ", ", ", "\n", "", "-", "\n\n", ". "])


@given(st.lists(st.tuples(WORDS, BETWEEN), max_size=30))
def test_looking_at_lines_with_the_key_loses_no_match(parts: list[tuple[str, str]]) -> None:
    """On any text the search finds what the bare expressions find, in their order."""
    given_ = ("drone* ... over|cable", "cut", "cable cut|cutter", "# cut")
    text = "".join(word + between for word, between in parts)
    plain = [(one, *found.span()) for one in given_ for found in compiled(one).finditer(text)]
    found = [(m.pattern, m.start, m.end) for m in Patterns({"x": given_}).search(text)]
    assert found == plain


def test_a_lexicon_turned_round() -> None:
    """`owners` maps each word to its class."""
    assert lexicon("cues").owners("verbs")["vow"] == "pledge"


def test_the_hash_is_stable() -> None:
    """Two calls agree; it is hexadecimal and short."""
    assert taxonomy_hash() == taxonomy_hash()
    assert re.fullmatch(r"[0-9a-f]{16}", taxonomy_hash())
