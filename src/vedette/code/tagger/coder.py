"""The coder that ships: a network finds words and roles, grammars and lists give them values."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.code.language import is_english
from vedette.code.places import Gazetteer
from vedette.code.quotes import find_quotes
from vedette.code.tagger.assembly import Assembler
from vedette.code.tagger.features import Features, features
from vedette.code.tagger.look import anchors_of, look
from vedette.code.tagger.network import Network
from vedette.code.tagger.things import Scene
from vedette.code.values import Sight, see
from vedette.records import Article, Coding, Span, digest
from vedette.taxonomy import taxonomy_hash

# No article of the training set is longer than 9,000 characters. What goes on past 60,000 is a
# transcript or a list, takes seconds, and is not coded.
LONGEST = 60_000


class TaggerCoder:
    """Codes English news; knows nothing of any other article.

    Only the first `LONGEST` characters are coded. An article in another language, or out of scope,
    has an empty coding.
    """

    name = "tagger@1"

    def __init__(self, network: Network, gazetteer: Gazetteer) -> None:
        self._network = network
        self._assembler = Assembler(network)
        self._gazetteer = gazetteer
        self.taxonomy = digest(taxonomy_hash(), gazetteer.digest, network.digest)[:16]

    def code(self, article: Article) -> Coding:
        """Code one article; the same article gives the same coding, whatever came before."""
        coding = Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
        )
        text = article.text[:LONGEST]
        if not is_english(article):
            return coding
        if not self._network.triage.worth_a_look(text, article.title):
            return coding
        sight = see(article, text, self._gazetteer)
        coding = replace(coding, places=sight.places, times=sight.times)
        scene = self.look(sight)
        if scene is None or scene.scope < self._network.asked(text):
            return coding
        anchors = anchors_of(self._network, scene)
        return replace(coding, findings=self._assembler.findings(coding.id, scene, anchors))

    def look(self, sight: Sight) -> Scene | None:
        """Let the encoder look at an article; None where it has no words."""

        def known(words: Sequence[Span]) -> Features:
            return features(
                sight.text,
                words,
                quotes=find_quotes(sight.text),
                times=(time.span for time in sight.times),
                places=(place.span for place in sight.places),
            )

        return look(self._network, sight, known)
