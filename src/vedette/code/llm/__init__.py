"""A coder that asks a language model on a server of the user's, and believes no word of it unseen.

    wire = …                             made by the desk: a model's name, and how to ask
    coder = load(wire)
    coding = coder.code(article)         raises CodeError, or CoderAway where nobody answers

The model reads the codebook (`instruction.md`) and the article, and answers in quotations. Each is
looked for in the article; what is not there, or not in the codebook, is dropped and counted. What
can be worked out (dates, countries, classes of targets) is worked out by the same code as for the
rules.

    article → question → server → reply → quotations → values → coding
"""

from typing import TYPE_CHECKING

from vedette.code.llm.server import Post, Reply, Server, Wire

if TYPE_CHECKING:
    from vedette.code.llm.coder import LlmCoder

__all__ = ["Post", "Reply", "Server", "Wire", "load"]


def load(wire: Wire) -> "LlmCoder":
    """Load the coder that asks over this wire, with its gazetteer."""
    from vedette.code.llm.coder import load_llm  # noqa: PLC0415 - the settings need only the names

    return load_llm(wire)
