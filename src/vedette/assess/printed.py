"""A report with what its coding says, as pledges, forecasts, calls and postures take it in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vedette.records import Finding, TimeExpression

Stems = Callable[[str], Iterable[str]]
"""What words are compared by; handed in, as the rest of the line compares words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A report with what its coding says of the types that are asked for.

    `at` is when it appeared, `origin` the article that it copies, or itself.
    """

    article: str
    origin: str
    source: str
    at: datetime
    text: str
    findings: Sequence[Finding]
    times: Sequence[TimeExpression] = ()
