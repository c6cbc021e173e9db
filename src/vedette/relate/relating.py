"""From reports to stories, incidents and disagreements: the whole of relating, as pure functions.

    signatures → links → parts → stories → linking → voices → assembly, disagreements

The answer is a function of the set of reports: it does not depend on the order in which they came.
`relate` takes all of them at once; a ledger keeps the links and calls `picture` for each part that
has changed, which comes to the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.records import Disagreement, Incident, Kinship, LeftOut, Story, Utterance, digest
from vedette.relate import decided, leaving, linking, stories
from vedette.relate.assembly import assemble, voices_of
from vedette.relate.disagreements import Focus, disagreements
from vedette.relate.linking import Group, Related
from vedette.relate.odds import MOST
from vedette.relate.parts import parts
from vedette.relate.rulings import Ruling
from vedette.relate.signatures import Signature
from vedette.relate.utterances import utterances


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a set of reports amounts to: every report stands in one story.

    `left_out` are the findings that decisions keep out of it.
    """

    stories: tuple[Story, ...] = ()
    incidents: tuple[Incident, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def relate(
    signatures: Iterable[Signature],
    origins: Mapping[str, str],
    rulings: Sequence[Ruling] = (),
) -> Picture:
    """Put reports together; `origins` names the article that each copy repeats.

    `rulings` are what analysts have decided; signatures are made with them too.
    """
    listed = in_order(signatures)
    by_name = {signature.article: signature for signature in listed}
    linked = stories.links(listed, origins)
    linked |= dict.fromkeys(decided.together(rulings, by_name), MOST)
    found = [
        picture([by_name[article] for article in part], origins, rulings)
        for part in parts(by_name, linked)
    ]
    return Picture(
        stories=tuple(story for one in found for story in one.stories),
        incidents=tuple(incident for one in found for incident in one.incidents),
        disagreements=tuple(differing for one in found for differing in one.disagreements),
        utterances=tuple(utterance for one in found for utterance in one.utterances),
        left_out=tuple(left for one in found for left in one.left_out),
    )


def in_order(signatures: Iterable[Signature]) -> list[Signature]:
    """Sort reports by when they appeared."""
    return sorted(signatures, key=lambda signature: (signature.at, signature.article))


def picture(
    part: Iterable[Signature], origins: Mapping[str, str], rulings: Sequence[Ruling] = ()
) -> Picture:
    """Work out one part."""
    listed = in_order(part)
    order = tuple(signature.article for signature in listed)
    pairs = stories.all_pairs(listed, origins)
    groups = stories.stories(order, pairs)
    there = frozenset(order)
    given = Related(
        signatures={signature.article: signature for signature in listed},
        order=order,
        story={article: n for n, group in enumerate(groups) for article in group},
        pairs=pairs,
        origins=origins,
        rulings=tuple(one for one in rulings if one.articles & there),
    )
    found = linking.link(given)
    heard = [voices_of(group, given) for group in found]
    incidents = _with_kin([assemble(voices) for voices in heard], found)
    focus = focus_of(incidents)
    said = [
        (one, signature.at.timestamp() / 86_400) for signature in listed for one in signature.said
    ]
    spoken, put_otherwise = utterances(said, origins)
    return Picture(
        stories=tuple(_story(group, incidents, given) for group in groups),
        incidents=tuple(
            decided.corrected(one, given.rulings, given.signatures) for one in incidents
        ),
        left_out=tuple(leaving.left_out(given)),
        disagreements=tuple(
            differing
            for incident, voices in zip(incidents, heard, strict=True)
            for differing in disagreements(incident.id, voices, incident, focus[incident.id])
        )
        + tuple(put_otherwise),
        utterances=tuple(spoken),
    )


def _with_kin(incidents: Sequence[Incident], groups: Iterable[Group]) -> list[Incident]:
    """Name with each incident those that may be the same."""
    return [
        replace(
            one,
            kin=tuple(
                Kinship(
                    one=one.id,
                    other=incidents[near.number].id,
                    odds=near.odds,
                    reasons=near.reasons,
                )
                for near in group.near
            ),
        )
        for one, group in zip(incidents, groups, strict=True)
    ]


def focus_of(incidents: Sequence[Incident]) -> dict[str, Focus]:
    """Say for each incident which reports are on it.

    Of two that a report tells in the same words it begins with the one that was told first.
    """
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, one in enumerate(incidents):
        for telling in one.tellings:
            told[telling.article].append((telling.words.start, n))
    first = {article: incidents[min(listed)[1]].id for article, listed in told.items()}
    alone = frozenset(a for a, listed in told.items() if len({n for _, n in listed}) == 1)
    return {
        one.id: Focus(alone=alone, first=frozenset(a for a in one.articles if first[a] == one.id))
        for one in incidents
    }


def _story(group: Sequence[str], incidents: Iterable[Incident], given: Related) -> Story:
    """Name a story by its first report; its incidents are those that its reports tell first."""
    number = given.story[group[0]]
    return Story(
        id=digest("story", group[0]),
        articles=tuple(group),
        incidents=tuple(
            incident.id
            for incident in incidents
            if given.story[incident.tellings[0].article] == number
        ),
    )
