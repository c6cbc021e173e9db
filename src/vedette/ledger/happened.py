"""Incidents as they are compared with what was foretold: by their days, kind, place and words."""

from sqlalchemy import Connection, select

from vedette.assess.forecasts.deciders import Happened, days_of
from vedette.ledger import related, rows
from vedette.ledger import schema as t
from vedette.ledger.heads import texts
from vedette.ledger.stream import around
from vedette.relate import words


def happened(connection: Connection) -> list[Happened]:
    """Give every incident as it is compared with forecasts, by the words of its surest telling."""
    i = t.incidents.c
    first = {row.id: row.first for row in connection.execute(select(i.id, i.first))}
    told = list(related.incidents(connection))
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
