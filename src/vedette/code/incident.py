"""Gathers mentions into incidents: one for each thing that the article tells.

Mentions of one kind are one incident, unless a mention in a later paragraph or with a day of its
own names other places. Words of a vaguer kind in the same sentences join the clearer one.
"""

from dataclasses import dataclass, field

from vedette.code.actors import add_actor, add_means, add_target
from vedette.code.mentions import ENOUGH, Mention, find_mentions, find_pointers
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.scene import add_when, add_where
from vedette.code.settings import places_of
from vedette.code.status import add_status
from vedette.code.toll import add_casualties, add_effects, add_series
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of

_TAKEN_BACK = frozenset({"accident", "contested", "refuted", "retracted", "revised"})
_YIELDS = lexicon("incidents").classes("yields")


@dataclass(slots=True, kw_only=True, eq=False)
class Cluster:
    """Mentions taken to be of one incident."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    def weight(self) -> float:
        """Add up what the mentions are worth."""
        return sum(m.weight for m in self.mentions)

    def sentences(self) -> list[Sentence]:
        """Give the sentences of the mentions, each once, in their order."""
        unique = {m.sentence.index: m.sentence for m in self.mentions}
        return [unique[index] for index in sorted(unique)]


def find_incidents(reading: Reading) -> list[Proposal]:
    """Propose the incidents of an article, in the order of their first mention."""
    clusters = _merged(_clusters(reading))
    real = [c for c in clusters if c.weight() >= ENOUGH]
    real.sort(key=lambda c: min(m.span for m in c.mentions))
    made = [(cluster, _proposal(reading, cluster, real)) for cluster in real]
    return [proposal for cluster, proposal in made if _told(cluster, proposal)]


def _told(cluster: Cluster, proposal: Proposal) -> bool:
    """Say whether an incident was told, or one told before is taken back, not merely negated."""
    if any(m.weight > 0 and not m.undone for m in cluster.mentions):
        return True
    return proposal.first_value("status") in _TAKEN_BACK


def _clusters(reading: Reading) -> list[Cluster]:
    by_kind: dict[str, list[Cluster]] = {}
    titles: list[Mention] = []
    for mention in find_mentions(reading):
        if mention.sentence.index == 0:
            titles.append(mention)
            continue
        listed = by_kind.setdefault(mention.kind, [])
        places = _scenes(reading, mention.sentence)
        home = next((c for c in reversed(listed) if _same(c, mention, places)), None)
        if home is None:
            home = Cluster(kind=mention.kind)
            listed.append(home)
        home.mentions.append(mention)
        home.places |= places
    for mention in titles:
        listed = by_kind.setdefault(mention.kind, [])
        if not listed:
            listed.append(Cluster(kind=mention.kind))
        listed[0].mentions.append(mention)
    return [cluster for listed in by_kind.values() for cluster in listed]


def _scenes(reading: Reading, sentence: Sentence) -> set[str]:
    """Give the places below a country that a sentence plays at: a country tells nothing apart."""
    return {place for place in places_of(reading, sentence) if country_of(place.title()) is None}


def _same(cluster: Cluster, mention: Mention, places: set[str]) -> bool:
    last = cluster.mentions[-1].sentence
    if last.index == mention.sentence.index or not places or not cluster.places or mention.bare:
        return True
    return bool(cluster.places & places) or last.paragraph == mention.sentence.paragraph


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Let clusters of vaguer kinds give way to clearer ones in the same sentences."""
    gone: set[int] = set()
    for cluster in clusters:
        for stronger in clusters:
            if (
                stronger is not cluster
                and id(stronger) not in gone
                and stronger.kind in _YIELDS.get(cluster.kind, ())
                and stronger.weight() >= ENOUGH
                and _meet(cluster, stronger)
            ):
                stronger.mentions.extend(cluster.mentions)
                gone.add(id(cluster))
                break
    return [c for c in clusters if id(c) not in gone]


def _meet(one: Cluster, other: Cluster) -> bool:
    mine = {s.index for s in one.sentences()}
    return bool(mine & {s.index for s in other.sentences()})


def _proposal(reading: Reading, cluster: Cluster, clusters: list[Cluster]) -> Proposal:
    body = [m for m in cluster.mentions if m.weight > 0] or cluster.mentions
    first = next((m for m in body if m.sentence.index > 0), body[0])
    ordered = [first, *(m for m in cluster.mentions if m is not first)]
    proposal = Proposal(
        type="incident",
        kind=cluster.kind,
        anchor=[m.span for m in ordered],
        sentence=first.sentence,
        rule=f"incident.{cluster.kind}:{first.pattern}",
        confidence=min(0.95, 0.4 + 0.15 * cluster.weight()),
    )
    _add_pointers(reading, proposal, cluster, clusters)
    near = [first.sentence, *(s for s in cluster.sentences() if s is not first.sentence)]
    others = {s.index for c in clusters if c is not cluster for s in c.sentences()}
    alone = len(clusters) == 1
    _fill(reading, proposal, near, _following(reading, near, others, alone=alone))
    add_status(reading, proposal, near, others, alone=alone)
    return proposal


def _fill(
    reading: Reading, proposal: Proposal, near: list[Sentence], after: list[Sentence]
) -> None:
    """Fill everything but the status; `near` are the mentions' sentences, the clearest first."""
    around = [*near, *after]
    add_when(reading, proposal, [*near, *after[:1]])
    add_where(reading, proposal, around)
    add_actor(reading, proposal, near)
    add_target(reading, proposal, near)
    add_means(reading, proposal, around)
    add_effects(reading, proposal, around)
    add_casualties(reading, proposal, around)
    add_series(reading, proposal, near)


def _following(
    reading: Reading, near: list[Sentence], others: set[int], *, alone: bool
) -> list[Sentence]:
    """Give the sentences after the mentions that belong to no other incident."""
    reach = 3 if alone else 2
    own = {s.index for s in near}
    found: list[Sentence] = []
    for sentence in near:
        for step in range(1, reach + 1):
            index = sentence.index + step
            if index >= len(reading.sentences) or index in own or index in others:
                break
            own.add(index)
            if not _is_dateline(reading, reading.sentences[index]):
                found.append(reading.sentences[index])
    return found


def _is_dateline(reading: Reading, sentence: Sentence) -> bool:
    day = reading.dateline
    return day is not None and sentence.span.start <= day.span.start < sentence.span.end


def _add_pointers(
    reading: Reading, proposal: Proposal, cluster: Cluster, clusters: list[Cluster]
) -> None:
    """Add the words that point back, where only one incident of this kind could be meant."""
    if sum(c.kind == cluster.kind for c in clusters) > 1:
        return
    begin = min(m.span.start for m in cluster.mentions)
    for kind, span, _ in find_pointers(reading):
        taken = any(a.start < span.end and span.start < a.end for a in proposal.anchor)
        if kind == cluster.kind and span.start > begin and not taken:
            proposal.anchor.append(span)
