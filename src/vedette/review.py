"""Which findings wait for a person: their confidence does not reach what an alert needs.

A program that raises an alarm on a weak reading is switched off by the second week; one that hides
weak readings is blind. So a finding below its type's threshold stays on the desk, marked as *in
review*, and does not leave as an alert.

>>> from vedette.records import Finding, Span
>>> blast = Finding(id="b", type="incident", anchor=(Span(0, 5),), fields={}, confidence=0.85)
>>> in_review(blast), in_review(blast, {"incident": 0.8}), in_review(blast, {})
(True, False, False)

A stage of an incident waits likewise, when no report has borne it out for long: who reads that
something is under investigation should know that nobody has said so for two months.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from vedette.records import Finding, FindingType

Thresholds = Mapping[FindingType, float]
"""The confidence from which a finding of a type may leave; a type that is not named asks for
none."""

USUAL: Final[Thresholds] = MappingProxyType({"incident": 0.9, "attribution": 0.95})
"""What holds until the settings say otherwise: an alert wakes somebody, and an accusation that
nobody made does the greater harm."""


def in_review(finding: Finding, thresholds: Thresholds = USUAL) -> bool:
    """Tell whether a finding stays in review; one that has just reached its threshold does not."""
    return finding.confidence < thresholds.get(finding.type, 0.0)


ENDED: Final = frozenset(
    {
        "convicted", "acquitted", "charges_dropped", "closed_unsolved",
        "accident", "refuted", "retracted",
    }
)  # fmt: skip
"""Stages after which nothing need follow: a court or a prosecutor is done, or it was nothing."""
SILENCE: Final = timedelta(days=30)
"""How long a stage holds without a word. In the seven streams for development 412 reports change an
incident's stage or bear it out again: nine in ten come within 30 days, all but one within 60."""


def quiet_since(now: datetime, silence: timedelta) -> datetime | None:
    """Give the moment before which a stage was last borne out that is in review; None for never."""
    return now - silence if silence else None


def stage_in_review(status: str, confirmed: datetime, quiet: datetime | None) -> bool:
    """Tell whether a stage waits for a person, given when it was confirmed and `quiet_since`."""
    return quiet is not None and status not in ENDED and confirmed < quiet
