"""What the register of pledges is made of: every promise, as reports tell it."""

from collections.abc import Iterator

from vedette.assess.pledges.promises import Promise, promise
from vedette.ledger.remembered import Printed, Remembered
from vedette.relate import words


def promising() -> Remembered[Promise]:
    """Give the memory of what every standing report tells of pledges."""
    return Remembered(needs=frozenset({"pledge"}), make=promised)


def promised(one: Printed) -> Iterator[Promise]:
    """Give what a report tells of pledges."""
    for finding in one.findings:
        yield promise(
            finding,
            article=one.article,
            text=one.text,
            at=one.at,
            origin=one.origin,
            stems=words.stems,
        )
