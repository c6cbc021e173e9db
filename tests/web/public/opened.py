"""A small desk that is opened to everybody: the invented affair with a culprit who has a name."""

from dataclasses import replace

from tests.web.affair import NEAR, RAIL
from tests.web.invented import NOON
from tests.web.small import SmallDesk
from tests.write import dossiers

from vedette.ledger.vanished import Vanished
from vedette.records import Field
from vedette.review import in_review

JOINED, DISMISSED, EDITED, REREAD, ELSEWHERE = ("fe" + str(n) * 30 for n in range(1, 6))
SECRET = "The duty officer's cousin rang and laughed"


class OpenDesk(SmallDesk):
    """Answers what a public site asks beyond what pages do."""

    def dossier(self, name):
        told = {RAIL: dossiers.dossier, NEAR: dossiers.near}
        return told[name](self.evil) if name in told else None

    def blamed(self, articles):
        return (Field(text=dossiers.CULPRIT),) if articles else ()

    def waits(self, found):
        return in_review(found)

    def story(self, name):
        found = super().story(name)
        return found and replace(
            found, line=replace(found.line, title=f"{dossiers.CULPRIT} and a line {self.evil}")
        )

    def vanished(self):
        return (
            Vanished(id=JOINED, why="joined", into=(RAIL,)),
            Vanished(id=DISMISSED, why="decided", at=NOON, decision=14, verb="dismiss"),
            Vanished(id=EDITED, why="edited", at=NOON),
            Vanished(id=REREAD, why="reread", at=NOON, into=(RAIL, "not public")),
            Vanished(id=ELSEWHERE, why="joined", into=("not public",)),
        )
