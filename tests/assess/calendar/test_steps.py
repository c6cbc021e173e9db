"""What moves a call is found by few looks, and is what comparing everything gives."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.calendar.streams import Told, streams

from vedette.assess.calendar.answering import LIVES, answer
from vedette.assess.calendar.calling import join
from vedette.assess.calendar.steps import WEIGHT, Replies, steps
from vedette.relate import words

LISTED = list(streams())


def told_again(reports, seed, times=3):
    """Give reports with others of the same words, up to half a year later, by other outlets."""
    rng = random.Random(seed)
    for one in reports:
        yield one
        for n in range(rng.randint(0, times)):
            name, later = f"{one.article}-{n}", timedelta(hours=rng.randint(0, 4000))
            yield replace(one, article=name, origin=name, at=one.at + later)


def compared(group, replies):
    """Give what moves a call by comparing each of its reports with every reply in its time."""
    first, last = group.first.at, group.members[-1].at + LIVES
    keys = group.addressed.addressee.keys
    found = []
    for key in keys:
        for reply in sorted(replies, key=lambda one: one.place):
            mine = key in (reply.by.keys or reply.region) and reply.origin == reply.article
            seen = any(other is reply for other, _ in found)
            if mine and not seen and first <= reply.at <= last:
                made = (answer(group, one, reply, words.weight) for one in group.members)
                found.append((reply, [step for step in made if step]))
    listed = [step for _, made in found for step in made]
    listed.sort(key=lambda step: (step.at, -WEIGHT[step.standing], step.finding))
    stands = 0
    for step in listed:
        if WEIGHT[step.standing] > stands:
            stands = WEIGHT[step.standing]
            yield step


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one.name)
def test_every_call_moves_as_if_everything_were_compared(one):
    """However often it is told, and whatever it is answered by, to the report and the reason."""
    told = Told.of(told_again(one.reports, seed=len(one.name)))
    laid = Replies(told.replies)
    groups = join(told.askings, words.weight)
    for group in groups:
        assert steps(group, laid, words.weight) == tuple(compared(group, told.replies))


def test_the_streams_move_calls_at_all():
    """Each way to answer is among what was compared."""
    found = set()
    for one in LISTED:
        told = Told.of(told_again(one.reports, seed=len(one.name)))
        laid = Replies(told.replies)
        for group in join(told.askings, words.weight):
            found |= {step.standing for step in steps(group, laid, words.weight)}
    assert found == {"may have followed", "refused", "followed"}
