"""Puts proposals together: links, what one tells of another, and ids.

An attribution or a denial belongs to the incident named nearest before it. What an attribution says
of the actor and the stage goes back into its incident.
"""

from collections.abc import Sequence

from vedette.code.proposal import Proposal
from vedette.records import Field, Finding, Span, finding_id
from vedette.taxonomy import lexicon

_ORDER = ("incident", "attribution", "denial", "statement", "pledge", "forecast", "call", "posture")
_ACTORS = lexicon("incidents").words("actors.states")
_BEFORE_ATTRIBUTED = frozenset({"reported", "under_investigation", "confirmed"})


def link(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Give the proposals with references set, without those that lack what they refer to."""
    incidents = [p for p in proposals if p.type == "incident"]
    attributions = [p for p in proposals if p.type == "attribution"]
    kept = []
    for proposal in proposals:
        if proposal.type in {"attribution", "denial"}:
            home = _nearest(proposal, incidents)
            if home is not None:
                proposal.about["incident"] = [home]
            elif not _stands_alone(proposal, attributions):
                continue
        kept.append(proposal)
    told = [p for p in kept if p.type == "attribution"]
    for proposal in kept:
        if proposal.type == "incident":
            _voice(proposal)
        if proposal.type == "denial":
            _answer(proposal, told)
        if proposal.type == "attribution":
            _tell(proposal)
    return kept


def _stands_alone(proposal: Proposal, attributions: Sequence[Proposal]) -> bool:
    """Say whether an accusation or answer may stand without an incident that was found.

    It may where a state is accused: the incident is there, only our lists did not know it.
    """
    if proposal.type == "attribution":
        return proposal.first_value("accused") in _ACTORS
    return any(a.first_value("accused") in _ACTORS for a in attributions)


def _nearest(proposal: Proposal, incidents: Sequence[Proposal]) -> Proposal | None:
    """Give the incident with a mention nearest before the anchor; else the first after it."""
    at = proposal.anchor[0].start
    ranked = [
        (_gap(span, at), number)
        for number, incident in enumerate(incidents)
        for span in incident.anchor
    ]
    return incidents[min(ranked)[1]] if ranked else None


def _gap(span: Span, at: int) -> int:
    """Measure how far a mention is; behind the anchor it counts as three times as far."""
    return at - span.start if span.start <= at else 3 * (span.start - at)


def _answer(denial: Proposal, attributions: Sequence[Proposal]) -> None:
    """Point a denial at the accusation that it answers: of the same state, of the same incident."""
    state = next((f.value for f in denial.fields.get("denier", ())), None)
    same = [
        a
        for a in attributions
        if a.about.get("incident") == denial.about.get("incident")
        and (state is None or any(f.value == state for f in a.fields.get("accused", ())))
    ]
    if same:
        at = denial.anchor[0].start
        denial.about["attribution"] = [min(same, key=lambda a: _gap(a.anchor[0], at))]


def _tell(attribution: Proposal) -> None:
    """Let an incident know the accused, and that it is attributed.

    Who accuses did not do it, and the accused is not where it happened.
    """
    incident = next(iter(attribution.about.get("incident", ())), None)
    if incident is None:
        return
    _take_out(incident, "actor", attribution.spans("accuser"))
    _take_out(incident, "where", attribution.spans("accused"))
    firmness = next((f.value for f in attribution.fields["firmness"]), 0)
    if not isinstance(firmness, int) or firmness < 2:
        return
    known = {f.value for f in incident.fields.get("actor", ()) if f.value}
    for accused in attribution.fields.get("accused", ()):
        if accused.value is None or accused.value not in known:
            incident.add("actor", accused)
    status = incident.fields["status"][0]
    if firmness >= 3 and status.value in _BEFORE_ATTRIBUTED:
        incident.fields["status"] = [Field(value="attributed")]


def _take_out(incident: Proposal, name: str, others: Sequence[Span]) -> None:
    """Drop the entries of a field that stand on the same words as something else."""
    if name in incident.fields:
        incident.fields[name] = [
            entry
            for entry in incident.fields[name]
            if entry.span is None
            or not any(s.start < entry.span.end and entry.span.start < s.end for s in others)
        ]


def _voice(incident: Proposal) -> None:
    """Call attributed what names a state as actor in the article's or an official's voice."""
    state = any(f.value in _ACTORS for f in incident.fields.get("actor", ()))
    if state and incident.fields["status"][0].value == "reported":
        incident.fields["status"] = [Field(value="attributed")]


def findings(coding: str, proposals: Sequence[Proposal]) -> tuple[Finding, ...]:
    """Turn proposals into findings with ids, incidents first because others name them."""
    ids: dict[int, str] = {}
    made: list[Finding] = []
    seen: set[str] = set()
    for proposal in sorted(proposals, key=lambda p: (_ORDER.index(p.type), p.anchor[0])):
        finding = _finding(coding, proposal, ids)
        ids[id(proposal)] = finding.id
        if finding.id not in seen:
            seen.add(finding.id)
            made.append(finding)
    return tuple(made)


def _finding(coding: str, proposal: Proposal, ids: dict[int, str]) -> Finding:
    fields = {name: tuple(listed) for name, listed in proposal.fields.items() if listed}
    for name, others in proposal.about.items():
        fields[name] = tuple(Field(value=ids[id(other)]) for other in others)
    anchor = tuple(proposal.anchor)
    return Finding(
        id=finding_id(coding, proposal.type, proposal.kind, anchor, fields),
        type=proposal.type,
        kind=proposal.kind,
        anchor=anchor,
        fields=fields,
        confidence=round(proposal.confidence, 2),
        rule=proposal.rule,
    )
