"""What counts as having happened, who is settled as its actor, and what was hit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vedette.answers import Dossier
from vedette.records import Finding
from vedette.write.naming import is_state
from vedette.write.sayings import own
from vedette.write.tables.accusations import states, value

UNDONE: Final = frozenset({"accident", "refuted", "retracted", "foiled"})
"""Stages in which nothing of the kind happened: those who count rows must not count these."""
ESTABLISHED: Final = 6
"""The rung of an attribution that a court has found, or that the accused has admitted."""
OWNED: Final = frozenset({"accepted", "claimed"})
"""Answers by which somebody says that it was he."""
CLEARED: Final = frozenset({"acquitted", "charges_dropped"})
"""Stages in which whoever was named before is so no longer."""
SECTORS: Final[Mapping[str, str]] = {
    "government": "GOV",
    "military": "MIL",
    "health": "MED",
    "media": "JRN",
    "finance": "BUS",
    "arms_industry": "BUS",
    "housing": "CVL",
}
"""Classes of what was hit that are sectors of PLOVER too."""
ABROAD: Final = frozenset({"diplomatic", "ship", "person"})
"""Classes of what may be another state's than the one in which it was hit."""


def counted(dossiers: Iterable[Dossier]) -> Iterator[Dossier]:
    """Leave out what did not happen."""
    return (one for one in dossiers if one.sheet.line.status not in UNDONE)


def actors(dossier: Dossier) -> list[str]:
    """Name the states that did it, as a court found or they themselves say; none while it is open.

    Where sources differ on who did it, and where whoever was accused was cleared, nobody is named.
    """
    line = dossier.sheet.line
    if "accused" in line.disagreements or line.status in CLEARED:
        return []
    found = (found for account in own(dossier.sheet.accounts) for found in account.about)
    return list(dict.fromkeys(code for one in found for code in _settled(one)))


def _settled(found: Finding) -> list[str]:
    if found.type == "attribution":
        return states(found, "accused") if value(found, "firmness") == ESTABLISHED else []
    return states(found, "denier") if value(found, "state") in OWNED else []


def hit(dossier: Dossier) -> tuple[str, list[str]] | None:
    """Give the state whose people or things were hit, and their sectors; None where unsure."""
    line = dossier.sheet.line
    if line.spot is None or not is_state(line.spot.country) or not line.targets:
        return None
    if ABROAD & set(line.targets):
        return None
    sectors = [SECTORS[target] for target in line.targets if target in SECTORS]
    return line.spot.country, list(dict.fromkeys(sectors))
