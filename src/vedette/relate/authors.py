"""Whose a finding is: its rule names the decision and the analyst, where no program made it."""

import re

from vedette.records import Finding


def rule_by(number: int, author: str) -> str:
    """Name a decision and who made it, as the rule of what he found.

    >>> rule_by(12, "Dana")
    'decision 12 by Dana'
    """
    return f"decision {number} by {author}"


def author_of(finding: Finding) -> tuple[int, str] | None:
    """Give the decision and the analyst behind a finding; None where a program made it.

    >>> author_of(Finding(id="", type="call", anchor=(), fields={}, rule="decision 12 by Dana"))
    (12, 'Dana')
    """
    told = re.fullmatch(r"decision (\d+) by (.+)", finding.rule, re.DOTALL)
    return (int(told[1]), told[2]) if told else None
