"""The coder of a language that is a folder: one article in, incidents and statements out.

Its word lists are read for their hash when it is made, and compiled with its first article. What
they miss, a judge that was learnt sees by the notions of a sentence (`judge`).
"""

from dataclasses import replace
from datetime import datetime

from vedette.code.languages import Language
from vedette.code.languages.draft import findings
from vedette.code.languages.incidents import find_incidents
from vedette.code.languages.judge import SILENT, Judge, Verdict
from vedette.code.languages.mentions import find_mentions
from vedette.code.languages.notions import find_notions
from vedette.code.languages.page import Page, find_sentences
from vedette.code.languages.places import find_spots
from vedette.code.languages.scope import in_scope
from vedette.code.languages.speech import find_cues
from vedette.code.languages.times import find_times
from vedette.code.places import Gazetteer
from vedette.records import Article, Coding, digest

# As of the English coder: what goes on past it is a transcript or a list.
LONGEST = 60_000
LEAST = 4
"""Sentences, the title among them, from which the judge is asked: it goes by what stands around a
sentence, and a bulletin of a line is told in the words of the lists."""
QUIET = 0.25
"""Chance that no sentence reaches in an article which the lists alone would take into scope."""
FAINT = 0.1
"""Chance of a sentence from which an article is worth a better look."""
LOUD = 0.7
"""Chance of a sentence that brings an article into scope without the lists."""


class LexiconCoder:
    """Codes by a language's word lists and the judge; knows nothing of other articles.

    An article that is out of scope has an empty coding. Whether the article is in the language is
    not asked here: who calls has looked.
    """

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self._language = language
        self._gazetteer = gazetteer
        self._judge = Judge.load()
        self.name = language.name
        self.taxonomy = digest(language.words.hash, gazetteer.digest, self._judge.digest)[:16]

    def code(self, article: Article) -> Coding:
        """Code one article; the same article gives the same coding, whatever came before."""
        coding = Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
        )
        page = self.read(article)
        drafts = []
        verdicts = self.judge(page)
        likeliest = max((verdict.chance for verdict in verdicts), default=0.0)
        trusted = likeliest >= QUIET or not self._asked(page)
        listed = trusted and in_scope(page.text, self._language.words)
        if listed or likeliest >= LOUD:
            statements = self._language.find_statements(page)
            cues = [span for draft in statements for span in draft.anchor]
            cues += find_cues(page, self._language.words)
            mentions = find_mentions(page, self._language, verdicts, listed=listed)
            drafts = [*find_incidents(page, self._language, cues, mentions), *statements]
        return replace(
            coding,
            findings=findings(coding.id, drafts),
            places=tuple(spot.place for spot in page.spots if spot.place),
            times=page.times,
        )

    def worth_a_look(self, page: Page) -> bool:
        """Say whether lists or judge see anything that a better reader should look at."""
        if in_scope(page.text, self._language.words) or not self._asked(page):
            return True
        return any(verdict.chance >= FAINT for verdict in self.judge(page))

    def _asked(self, page: Page) -> bool:
        return self._language.judged and len(page.sentences) >= LEAST

    def judge(self, page: Page) -> tuple[Verdict, ...]:
        """Judge every sentence of a page by its notions."""
        if not self._asked(page):
            return (SILENT,) * len(page.sentences)
        patterns = self._language.words.patterns("notions", "notions")
        noted = find_notions(page.text, page.sentences, patterns)
        return self._judge.verdicts(noted, [len(page.words(s).split()) for s in page.sentences])

    def read(self, article: Article) -> Page:
        """Prepare an article: sentences, speech, times and places."""
        text = article.text[:LONGEST]
        published = article.published
        today = published.date() if isinstance(published, datetime) else published
        words = self._language.words
        return Page(
            text=text,
            published=today,
            sentences=find_sentences(text, words.lexicon("statements").words("abbreviations")),
            speech=self._language.find_speech(text),
            times=find_times(text, today, words),
            spots=find_spots(text, self._gazetteer, words),
        )
