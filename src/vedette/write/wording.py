"""The words of alerts: sentences made of coded fields, which never say more than a report does."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from vedette.alerts import Cause
from vedette.answers import Account, IncidentLine
from vedette.blame import stage, text
from vedette.records import Field
from vedette.write.entries import summed
from vedette.write.naming import spaced, state, titled
from vedette.write.sayings import sayings_of
from vedette.write.withheld import names

LEADS: Final[Mapping[str, str]] = {"withdrawn": "Withdrawn: ", "corrected": "Corrected: "}
UNDONE: Final[Mapping[str, str]] = {
    "accident": "Sources now say that it was an accident",
    "refuted": "Sources now say that it did not happen, or not so",
    "retracted": "Who told it has taken it back",
    "dismissed": "An analyst looked at it and found nothing in it",
}


def headline(line: IncidentLine, cause: Cause) -> str:
    """Name an incident with its stage, and whether it is taken back."""
    named = titled(line.kind, line.spot)
    if cause == "withdrawn":
        return f"{LEADS[cause]}{named}"
    return f"{LEADS.get(cause, '')}{named}: {text(stage(line.status, line.by))}"


def taken_back(headline: str) -> str:
    """Say of what was told that it is taken back.

    >>> taken_back("Corrected: Arson, Riga, Latvia: reported")
    'Withdrawn: Arson, Riga, Latvia: reported'
    """
    return LEADS["withdrawn"] + headline.removeprefix(LEADS["corrected"])


def lines(
    line: IncidentLine, accounts: tuple[Account, ...], *, before: str = ""
) -> tuple[str, ...]:
    """Sum an incident up, and say from which stage it moved and who accuses whom."""
    return tuple(_lines(line, accounts, before))


def _lines(line: IncidentLine, accounts: tuple[Account, ...], before: str) -> Iterator[str]:
    if before and before != line.status:
        yield f"Before: {spaced(before)}."
    yield summed(line)
    for words in sayings_of(accounts, names(_blamed(accounts))):
        yield f"{words}."


def _blamed(accounts: tuple[Account, ...]) -> Iterator[Field]:
    """Give who is accused in accounts, or answers."""
    for account in accounts:
        for found in account.about:
            for role in ("accused", "denier"):
                yield from found.fields.get(role, ())
        if account.finding:
            yield from account.finding.fields.get("actor", ())


def undone(status: str) -> str:
    """Say why an incident is none any more."""
    return f"{UNDONE[status]}."


def corrected(kind: str, country: str) -> str:
    """Say what was told before."""
    where = f", {state(country)}" if country else ""
    return f"It was told as {spaced(kind)}{where}."


GONE: Final = "No report tells of it any longer, as reports are read and judged now."
NO_MORE: Final = "Withdrawn: what was told is not told any more"
"""Where what was told may not be said again."""


def merged(line: IncidentLine) -> str:
    """Say with which other incident one is one by now."""
    return f"It is one with another that was told: {titled(line.kind, line.spot)}."


# ── alarms, pledges, forecasts ──────────────────────────────────────────────────────────────────


def series(name: str) -> str:
    """Name a series that is counted.

    >>> series("drone_incursion@LT"), series("*@*"), series("accused@RU"), series("54N 025E")
    ('drone incursion, Lithuania', 'all incidents', 'Russia accused', 'the cell 54N 025E')
    """
    kind, at, where = name.partition("@")
    if not at:
        return f"the cell {name}"
    if kind == "accused":
        return f"{state(where)} accused"
    told = "all incidents" if kind == "*" else spaced(kind)
    return told if where == "*" else f"{told}, {state(where)}"


def alarm(name: str, count: int, days: int, low: int, high: int) -> str:
    """Say what is more than expected.

    >>> alarm("arson@LT", 5, 3, 0, 1)
    'Alarm: arson, Lithuania: 5 in 3 days, where 0 to 1 were to be expected'
    """
    span = "a day" if days == 1 else f"{days} days"
    return f"Alarm: {series(name)}: {count} in {span}, where {low} to {high} were to be expected"


def pledged(who: str, act: str, day: date) -> str:
    """Say that a pledge falls due."""
    return f"Due on {day.isoformat()}: {who} pledged: {act}"


def foretold(who: str, what: str, day: date) -> str:
    """Say that a forecast falls due."""
    return f"Due on {day.isoformat()}: {who or 'somebody'} foretold: {what}"
