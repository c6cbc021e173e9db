"""What pages, exports and the API may ask of a desk. Nothing here writes."""

from collections.abc import Mapping
from typing import Any

from vedette.desk.affairs import Affairs
from vedette.desk.briefing import (
    Brief,
    BriefAsk,
    Paper,
    Reported,
    brief,
    in_review_since,
    reported,
)
from vedette.desk.discretion import Discretion
from vedette.desk.findings import Findings
from vedette.desk.gauging import Gauging
from vedette.desk.held import Due, clock
from vedette.desk.shifting import Shifting
from vedette.desk.watchful import Watchful
from vedette.duty import Act
from vedette.errors import NotHeld
from vedette.handling import within
from vedette.ledger import deciding
from vedette.records import Decision

__all__ = ["Desk", "Due", "clock"]


class Desk(Findings, Affairs, Shifting, Watchful, Gauging, Discretion):
    """One ledger and its sources, ready for questions.

    `ledger` is an address (`sqlite:///path`) or an open `Store`. `also` names the coders whose
    findings are listed beside those of the coder that counts. `sample` marks the desk of the
    bundled archive, whose every page and export says so. `due` tells a watching desk's next polls.
    `thresholds` are the confidences below which a finding is in review, `silence` is how long a
    stage of an incident holds without a word. `nearing` knows what the user watches over,
    `pledging` the official figures that pledges are measured by, `forecasting` the yardstick that
    turns words into likelihoods. `channels` name those over which watches may tell.
    `languages` tells those that the coder reads, when they are asked for; None stands for all.
    `promise` bounds the false ones among its alarms. `analysts` is how many must release what goes
    to the public.

    Lists of findings, with their counts and exports, hold what every one of these coders found,
    each under its name. What measures the desk (findings of a source, of a search hit, of the
    whole) counts one coder alone, so that nothing is counted twice because two looked at it.
    """

    def brief(self, ask: BriefAsk) -> Brief:
        """Collect what there is to tell of some days, in order of consequence."""
        return brief(self, ask, self._now(), self._reported(ask))

    def _reported(self, ask: BriefAsk) -> Reported:
        """Give what the incidents of some days tell, kept until the views are others."""
        told = self._noted.reported.of(ask, self.views(), lambda: reported(self, ask))
        quiet = self._quiet()
        return told.marked(lambda line: in_review_since(line, quiet))

    def papers(self) -> list[Paper]:
        """Give the briefs that were signed, the newest first."""
        with self._reading() as connection:
            listed = [_paper(*one) for one in deciding.papers(connection)]
        return [one for one in listed if within(one.handling, self._ceiling)]

    def paper(self, number: int) -> tuple[Paper, bytes]:
        """Give a signed brief with its bytes as they were kept, none if erased; raises NotHeld."""
        with self._reading() as connection:
            found = [_paper(*one) for one in deciding.papers(connection, number)]
            kept = deciding.paper(connection, number)
        if found and not within(found[0].handling, self._ceiling) and self.frank:
            raise self._withheld("paper", str(number), found[0].handling)
        if not found or not within(found[0].handling, self._ceiling):
            remedy = "see the numbers with vedette decide list"
            raise NotHeld(what="no paper has this number", where=str(number), remedy=remedy)
        return found[0], kept or b""


def _paper(
    number: int, made: Decision, held: Mapping[str, Any], back: Act | None, erased: Act | None
) -> Paper:
    return Paper(
        number=number,
        name=held["name"],
        author=made.author,
        at=made.at,
        reason=made.reason,
        handling=held.get("handling", "clear"),
        of=held.get("of", ""),
        withdrawn=back,
        erased=erased,
    )
