"""What two analysts have decided of the invented incident."""

from datetime import timedelta

from tests.web.affair import RAIL
from tests.web.invented import NOON

from vedette.desk.decisions import Decided
from vedette.ledger.deciding import change
from vedette.records import Aim, Decision, Report
from vedette.relate.rulings import ruling


def decided(reports: tuple[Report, ...], evil: str) -> list[Decided]:
    """Two kinds that differ, a merge with its withdrawal, and what never comes again."""
    aims = [
        Aim(article=one.article.id, words=one.article.text[slice(*one.findings[0].anchor[0])])
        for one in reports[:3]
    ]

    def made(number: int, verb, author: str, *aimed: Aim, withdraws: int | None = None, **told):
        first, *also = aimed or (Aim(article=""),)
        return ruling(
            number,
            Decision(
                author=f"{author}{evil}",
                reason=f"seen {number} {evil}".strip(),
                at=NOON + timedelta(minutes=number),
                verb=verb,
                article=first.article,
                words=first.words,
                type="incident",
                change=change(also=also, **told),
                withdraws=withdraws,
            ),
        )

    here = (RAIL,)
    return [
        Decided(
            ruling=made(11, "correct", "A. Analyst", aims[0], kind="arson"),
            standing="overruled",
            by=14,
            differs=(14,),
            incidents=here,
        ),
        Decided(
            ruling=made(12, "must_link", "A. Analyst", *aims),
            standing="withdrawn",
            by=13,
            incidents=here,
        ),
        Decided(ruling=made(13, "withdraw", "B. Boss", withdraws=12)),
        Decided(
            ruling=made(14, "correct", "B. Boss", aims[0], kind="sabotage"),
            differs=(11,),
            incidents=here,
        ),
        Decided(
            ruling=made(15, "never", "B. Boss", phrase=f"fire drill{evil}", until="2026-12-31"),
        ),
    ]
