"""A quiet desk that a ring of new outlets floods with incidents that never were.

The outlets are in nobody's list, as those are that come in through an index of the web or an
archive. Each incident is told by several of them, in words of their own, so that none is a copy.
"""

from dataclasses import dataclass

from tests.desk.test_lookout import Ledger, day

from vedette.desk import IncidentAsk
from vedette.desk.paging import pages

ATTACK = 120
"""The day on which the flood begins: after four quiet months."""
DAYS = 5
HONEST = ATTACK + 50
"""The day on which a listed outlet tells of four fires."""
ATTACKED = (
    "Turku", "Oulu", "Vaasa", "Tampere", "Lahti", "Kuopio", "Jyväskylä", "Lappeenranta",
    "Seinäjoki", "Mikkeli", "Kokkola", "Kouvola", "Savonlinna", "Rauma", "Kemi", "Iisalmi",
    "Raahe", "Imatra", "Salo", "Hamina",
)  # fmt: skip
"""Towns that a flood may tell of; it tells of the first of them."""
UNTOUCHED = ("Kotka", "Joensuu", "Rovaniemi", "Pori")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """What a desk makes of a flood.

    `best` is the best credibility that an invented incident has; `silent` are alarms that hold
    invented incidents and do not warn of it; `honest` tells whether fires that a listed outlet
    tells in another week ring without a warning.
    """

    invented: int
    best: int
    alarms: int
    silent: int
    honest: bool


def flooded(path, *, outlets, reports, each=5, towns=3):
    """Flood a new ledger at a path, look at the desk that day, then let an honest outlet tell."""
    ledger = Ledger(path)
    ledger.watch(0, ATTACK + 60)
    ledger.fire("Kajaani", 40)
    for number in range(reports):
        told = number // each
        ledger.fire(
            ATTACKED[told % towns],
            ATTACK + told // towns % DAYS,
            source=f"archive/ring-{number % outlets}",
        )
    desk = ledger.desk(ATTACK + DAYS)
    lines = [line for page in pages(desk.incidents, IncidentAsk(limit=100)) for line in page.lines]
    best = [int(line.grade[-1]) for line in lines if any("ring" in one for one in line.voices)]
    lookout = desk.lookout()
    for town in UNTOUCHED:
        ledger.fire(town, HONEST)
    later = ledger.desk(HONEST + 2).lookout()
    ledger.store.close()
    rung = [one for one in later.alarms if one.alarm.day >= day(HONEST).date()]
    return Flooded(
        invented=len(best),
        best=min(best),
        alarms=len(lookout.alarms),
        silent=sum(bool(one.unverified) and not one.rests_on_strangers for one in lookout.alarms),
        honest=any(not one.unverified for one in rung),
    )
