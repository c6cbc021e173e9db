"""What has changed between two moments: new stories and incidents, and what became of the old.

An incident goes on in the one that holds its first report. What was two and goes on in one was
merged; what holds reports of an older incident and does not go on from any was split off it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from vedette.ledger.recalling import Recalled
from vedette.records import Disagreement, Incident, Story, Telling
from vedette.write import relate

What = Literal["new", "changed", "merged", "split", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of an incident that is another now, and the reports that made it so.

    `decision` is the number of the decision that did, where one did.
    """

    field: str
    before: Any
    after: Any
    reports: tuple[str, ...] = ()
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An incident of either moment and what became of it.

    `others` are the incidents that it was merged from, split off, or went on in. `reports` are the
    articles that tell of it and did not before.
    """

    what: What
    incident: Incident
    others: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All that changed between two moments; `stories` are the new ones."""

    before: Recalled
    after: Recalled
    articles: tuple[str, ...]
    stories: tuple[Story, ...]
    incidents: tuple[Moved, ...] = field(default_factory=tuple)


def differences(before: Recalled, after: Recalled) -> Differences:
    """Compare what was known at two moments."""
    known, at = before.appeared.keys(), after.appeared
    return Differences(
        before=before,
        after=after,
        articles=tuple(sorted(at.keys() - known, key=lambda name: (at[name], name))),
        stories=tuple(one for one in after.stories if known.isdisjoint(one.articles)),
        incidents=tuple(_moved(before, after)),
    )


def _moved(before: Recalled, after: Recalled) -> Iterator[Moved]:
    """Give the incidents that are new, other than they were, or gone."""
    held = _holders(after.incidents)
    into = {one.id: _successor(one, held) for one in before.incidents}
    past: dict[str, list[Incident]] = defaultdict(list)
    for one in before.incidents:
        past[into[one.id]].append(one)
    elder = _holders(before.incidents)
    sides = _sides(before), _sides(after)
    for one in after.incidents:
        if earlier := past[one.id]:
            found = _continued(one, earlier, sides)
            if found.changes or found.reports or found.what == "merged":
                yield found
        else:
            from_ = dict.fromkeys(
                elder[key] for told in one.tellings if (key := _key(told)) in elder
            )
            what: What = "split" if from_ else "new"
            yield Moved(what=what, incident=one, others=tuple(from_), reports=one.articles)
    for one in past[""]:
        yield Moved(what="gone", incident=one)


def _key(told: Telling) -> tuple[str, int]:
    """Name a coded telling so that another version of the coder hardly changes it."""
    return told.article, told.words.start


def _holders(incidents: Iterable[Incident]) -> dict[tuple[str, int], str]:
    return {_key(told): one.id for one in incidents for told in one.tellings if told.finding}


def _successor(one: Incident, held: Mapping[tuple[str, int], str]) -> str:
    """Give the incident that holds the first telling that is still there, empty for none."""
    coded = [told for told in one.tellings if told.finding]
    found = (held[_key(told)] for told in coded if _key(told) in held)
    return next(found, "")


def _continued(
    now: Incident,
    earlier: Sequence[Incident],
    sides: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Moved:
    """Say what changed of an incident, as compared with the oldest that went on in it."""
    first, *merged = earlier
    told = {article for one in earlier for article in one.articles}
    fresh = tuple(article for article in now.articles if article not in told)
    old, new = _fields(first, sides[0]), _fields(now, sides[1])
    changes = tuple(
        Change(
            field=name,
            before=old[name],
            after=new[name],
            reports=_behind(name, now, fresh),
            decision=now.decided.get(name),
        )
        for name in new
        if old[name] != new[name]
    )
    return Moved(
        what="merged" if merged else "changed",
        incident=now,
        others=tuple(one.id for one in merged),
        reports=fresh,
        changes=changes,
    )


def _fields(one: Incident, sides: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out what of an incident is compared."""
    told = relate.incident(one, {})
    names = ("status", "kind", "place", "when", "killed", "injured", "accused")
    return {**{name: told[name] for name in names}, "disagreements": sides.get(one.id, {})}


def _sides(found: Recalled) -> dict[str, dict[str, list[str]]]:
    """Give the values on which the sources of each incident differ, by field."""
    listed: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for one in found.disagreements:
        listed[one.about][one.field] = _values(one)
    return dict(listed)


def _values(one: Disagreement) -> list[str]:
    return sorted(side.value for side in one.sides)


def _behind(name: str, now: Incident, fresh: Sequence[str]) -> tuple[str, ...]:
    """Give the new reports that say what a field has become, or all new ones."""
    new = frozenset(fresh)
    if name == "status":
        steps = [step.article for step in now.steps if step.article in new]
        return tuple(steps[-1:]) or tuple(fresh)
    said = [
        told.article
        for told in now.tellings
        if told.article in new
        and (told.kind == now.kind if name == "kind" else name in told.values)
    ]
    return tuple(dict.fromkeys(said)) or tuple(fresh)


# ── As one object ────────────────────────────────────────────────────────────────────────────────


def laid_out(found: Differences) -> dict[str, Any]:
    """Lay everything out as `vedette.diff/1` tells it."""
    names = {**found.before.names, **found.after.names}
    return {
        "since": found.before.at.isoformat(),
        "until": found.after.at.isoformat(),
        "rules": found.after.rules,
        "coders": {"since": found.before.coders, "until": found.after.coders},
        "late": {"since": found.before.late, "until": found.after.late},
        "articles": relate.named(found.articles, names),
        "stories": [
            {"id": one.id, "reports": relate.named(one.articles, names)} for one in found.stories
        ],
        "incidents": [_told(one, names) for one in found.incidents],
    }


def _told(one: Moved, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "what": one.what,
        "incident": relate.incident(one.incident, names),
        "others": list(one.others),
        "reports": relate.named(one.reports, names),
        "changes": [
            {
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "reports": relate.named(change.reports, names),
                "decision": change.decision,
            }
            for change in one.changes
        ],
    }
