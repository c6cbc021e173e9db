"""Words that look like anchors. All texts are invented."""

from datetime import date

from gates.gold import Gold
from training.corpus import Marked
from training.lookalikes import FEWEST, telling, with_left, with_lookalikes

from vedette.code.tagger.pieces import Words
from vedette.records import Article, Finding, Span


def _marked(text, *anchors):
    spans, start = [], 0
    for word in text.split():
        spans.append(Span(start, start + len(word)))
        start += len(word) + 1
    named = tuple(spans[n] for n in anchors)
    finding = Finding(id="one", type="incident", kind="arson", anchor=named, fields={})
    return Marked(
        gold=Gold(
            slug="one",
            article=Article(text=text, published=date(2026, 1, 5), language="en"),
            findings=(finding,) if named else (),
            optional=frozenset(),
        ),
        words=Words(tuple(spans), ((1,),) * len(spans)),
        ends=(101, 102),
        features=(),
        sentences=(),
    )


KNOWN = telling([_marked("The depot burned twice", 2)] * FEWEST)


def test_a_word_tells_that_stands_in_enough_anchors():
    """What stands in anchors tells; what stands beside them, or in too few articles, does not."""
    assert KNOWN["incident"] == {"burned"}
    assert not KNOWN["statement"]
    assert not telling([_marked("The depot burned", 2)] * (FEWEST - 1))["incident"]


def test_a_common_word_does_not_tell():
    """A word that is mostly elsewhere is no trap."""
    often = _marked("burned burned burned burned burned", 0)
    assert not telling([often] * FEWEST)["incident"]


def test_what_looks_like_an_anchor_and_is_none_is_marked():
    """Outside of anchors it is marked, neighbours together; an anchor and its words are not."""
    marked = with_lookalikes(_marked("She burned burned toast as the depot burned", 7), KNOWN)
    assert marked.alike == ((1, 3, "incident"),)


def test_where_not_every_anchor_is_marked_it_is_left_open():
    """What looks like one is neither taught as an anchor nor as none."""
    marked = with_left(_marked("She burned burned toast as the depot burned", 7), KNOWN)
    assert (marked.left, marked.alike) == (((1, 3, "incident"),), ())
