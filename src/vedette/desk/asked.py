"""Rules with a query line: which incidents answer it, and the rule that a watch is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from vedette.alerts import Rule, Watch
from vedette.assess.alerting.happened import Known
from vedette.desk.declaring import hours
from vedette.desk.fitting import Placed, fitting
from vedette.errors import ConfigurationError, QueryError
from vedette.ledger import schema as t
from vedette.ledger import seeking
from vedette.ledger.seeking import Means
from vedette.ledger.store import portions
from vedette.query import parse
from vedette.records import Issue
from vedette.review import Thresholds
from vedette.sought import Query


def answering(
    connection: Connection, query: Query, known: Sequence[Known], thresholds: Thresholds
) -> frozenset[str]:
    """Name the incidents among some that answer a query line; what is in review counts not.

    They are given as `sure` leaves them.
    """
    placed = [
        Placed.of(one.incident.id, one.line.grade, len(one.line.voices), one.incident.spot)
        for one in known
    ]
    means = Means(incidents=fitting(query, placed), needed=thresholds)
    where = seeking.incidents(query, means)
    i = t.incidents.c
    return frozenset(
        name
        for some in portions([one.name for one in placed])
        for name in connection.execute(select(i.id).where(i.id.in_(some), *where)).scalars()
    )


COUNTED = ("kind", "place", "country")
"""Fields of a watch on alarms: these alone name series of counts."""


def rules_of(watches: Iterable[Watch]) -> tuple[dict[str, Rule], list[Issue]]:
    """Give the rules that watches are, by their names, and what is wrong with those that are none.

    A line that an earlier vedette took may have a value that none can have.
    """
    found, faults = {}, []
    for one in watches:
        try:
            found[one.name] = rule_of(one)
        except (QueryError, ConfigurationError) as fault:
            what = f"the watch {one.name} is not looked for: {fault.what}"
            faults.append(
                Issue(
                    stage="send",
                    what=what,
                    input=fault.where,
                    why=fault.why,
                    remedy=f"{fault.remedy}, and save it anew at /watches",
                )
            )
    return found, faults


def rule_of(watch: Watch) -> Rule:
    """Give the rule that a watch is; raises ConfigurationError for one that asks the impossible."""
    query = parse(watch.query)
    rule = Rule(
        name=watch.name,
        channels=watch.channels,
        causes=watch.causes,
        quiet=hours("the quiet hours", watch.quiet, Form()),
        wakes=watch.wakes,
        urgent=watch.urgent,
    )
    if watch.on == "incident":
        return replace(rule, query=query.line)
    for one in query.clauses:
        if one.name not in COUNTED or one.negated:
            raise ConfigurationError(
                what="alarms are not counted by that",
                where=f"the query, character {one.at + 1}",
                remedy=f"ask of alarms by {', '.join(COUNTED)} alone, or watch incidents",
            )
    places = (*_values(query, "place"), *_values(query, "country"))
    return replace(rule, on="alarm", kinds=tuple(_values(query, "kind")), places=places)


class Form:
    """Where a watch is written: a form, which has no lines."""

    def fault(self, what: str, remedy: str, *, why: str = "") -> ConfigurationError:
        """Say what cannot be."""
        return ConfigurationError(what=what, where="the watch", why=why, remedy=remedy)


def _values(query: Query, name: str) -> Iterable[str]:
    return (str(value) for one in query.of(name) for value in one.values)
