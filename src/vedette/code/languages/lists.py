"""What the word lists of a language say of an article: where to look, and what words are known.

An article of which neither the lists nor the judge of notions say anything is read no further. The
network does the rest (`tagged`).
"""

from datetime import datetime

from vedette import notions
from vedette.code.languages import Language
from vedette.code.languages.judge import Judge
from vedette.code.languages.page import Page, find_sentences
from vedette.code.languages.places import find_spots
from vedette.code.languages.scope import in_scope
from vedette.code.languages.times import find_times
from vedette.code.places import Gazetteer
from vedette.records import Article, digest

# As of the English coder: what goes on past it is a transcript or a list.
LONGEST = 60_000
LEAST = 4
"""Sentences, the title among them, from which the judge is asked: it goes by what stands around a
sentence. What is shorter is always worth a look."""
FAINT = 0.3
"""Chance of a sentence from which an article is worth a look. Of 640 articles in scope that the
judge had not learnt two are passed over with 0.2 to 0.35 and four with 0.4; of 480 ordinary pages
of the web 0.72 are looked at with 0.1, 0.52 with 0.2, 0.37 with 0.3."""


class Lists:
    """The lists of one language and the judge; knows nothing of other articles.

    The lists are read for their hash when it is made, and compiled with its first article.
    """

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self._words = language.words
        self._code = language.code
        self._find_speech = language.find_speech
        self._gazetteer = gazetteer
        self._judge = Judge.load()
        self.digest = digest(
            self._words.hash, notions.digest(language.code), gazetteer.digest, self._judge.digest
        )[:16]

    def read(self, article: Article) -> Page:
        """Prepare an article: sentences, speech, times and places."""
        text = article.text[:LONGEST]
        published = article.published
        today = published.date() if isinstance(published, datetime) else published
        words = self._words
        return Page(
            text=text,
            published=today,
            sentences=find_sentences(text, words.lexicon("statements").words("abbreviations")),
            speech=self._find_speech(text),
            times=find_times(text, today, words),
            spots=find_spots(text, self._gazetteer, words),
        )

    def worth_a_look(self, page: Page) -> bool:
        """Say whether lists or judge see anything that the network should look at."""
        if len(page.sentences) < LEAST or in_scope(page.text, self._words):
            return True
        stems = notions.patterns(self._code)
        if stems is None:
            return True
        noted = notions.find_notions(page.text, page.sentences, stems)
        lengths = [len(page.words(sentence).split()) for sentence in page.sentences]
        return self._judge.likeliest(noted, lengths) >= FAINT
