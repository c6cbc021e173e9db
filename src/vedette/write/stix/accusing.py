"""Who accuses whom and who denies, as relationships of those who say it.

`attributed-to` and `threat-actor` are never written: they would be the desk's own word. An accuser
is an identity that `accuses`, `suspects` or `links` a state, in words that name whose they are; a
state that answers `denies` the incident. Who is accused and is no state has no name here: what is
said of him is a note.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from vedette.answers import Account
from vedette.blame import UNKNOWN
from vedette.records import Finding, Value
from vedette.write.naming import is_state
from vedette.write.stix.identities import nation, publisher, unnamed
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, provenance
from vedette.write.stix.scales import confidence, verb
from vedette.write.withheld import said as worded

ANSWERS: Final = {
    "no_comment": "does-not-comment-on",
    "accepted": "accepts",
    "claimed": "claims",
}
"""What the relationship of who answers is called, by the state of a denial; else `denies`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One accusation or answer: whose it is, what it is called, and whom or what it is about."""

    speaker: Object
    verb: str
    about: Object | None = None


def said(making: Making, account: Account, report: str) -> Iterator[Object]:
    """Write what a report says of guilt: identities, relationships and notes."""
    for found in account.about:
        listed = list(_accusations(making, account, found) or _answers(found))
        for one in listed:
            yield one.speaker
            if one.about:
                yield one.about
            yield _relationship(making, account, found, one, report)
        if not listed and (words := worded(found, making.withheld)):
            yield _note(making, account, found, words, report)


def _accusations(making: Making, account: Account, found: Finding) -> list[Said]:
    """Give the accusations of states; who says that he does not know whom accuses nobody."""
    rung = _value(found, "firmness")
    if found.type != "attribution" or rung == UNKNOWN:
        return []
    speaker = _speaker(making, account, found)
    accused = [nation(code) for code in _states(found, "accused")]
    return [
        Said(speaker=speaker, verb=verb(rung), about=one)
        for one in accused
        if one["id"] != speaker["id"]
    ]


def _speaker(making: Making, account: Account, found: Finding) -> Object:
    """Give whose accusation it is: a state, somebody without a state, or the report itself."""
    head = account.head
    for code in _states(found, "accuser"):
        return nation(code)
    source = making.source(head.source)
    name = source.name if source else head.outlet
    if entries := found.fields.get("accuser"):
        return unnamed(name, making.marked(head.handling), entries[0].text or "")
    return publisher(source, head.outlet, making.marked(head.handling))


def _answers(found: Finding) -> list[Said]:
    if found.type != "denial":
        return []
    called = ANSWERS.get(str(_value(found, "state")), "denies")
    return [Said(speaker=nation(code), verb=called) for code in _states(found, "denier")]


def _relationship(
    making: Making, account: Account, found: Finding, one: Said, report: str
) -> Object:
    """Write one; its confidence is the report's, by its grade: that it happened, not who did it."""
    about = one.about["id"] if one.about else making.incident
    return making.made(
        "relationship",
        account.head.article,
        one.speaker["id"],
        one.verb,
        about,
        relationship_type=one.verb,
        description=f"{worded(found, making.withheld)}, as {account.head.outlet} reports. Whoever"
        " wrote this object accuses nobody; its confidence is that of the report that there was an"
        " incident.",
        source_ref=one.speaker["id"],
        target_ref=about,
        confidence=confidence(account.grade),
        extensions=_shown(making, found, report),
    )


def _note(making: Making, account: Account, found: Finding, words: str, report: str) -> Object:
    return making.made(
        "note",
        account.head.article,
        found.type,
        words,
        abstract="accusation" if found.type == "attribution" else "answer",
        content=f"{words}, as {account.head.outlet} reports.",
        object_refs=[making.incident, report],
        extensions=_shown(making, found, report),
    )


def _shown(making: Making, found: Finding, report: str) -> Object:
    """Point at the words that show it, and at the incident, which a relationship cannot name."""
    return provenance(
        incident_ref=making.incident,
        report_ref=report,
        finding=found.id,
        words=list(map(list, found.anchor)),
        firmness=_value(found, "firmness"),
    )


def _states(found: Finding, name: str) -> Iterable[str]:
    return dict.fromkeys(str(e.value) for e in found.fields.get(name, ()) if is_state(e.value))


def _value(found: Finding, name: str) -> Value:
    entries = found.fields.get(name, ())
    return next((entry.value for entry in entries if entry.value is not None), None)
