"""Invented messages that went out: one taken, one put off, one that waits."""

from datetime import timedelta

from tests.web.affair import RAIL
from tests.web.invented import NOON

from vedette.alerts import Alert, Backing, Envelope
from vedette.desk import Sent


def sent(evil: str) -> tuple[Sent, ...]:
    """The newest first; `evil` attacks every word of a stranger."""
    return tuple(
        Sent(
            number=number,
            envelope=Envelope(
                key=f"k{number}",
                channel="duty",
                recipient=f"https://hooks.example/… {evil}".strip(),
                alerts=(_alert(number, cause, evil),),
                made=NOON - timedelta(minutes=10 - number),
            ),
            hash="0" * 32,
            link="1" * 32,
            attempts=attempts,
            outcome=outcome,
            told=f"503 {evil}" if outcome == "again" else "",
            ended=NOON if attempts else None,
        )
        for number, cause, outcome, attempts in (
            (7, "withdrawn", "", 0),
            (6, "stage", "again", 3),
            (5, "new", "taken", 1),
        )
    )


def _alert(number: int, cause: str, evil: str) -> Alert:
    return Alert(
        key=f"a{number}",
        thread="a5",
        rule="rail",
        subject="incident",
        name=RAIL,
        cause=cause,
        headline=f"Sabotage, Lipowa, Poland: confirmed {evil}".strip(),
        made=NOON,
        known=NOON,
        path=f"/incidents/{RAIL}",
        backing=(
            Backing(
                quote=f"A blast {evil}", article="0" * 32, title=f"Blast {evil}",
                outlet=f"Kurier {evil}", source="pl/kurier", url=f"javascript:{evil}",
            ),
        ),
        grade="B2",
        voices=2,
    )  # fmt: skip
