"""The coder of a language that the network reads: lists say where to look, it says what is there.

What is worth a look is decided by the language's lists and the judge of notions (`lists`); the
network then finds all eight types, and times, places, states and numbers get their values by the
grammars of the language.
"""

from dataclasses import replace
from functools import partial

from vedette.code.languages import Language
from vedette.code.languages.hints import hints
from vedette.code.languages.lists import Lists
from vedette.code.languages.page import Page
from vedette.code.languages.sight import seen
from vedette.code.places import Gazetteer
from vedette.code.tagger.assembly import Assembler
from vedette.code.tagger.look import anchors_of, look
from vedette.code.tagger.network import Network
from vedette.code.tagger.things import Scene
from vedette.records import Article, Coding, digest

FIRST = 2
"""Windows, of some 350 words each, in which an article says whether it is in scope. A long page of
another matter costs no more than these."""


class TaggedCoder:
    """Codes one language; knows nothing of other articles."""

    def __init__(self, language: Language, gazetteer: Gazetteer, network: Network) -> None:
        self._language = language
        self._lists = Lists(language, gazetteer)
        self._network = network
        self._assembler = Assembler(network)
        self.name = language.name
        self.taxonomy = digest(self._lists.digest, network.digest)[:16]

    def code(self, article: Article) -> Coding:
        """Code one article; the same article gives the same coding, whatever came before."""
        page = self._lists.read(article)
        coding = Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
            places=tuple(spot.place for spot in page.spots),
            times=page.times,
        )
        scene = self._looked(page)
        if scene is None or scene.scope < self._network.asked(page.text):
            return coding
        anchors = anchors_of(self._network, scene)
        return replace(coding, findings=self._assembler.findings(coding.id, scene, anchors))

    def scene(self, article: Article) -> Scene | None:
        """Give what the network sees of an article; None where it need not look, or look on."""
        return self._looked(self._lists.read(article))

    def _looked(self, page: Page) -> Scene | None:
        if not self._lists.worth_a_look(page):
            return None
        known = partial(hints, page, self._language)
        return look(self._network, seen(page, self._language), known, FIRST)
