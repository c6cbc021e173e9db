"""What reports say is remembered, and is what a reading of the whole ledger gives."""

import random

import pytest
from sqlalchemy import event
from tests.ledger.making import NOON, article, keep
from tests.ledger.stepping import step

from vedette.assess.printed import Printed
from vedette.ledger import deciding, folding
from vedette.ledger.remembered import Remembered
from vedette.records import Decision


class Said:
    """One finding of a report, as it was printed."""

    def __init__(self, printed: Printed, finding):
        self.article, self.finding = printed.article, finding.id
        self.told = (printed.origin, printed.source, printed.at, printed.text, finding)


def remembering(types=("incident",)):
    """The memory of what every standing report tells of some types."""
    return Remembered(
        needs=frozenset(types), make=lambda one: [Said(one, each) for each in one.findings]
    )


def told(listed):
    """What was made, by value."""
    return [(one.article, one.finding, one.told) for one in listed]


def dismiss(appender, one):
    """Let an analyst say that the cable of a report is none."""
    change = deciding.change(at=one.text.index("cable broke"))
    made = Decision(
        author="A. Analyst", reason="seen", at=NOON, verb="dismiss", change=change,
        article=one.id, words="cable broke",
    )  # fmt: skip
    with appender.batch() as batch:
        batch.decision(made)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_remembered_is_what_the_whole_ledger_tells(store, appender, seed):
    """After new articles, edits, copies, other codings, dismissals and a lawful erasure."""
    rng, kept, held = random.Random(seed), remembering(), []
    for n in range(24):
        held = step(rng, appender, n, held)
        if held and n % 6 == 5:
            dismiss(appender, rng.choice(held)[1])
        folding.catch_up(store)
        if rng.random() < 0.7:  # several things may happen between two questions
            with store.reading() as connection:
                assert told(kept.read(connection)) == told(remembering().read(connection))


def test_what_tells_nothing_of_it_leaves_the_same_list(store, appender):
    """Nobody has to put together anew what is made of it; nor are the reports read again."""
    keep(appender, article("a"))
    folding.catch_up(store)
    kept, asked = remembering(), []
    with store.reading() as connection:
        first = kept.read(connection)
    keep(appender, article("b", "The weather was fine in all of the north for most of the week."))
    folding.catch_up(store)
    with store.reading() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda *said: asked.append(said[2]), named=False
        )
        assert kept.read(connection) is first
    assert len(first) == 1
    assert not any("articles.text" in one for one in asked)
