"""The table of disagreements: each value with who holds it."""

from collections.abc import Iterator

from vedette.answers import Dossier, Imprint
from vedette.write.naming import is_state
from vedette.write.tables.reports import here, report_id
from vedette.write.tables.shape import Row
from vedette.write.withheld import SOMEBODY, names, without


def rows(dossier: Dossier, _: Imprint) -> Iterator[Row]:
    """Give a row for each side of each disagreement."""
    told, withheld = here(dossier), names(dossier.blamed)
    for differing in dossier.sheet.disagreements:
        for number, side in enumerate(differing.sides, 1):
            yield {
                "incident": dossier.sheet.line.id,
                "field": differing.field,
                "side": number,
                "value": _value(differing.field, side.value, withheld),
                "voices": list(side.voices),
                "reports": [report_id(dossier, one) for one in side.articles if one in told],
            }


def _value(field: str, value: str, withheld: frozenset[str]) -> str:
    """Give what a side says; whoever is accused and is no state has no name."""
    if field != "accused":
        return without(value, withheld)
    return value if is_state(value) else SOMEBODY
