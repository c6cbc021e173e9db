"""A report with what its coding says, as the registers take it in, and which of several are copies.

The registers are pledges, forecasts, calls and postures. What one report says is made comparable
first, whatever else was printed; then what stands in copies is set apart, and the rest is put
together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

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


class Told(Protocol):
    """What a report says of one matter."""

    @property
    def article(self) -> str: ...
    @property
    def origin(self) -> str: ...


Of = TypeVar("Of", bound=Told)


def set_apart(listed: Sequence[Of]) -> tuple[list[Of], list[Of]]:
    """Leave what reports say of themselves, and set apart what stands in copies of these reports.

    A copy whose origin says nothing of the matter stands in its place.
    """
    there = {one.article for one in listed}
    own: list[Of] = []
    copied: list[Of] = []
    for one in listed:
        (copied if one.origin != one.article and one.origin in there else own).append(one)
    return own, copied
