"""The rule coder: one article in, one coding out."""

from dataclasses import replace

from vedette.code.assemble import findings, link
from vedette.code.attribution import find_attributions
from vedette.code.call import find_calls
from vedette.code.dateline import dateline_of, day_of
from vedette.code.denial import find_denials
from vedette.code.forecast import find_forecasts
from vedette.code.incident import find_incidents
from vedette.code.language import is_english
from vedette.code.parsing import Parser, load_parser
from vedette.code.places import Gazetteer, find_places
from vedette.code.pledge import find_pledges
from vedette.code.posture import find_postures
from vedette.code.proposal import Proposal
from vedette.code.quotes import find_quotes
from vedette.code.reading import Reading, Sentence
from vedette.code.scope import in_scope, tells_enough
from vedette.code.sentences import find_sentences
from vedette.code.statement import find_statements
from vedette.code.times import find_times
from vedette.code.triage import worth_parsing
from vedette.code.voices import Voices
from vedette.records import Article, Coding, Span, digest
from vedette.taxonomy import taxonomy_hash

# No article of 227 in the training set is longer than 8,000 characters. What goes on past 60,000 is
# a transcript or a list, takes seconds to parse, and is not coded.
LONGEST = 60_000


class RuleCoder:
    """Codes by lexicons and syntax; knows nothing of any other article.

    Only the first `LONGEST` characters are coded. An article in another language than English, or
    out of scope, has an empty coding.
    """

    name = "rules@1"

    def __init__(self, parser: Parser, gazetteer: Gazetteer) -> None:
        self._parser = parser
        self._gazetteer = gazetteer
        self.taxonomy = digest(taxonomy_hash(), gazetteer.digest, parser.name)[:16]

    def code(self, article: Article) -> Coding:
        """Code one article; the same article gives the same coding, whatever came before."""
        coding = Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
        )
        if not is_english(article):
            return coding
        reading = self.read(article)
        found = link(propose(reading)) if reading.sentences else []
        if not tells_enough(reading.text, {proposal.type for proposal in found}):
            found = []
        return replace(
            coding,
            findings=findings(coding.id, found),
            places=reading.places,
            times=reading.times,
        )

    def read(self, article: Article) -> Reading:
        """Prepare an article: sentences with syntax, quotations, places, times.

        One that is out of scope has no sentences.
        """
        text = article.text[:LONGEST]
        quotes = find_quotes(text)
        published = article.published or day_of(dateline_of(text, find_times(text, None)))
        times = find_times(text, published)
        return Reading(
            text=text,
            published=published,
            sentences=self._sentences(text, quotes) if in_scope(text) else (),
            quotes=quotes,
            times=times,
            dateline=dateline_of(text, times),
            places=find_places(text, self._gazetteer),
        )

    def _sentences(self, text: str, quotes: tuple[Span, ...]) -> tuple[Sentence, ...]:
        spans = find_sentences(text, quotes)
        words = [text[span.start : span.end] for span in spans]
        picked = [worth_parsing(sentence) for sentence in words]
        parses = self._parser.parse([w for w, worth in zip(words, picked, strict=True) if worth])
        return tuple(
            Sentence(
                index=number,
                paragraph=text.count("\n", 0, span.start),
                span=span,
                doc=next(parses) if worth else self._parser.blank(sentence),
            )
            for number, (span, sentence, worth) in enumerate(zip(spans, words, picked, strict=True))
        )


def propose(reading: Reading) -> list[Proposal]:
    """Let every type's module look at an article."""
    statements = list(find_statements(reading))
    voices = Voices(statements)
    incidents = find_incidents(reading)
    attributions = find_attributions(reading, voices)
    accused = [
        str(field.value)
        for proposal in (*incidents, *attributions)
        for name in ("actor", "accused")
        for field in proposal.fields.get(name, ())
        if field.value
    ]
    return [
        *incidents,
        *attributions,
        *find_denials(reading, voices, accused),
        *statements,
        *find_pledges(reading, voices),
        *find_forecasts(reading, voices),
        *find_calls(reading, voices),
        *find_postures(reading, voices),
    ]


def load_rules(gazetteer: Gazetteer) -> RuleCoder:
    """Load the rule coder with its model."""
    return RuleCoder(load_parser(), gazetteer)
