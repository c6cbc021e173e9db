"""What is worth comparing is a function of two reports, and keeps what comparing would link."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import report, signed

from vedette.records import Span, TimeExpression
from vedette.relate import glances
from vedette.relate.glances import Common, candidates, common, least_words, promising
from vedette.relate.stories import LINKED, compared

FIRE = (
    "A warehouse of Gaujas Kravas burned in Valmiera, police said; a canister lay in Cempu Street."
)
LATER = "Police in Valmiera search for two men after the fire at Gaujas Kravas in Cempu Street."
OTHER = "The conductor Paavo Rand opens the season of the Tartu hall with a symphony by Sibelius."

DAY = TimeExpression(span=Span(0, 1), text="A", value="2026-03-02", type="DATE")


def dated(article):
    """Sign a report in which a coder has found a day."""
    return replace(signed(article), times=(DAY,))


def test_what_two_reports_share_does_not_depend_on_which_comes_first():
    """Nor do the candidates on their order."""
    one, other, third = (
        dated(report(key, text)) for key, text in zip("abc", (FIRE, LATER, OTHER), strict=True)
    )
    assert common(one, other) == common(other, one)
    found = {frozenset((a.article, b.article)) for a, b in candidates([one, other, third])}
    again = {frozenset((a.article, b.article)) for a, b in candidates([third, other, one])}
    assert found == again
    assert frozenset((one.article, other.article)) in found


def test_a_linked_follow_up_of_weeks_later_is_a_candidate():
    """Names in common keep it in sight, though the words are few."""
    one, later = dated(report("a", FIRE)), dated(report("b", LATER, days=40))
    assert compared(one, later) >= LINKED
    assert list(candidates([one, later])) == [(one, later)]
    assert common(one, dated(report("c", OTHER))) is None


def test_two_reports_without_anything_are_in_no_story_together():
    """One of them beside a report in which something was found may be: a comment names nothing."""
    one, other, found = (
        signed(report("a", FIRE)),
        signed(report("b", LATER)),
        dated(report("b", LATER)),
    )
    assert one.is_ordinary
    assert other.is_ordinary
    assert not found.is_ordinary
    assert not glances.worth(one, other)
    assert glances.worth(one, found)
    assert list(candidates([one, other])) == []
    assert not replace(one, language="lt").is_ordinary


@given(words=st.integers(0, glances.SCALE**2), days=st.floats(1.0, 400.0))
def test_without_a_name_less_than_the_least_is_never_enough(words, days):
    """So an index may leave it out unseen."""
    if words < least_words():
        assert not promising(Common(words=words, names=0, named=0, days=days))


def test_a_rare_word_alone_is_worth_a_comparison_only_on_the_day():
    """With a name in common it is for weeks."""
    little = Common(words=least_words() - 1, names=0, named=0, days=30)
    assert not promising(little)
    assert promising(little._replace(days=0.1))
    assert promising(little._replace(names=glances.SCALE, named=1))
