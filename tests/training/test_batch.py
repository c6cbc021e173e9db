"""A batch there and back, and what pairs teach. All numbers and texts are invented."""

import math
from dataclasses import fields
from datetime import date

import pytest
import torch
from gates.gold import Gold
from training.batch import Anchors, Batch, collate
from training.corpus import OF_TWINS, Example, Marked, examples

from vedette.code.tagger.labels import ATTRIBUTES, ROLES, TYPES
from vedette.code.tagger.pieces import Words
from vedette.records import Article, Field, Finding, Span

TEXT = "Two vans burned . Thieves cut a cable ."
TARGET = ROLES.index(("incident", "target"))
KILLED = ROLES.index(("incident", "killed"))


def _marked(*, twin=False, optional=()):
    spans, start = [], 0
    for word in TEXT.split():
        spans.append(Span(start, start + len(word)))
        start += len(word) + 1
    target = Field(span=Span(4, 8), text="vans")
    findings = tuple(
        Finding(id=name, type="incident", kind="sabotage", anchor=(spans[n],), fields=told)
        for name, n, told in (("fire", 2, {"target": (target,)}), ("cut", 5, {}))
    )
    return Marked(
        gold=Gold(
            slug="fire",
            article=Article(text=TEXT, published=date(2026, 1, 5), language="en"),
            findings=findings,
            optional=frozenset(optional),
        ),
        words=Words(tuple(spans), tuple((1000 + n,) for n in range(len(spans)))),
        ends=(101, 102),
        features=((0,) * 7,) * len(spans),
        sentences=(0, 0, 0, 0, 1, 1, 1, 1, 1),
        alike=((4, 5, "incident"),),
        twin=twin,
        asked=OF_TWINS if twin else frozenset(ROLES),
    )


def _example(**given) -> Example:
    (made,) = examples(_marked(**given))
    return made


def _same(one, other):
    if isinstance(one, torch.Tensor):
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert torch.equal(one.nan_to_num(-1), other.nan_to_num(-1))
    elif isinstance(one, Anchors | Batch):
        for each in fields(one):
            _same(getattr(one, each.name), getattr(other, each.name))
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            _same(left, right)
    else:
        assert one == other


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_is_the_same_after_its_journey(count):
    """Packed into bytes and taken apart, every tensor has its type, shape and numbers again."""
    batch = collate([_example(optional=("cut",))] * count)
    _same(batch, batch.to(torch.device("cpu")))


def test_a_lookalike_is_an_anchor_that_is_none():
    """It has a row of its own; no role, attribute or link is asked of it, what is open is NaN."""
    made = _example(optional=("cut",))
    assert made.spans == [(2, 3, 0), (5, 6, 0), (4, 5, 0)]
    assert made.real[0] == 1
    assert math.isnan(made.real[1])
    assert made.real[2] == 0
    assert all(column[2] == -100 for column in made.attributes)
    assert made.roles[2] == []
    assert {number for link in made.links for number in link[:2]} == {0, 1}
    (group,) = collate([made]).groups
    assert group.asked.sum(1).tolist() == [9, 9, 0]
    assert len(ATTRIBUTES) == len(made.attributes)
    assert TYPES[0] == "incident"


def test_links_of_a_batch_point_at_their_own_example():
    """Anchors are counted on from example to example, and an example's links weigh the same."""
    links = collate([_example()] * 2).links
    assert links[:, :2].tolist() == [[0, 1], [1, 0], [3, 4], [4, 3]]


def test_a_twin_says_nothing_of_what_pairs_do_not_mark():
    """The dead of a twin are not marked; its target is, and its anchors count for more."""
    twin, article = _example(twin=True), _example()
    assert twin.asked[TARGET]
    assert not twin.asked[KILLED]
    assert article.asked[KILLED]
    assert twin.weights[:, 0].tolist() == [1, 1, 4, 1, 4, 4, 1, 1, 1]
    assert article.weights.unique().tolist() == [1]
