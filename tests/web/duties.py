"""Who has taken on what, on a small desk."""

from datetime import timedelta

from tests.web.invented import NOON

from vedette.desk.shifting import Handover
from vedette.duty import Act, Duty, Stood


def act(number: int, author: str, reason: str) -> Act:
    """Give a decision of noon."""
    return Act(number=number, author=author, reason=reason, at=NOON)


def acknowledged(evil: str) -> Act:
    """Say who has taken something on."""
    return act(31, f"A. Analyst{evil}", f"calls the port{evil}")


def duty(evil: str) -> Duty:
    """Give an incident that one has taken on, for another, and put off till tomorrow."""
    return Duty(
        acknowledged=acknowledged(evil),
        assigned=act(32, "A. Analyst", f"knows the yard{evil}"),
        to=f"B. Boss{evil}",
        snoozed=act(33, "B. Boss", f"waits{evil}"),
        until=NOON + timedelta(days=1),
        stood=Stood(status="attributed", firmness=6),
    )


def handed(evil: str) -> Handover:
    """Give a handover that was taken over, and whose link is not its own."""
    return Handover(
        gave=act(41, f"A. Analyst{evil}", f"watch the port{evil}"),
        since=NOON - timedelta(hours=8),
        until=NOON,
        paper="h",
        handling="clear",
        before="",
        link="not its own",
        took=act(42, f"B. Boss{evil}", f"read{evil}"),
    )
