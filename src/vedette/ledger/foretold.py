"""What the register of forecasts is made of: the findings that stand, and what was decided of them.

Nothing of it is kept in a view: the findings and the decisions are read anew, so that a rebuild has
nothing to rebuild and a decision that is withdrawn leaves nothing behind.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from vedette.assess.forecasts.forecast import Resolution
from vedette.assess.forecasts.foretold import Foretold
from vedette.ledger import deciding
from vedette.ledger.foretelling import all_foretold
from vedette.ledger.heads import texts
from vedette.ledger.naming import TYPE, WHO
from vedette.ledger.remembered import Remembered
from vedette.relate import rulings
from vedette.relate.rulings import Ruling, meant


def foretelling() -> Remembered[Foretold]:
    """Give the memory of what every standing report foretells."""
    return Remembered(needs=frozenset({TYPE}), also=frozenset(WHO), timed=True, make=all_foretold)


# ── What was decided ─────────────────────────────────────────────────────────────────────────────


def resolutions(connection: Connection, told: Collection[Foretold]) -> list[Resolution]:
    """Give what analysts decided of forecasts and did not withdraw, with the sayings they mean."""
    listed = list(deciding.decisions(connection, verbs={"resolve", "withdraw"}))
    gone = {made.withdraws for _, made in listed if made.verb == "withdraw"}
    ruled = [rulings.ruling(n, made) for n, made in listed if made.verb == "resolve"]
    # Of what was erased the decision has neither words nor outcome.
    held = [one for one in ruled if one.number not in gone and "outcome" in one.change]
    if not held:
        return []
    printed = texts(connection, {one.decision.article for one in held})
    by_article: dict[str, list[Foretold]] = defaultdict(list)
    for each in told:
        by_article[each.article].append(each)
    return [_resolution(one, by_article, printed) for one in held]


def _resolution(
    one: Ruling, told: Mapping[str, list[Foretold]], printed: Mapping[str, str]
) -> Resolution:
    """Read a decision: it aims at a saying first, and then at what shows how it came out."""
    aim, *shown = one.aims
    there = [(each, each.anchor) for each in told.get(aim.article, ())]
    means = meant(aim, printed.get(aim.article, ""), there)
    return Resolution(
        number=one.number,
        outcome=one.change["outcome"],
        author=one.decision.author,
        reason=one.decision.reason,
        at=one.decision.at,
        sayings=tuple(sorted((each.article, each.finding) for each in means)),
        evidence=shown[0] if shown else None,
    )
