"""What the register of pledges is made of: every promise, as reports tell it."""

from collections.abc import Iterator
from typing import Final

from vedette.assess.pledges.promises import Promise, promise
from vedette.assess.printed import Printed
from vedette.ledger.remembered import Remembered
from vedette.relate import words

TYPE: Final = "pledge"


def promising() -> Remembered[Promise]:
    """Give the memory of what every standing report tells of pledges."""
    return Remembered(needs=frozenset({TYPE}), make=promised)


def promised(one: Printed) -> Iterator[Promise]:
    """Give what a report tells of pledges."""
    for finding in one.findings:
        if finding.type == TYPE:
            yield promise(finding, one, words.stems)
