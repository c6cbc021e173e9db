"""What several reports quote as said on one occasion: in whose words, and where they differ.

An utterance stands in the story of the report that quoted it first, as an incident does in that of
the report that told it first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from vedette.answers import Head, Quote, Spoken
from vedette.ledger import incidents
from vedette.ledger import schema as t
from vedette.ledger.heads import heads, sources
from vedette.ledger.relating import utterance_from
from vedette.ledger.store import portions
from vedette.records import Disagreement, Finding, Saying, Span, Utterance
from vedette.relate.utterances import CONTENT


def counts(connection: Connection, stories: Collection[str]) -> Counter[str]:
    """Count in each of these stories what several reports quote of themselves."""
    s, u = t.stories.c, t.utterances.c
    query = select(s.story, u.body).join(t.utterances, u.article == s.article)
    found = [
        (row.story, utterance_from(row.body))
        for some in portions(stories)
        for row in connection.execute(query.where(s.story.in_(some)))
    ]
    origins = _origins(connection, _articles(one for _, one in found))
    return Counter(story for story, one in found if len(_own(_articles([one]), origins)) > 1)


def spoken(connection: Connection, articles: Collection[str]) -> tuple[Spoken, ...]:
    """Give what was quoted first in one of these reports, in the order in which it was."""
    found = _first_in(connection, articles)
    known = heads(connection, _articles(found))
    marked = incidents.findings(connection, {s.finding for one in found for s in one.sayings})
    differing = incidents.differences(connection, [one.id for one in found])
    told = [
        _spoken(one, known, marked, [each for each in differing if each.about == one.id])
        for one in found
    ]
    return tuple(sorted(told, key=lambda one: (one.quotes[0].head.at, one.utterance.id)))


def _first_in(connection: Connection, articles: Collection[str]) -> list[Utterance]:
    u = t.utterances.c
    return [
        utterance_from(body)
        for some in portions(articles)
        for body in connection.execute(
            select(u.body).where(u.article.in_(some)).order_by(u.id)
        ).scalars()
    ]


def _spoken(
    one: Utterance,
    known: Mapping[str, Head],
    marked: Mapping[str, Finding],
    differing: Sequence[Disagreement],
) -> Spoken:
    quotes = tuple(
        Quote(saying=saying, head=known[saying.article], span=_span(saying, marked))
        for saying in one.sayings
        if saying.article in known
    )
    origins = {quote.head.article: quote.head.origin for quote in quotes if quote.head.origin}
    articles = [quote.head.article for quote in quotes]
    own = _own(articles, origins)
    return Spoken(
        utterance=one,
        quotes=quotes,
        reports=len(own),
        voices=_voices(articles, own, known),
        disagreements=tuple(
            replace(
                each,
                sides=tuple(
                    replace(side, voices=_voices(side.articles, own, known)) for side in each.sides
                ),
            )
            for each in differing
        ),
    )


def _span(saying: Saying, marked: Mapping[str, Finding]) -> Span | None:
    """Give where the first of the quoted words stand."""
    finding = marked.get(saying.finding)
    entries = finding.fields.get(CONTENT[finding.type], ()) if finding else ()
    return next((entry.span for entry in entries if entry.span), None)


def _voices(
    articles: Iterable[str], own: Collection[str], known: Mapping[str, Head]
) -> tuple[str, ...]:
    return sources([article for article in articles if article in own], known)


def _articles(listed: Iterable[Utterance]) -> set[str]:
    return {saying.article for one in listed for saying in one.sayings}


def _own(articles: Iterable[str], origins: Mapping[str, str]) -> set[str]:
    """Leave one report of each text: that which the others copy, where it is among them."""
    first: dict[str, str] = {}
    for article in sorted(articles, key=lambda name: (name in origins, name)):
        first.setdefault(origins.get(article, article), article)
    return set(first.values())


def _origins(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    c = t.copies.c
    return {
        row.article: row.origin
        for some in portions(articles)
        for row in connection.execute(select(c.article, c.origin).where(c.article.in_(some)))
    }
