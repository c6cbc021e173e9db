"""The table of accusations and answers: the words of who says them, in a report that is named.

Who is accused and is no state has no name here, nor has who answers; an accuser has, as everywhere.
"""

from collections.abc import Iterator

from vedette.answers import Account, Dossier, Imprint
from vedette.blame import named
from vedette.records import Finding, Value
from vedette.write.naming import is_state
from vedette.write.sayings import own
from vedette.write.tables.reports import report_id
from vedette.write.tables.shape import Row
from vedette.write.withheld import anonymous, names, said, without


def rows(dossier: Dossier, _: Imprint) -> Iterator[Row]:
    """Give a row for each accusation and answer; what a copy says stands with its origin."""
    for number, (account, found) in enumerate(_about(dossier), 1):
        yield {
            "incident": dossier.sheet.line.id,
            "number": number,
            "report": report_id(dossier, account.head.article),
            **_said(found, names(dossier.blamed)),
        }


def _about(dossier: Dossier) -> Iterator[tuple[Account, Finding]]:
    """Give each finding on guilt once, however many tellings of its report lead to it."""
    withheld = names(dossier.blamed)
    seen: set[tuple[str, str]] = set()
    for account in own(dossier.sheet.accounts):
        for found in account.about:
            key = (account.head.article, found.id)
            if key not in seen and said(found, withheld):
                yield account, found
            seen.add(key)


def _said(found: Finding, withheld: frozenset[str]) -> Row:
    accuses = found.type == "attribution"
    speaks = "accuser" if accuses else "denier"
    return {
        "finding": found.id,
        "type": found.type,
        "said": said(found, withheld),
        "speaker": [without(name, withheld) for name in _names(found, speaks)],
        "speaker_states": states(found, speaks),
        "accused": _names(found, "accused"),
        "accused_states": states(found, "accused"),
        "firmness": value(found, "firmness") if accuses else None,
        "answer": None if accuses else value(found, "state"),
    }


def _names(found: Finding, field: str) -> list[str]:
    entries = anonymous(found).fields.get(field, ())
    return list(dict.fromkeys(filter(None, map(named, entries))))


def states(found: Finding, field: str) -> list[str]:
    """Give the states that stand in a field, each once."""
    entries = found.fields.get(field, ())
    return list(dict.fromkeys(str(e.value) for e in entries if is_state(e.value)))


def value(found: Finding, field: str) -> Value:
    """Give the first value of a field, None where it has none."""
    entries = found.fields.get(field, ())
    return next((entry.value for entry in entries if entry.value is not None), None)
