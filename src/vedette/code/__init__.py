"""From an article to its findings: what happened, who says so, in which words.

    coder = load()                       once; a second
    coding = coder.code(article)         pure: the same article gives the same coding
    print(explain(Report(article=article, coding=coding)))

A coder is anything with a name, a taxonomy and `code`. The one here works in steps, each of which
can be measured alone:

    article → triage (is it worth a look?) → times, places, quotations → words with features
            → network: anchors, roles, attributes, links → mentions grouped into incidents
            → fields with values from grammars and lists → confidence → coding

An article in another language that has a folder under `languages/` goes to the coder of that
language (`polyglot`): its lists tell what is worth a look and mark the words, and a network that
reads many languages tells the rest.

Every finding and field carries the evidence that made it. `vedette.code.llm` asks a language model
instead; what two coders find in one text is paired by `matching` and compared by `difference`.
"""

from typing import Protocol

from vedette.code.explain import explain
from vedette.records import Article, Coding

__all__ = ["Coder", "explain", "load"]


class Coder(Protocol):
    """Marks findings in an article. `name` is `name@version`, `taxonomy` the hash of its words."""

    @property
    def name(self) -> str: ...

    @property
    def taxonomy(self) -> str: ...

    def code(self, article: Article) -> Coding: ...


def load() -> Coder:
    """Load the coders of all languages with their networks and one gazetteer.

    Takes half a second and 90 MB, so it happens here and not when the package is imported; the
    first article in English takes 60 MB more, the first in another language 110.
    """
    from vedette.code.languages import codes, language  # noqa: PLC0415 - compiles its lists
    from vedette.code.languages.tagged import TaggedCoder  # noqa: PLC0415 - as above
    from vedette.code.places import Gazetteer  # noqa: PLC0415 - as above
    from vedette.code.polyglot import Polyglot  # noqa: PLC0415 - as above
    from vedette.code.tagger.coder import TaggerCoder  # noqa: PLC0415 - ONNX is slow to import
    from vedette.code.tagger.network import Network  # noqa: PLC0415 - as above

    gazetteer = Gazetteer.load()
    many = Network.load("many")
    others = {code: TaggedCoder(language(code), gazetteer, many) for code in sorted(codes())}
    return Polyglot(TaggerCoder(Network.load(), gazetteer), others)
