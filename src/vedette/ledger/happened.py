"""Incidents as they are compared with what was foretold: by their days, kind, place and words."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from vedette.assess.forecasts.deciders import Happened, days_of
from vedette.ledger import related, rows
from vedette.ledger import schema as t
from vedette.ledger.heads import texts
from vedette.ledger.since import Since
from vedette.ledger.stream import around
from vedette.relate import words


class Course:
    """Every incident as it is compared with forecasts; those are made that are others than before.

    All of 20,000 take 3 s. An incident is as it was while its digest is the same and its reports
    stand as they did.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, Happened]] = {}
        self._since: Since | None = None

    def happened(self, connection: Connection) -> list[Happened]:
        """Give what a connection sees, in the order in which it was first told."""
        i = t.incidents.c
        listed = connection.execute(select(i.id, i.first).order_by(i.first, i.id))
        first = {row.id: row.first for row in listed}
        digests = dict(related.digests(connection))
        held = {
            name: known
            for name, known in self._unmoved(connection).items()
            if digests.get(name) == known[0]
        }
        fresh = {name: at for name, at in first.items() if name not in held}
        held |= {one.id: (digests[one.id], one) for one in _made(connection, fresh)}
        self._held, self._since = held, Since.now(connection)
        return [held[name][1] for name in first]

    def _unmoved(self, connection: Connection) -> Mapping[str, tuple[int, Happened]]:
        """Give what is held of incidents whose reports stand as they did."""
        if self._since is None or not self._since.tells(connection):
            return {}
        changed = {article for _, article in self._since.changed(connection)}
        moved = set(related.telling(connection, changed))
        return {name: known for name, known in self._held.items() if name not in moved}


def _made(connection: Connection, first: Mapping[str, str]) -> list[Happened]:
    """Make some incidents, by when each was first told, with the words of its surest telling."""
    told = list(related.named(connection, first))
    shown = {one.id: max(one.tellings, key=lambda telling: telling.confidence) for one in told}
    printed = texts(connection, {one.article for one in shown.values()})
    found = []
    for one in told:
        telling = shown[one.id]
        cuts = words.stems(around(printed[telling.article], *telling.words)[1])
        found.append(
            Happened(
                id=one.id,
                kind=one.kind,
                days=days_of(rows.moment(first[one.id]).date(), one.when),
                place=frozenset(words.stems(one.spot.name)) if one.spot else frozenset(),
                country=one.spot.country if one.spot else "",
                accused=frozenset(one.accused),
                words={cut: words.rarity(cut) for cut in cuts},
            )
        )
    return found
