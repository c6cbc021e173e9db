"""Which findings wait for a person: their confidence does not reach what an alert needs.

A program that raises an alarm on a weak reading is switched off by the second week; one that hides
weak readings is blind. So a finding below its type's threshold stays on the desk, marked as *in
review*, and does not leave as an alert.

>>> from vedette.records import Finding, Span
>>> blast = Finding(id="b", type="incident", anchor=(Span(0, 5),), fields={}, confidence=0.85)
>>> in_review(blast), in_review(blast, {"incident": 0.8}), in_review(blast, {})
(True, False, False)
"""

from collections.abc import Mapping
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
