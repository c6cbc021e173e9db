"""The coder that asks a language model: one article, one question, one coding."""

import json
from importlib.resources import files
from typing import Any

from vedette.code.llm.accept import Accepting
from vedette.code.llm.reply import open_reply
from vedette.code.llm.schema import schema
from vedette.code.llm.server import Wire
from vedette.code.places import Gazetteer
from vedette.code.values import see
from vedette.records import Article, Coding, digest
from vedette.taxonomy import taxonomy_hash

LONGEST = 60_000
"""Characters of an article that are coded, as by the rules: some 15,000 tokens."""
SEED = 1
"""Servers that draw lots draw the same; with temperature 0 few do."""


class LlmCoder:
    """Codes by asking; the same question need not get the same answer, which is the server's part.

    `code` raises CodeError where an answer is of no use, CoderAway where there was none.
    """

    def __init__(self, wire: Wire, gazetteer: Gazetteer) -> None:
        self._wire = wire
        self._gazetteer = gazetteer
        self._instruction = instruction()
        self.name = f"llm:{wire.model}@1"
        parts = taxonomy_hash(), gazetteer.digest, self._instruction, json.dumps(schema())
        self.taxonomy = digest(*parts)[:16]

    def code(self, article: Article) -> Coding:
        """Ask about one article, and keep of the answer what holds."""
        text = article.text[:LONGEST]
        written = open_reply(self._wire.post(self.question(article, text)))
        sight = see(article, text, self._gazetteer)
        head = Coding(
            text_hash=article.text_hash,
            reader=article.reader,
            coder=self.name,
            taxonomy=self.taxonomy,
            places=sight.places,
            times=sight.times,
        )
        return Accepting(sight, head).accept(written)

    def question(self, article: Article, text: str) -> bytes:
        """Put the question: a chat completion, as OpenAI's API and llama.cpp's server take it."""
        day = article.published.isoformat()[:10] if article.published else "not told"
        told = f"Published: {day}\nThe article:\n\n{text}"
        asked: dict[str, Any] = {
            "model": self._wire.model,
            "messages": [
                {"role": "system", "content": self._instruction},
                {"role": "user", "content": told},
            ],
            "temperature": 0,
            "seed": SEED,
            "logprobs": True,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "findings", "strict": True, "schema": schema()},
            },
        }
        return json.dumps(asked).encode("utf-8", "replace")


def instruction() -> str:
    """Give what every model is told before the article."""
    return files(__package__).joinpath("instruction.md").read_text("utf-8")


def load_llm(wire: Wire) -> LlmCoder:
    """Load the coder with its gazetteer."""
    return LlmCoder(wire, Gazetteer.load())
