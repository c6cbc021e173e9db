"""What is lost between a model that knows the gold and the ledger: nothing."""

import json
from pathlib import Path

import pytest
from gates.gold import read_sets
from gates.score import score
from tests.code.llm.invented import reply

from vedette.code.llm import Wire, load
from vedette.code.llm.schema import STATUS_WORDS, is_reference
from vedette.taxonomy.codebook import ENUMS, FIELDS

ARTICLES = Path(__file__).resolve().parents[2] / "articles"


def told(gold, quoted):
    """Tell the gold of an article as a model should."""
    return [
        {"type": one.type, "id": one.id, "kind": one.kind}
        | {"anchor": [numbered(gold.article.text, span) for span in one.anchor]}
        | {name: field(one, name, quoted) for name in FIELDS[one.type]}
        | {STATUS_WORDS: [quoted(e.span) for e in one.fields.get("status", ()) if e.span]}
        for one in gold.findings
        if one.id not in gold.optional
    ]


def field(one, name, quoted):
    """Tell one field: ids, a value, or quotations."""
    entries = one.fields.get(name, ())
    if is_reference(one.type, name):
        return [entry.value for entry in entries]
    if (one.type, name) in ENUMS:
        return entries[0].value if entries else None
    return [quoted(entry.span) for entry in entries if entry.span]


def numbered(text, span):
    """Quote words with the number of their place, where it is not the first."""
    words = text[span.start : span.end]
    places = [at for at in range(span.start + 1) if text.startswith(words, at)]
    return words if len(places) == 1 else f"{words}#{len(places)}"


@pytest.mark.parametrize("plain", [False, True])
def test_gold_told_in_quotations_comes_back_as_gold(plain):
    """With the number of each place, and without it: the nearest to the anchor is meant."""
    answer = []
    coder = load(Wire(model="gold", post=lambda _: reply(answer)))
    pairs, dropped = [], {}
    for gold in read_sets(ARTICLES.glob("dev-*")):
        text = gold.article.text

        def quoted(span, text=text):
            return text[span.start : span.end] if plain else numbered(text, span)

        answer[:] = told(gold, quoted)
        coding = coder.code(gold.article)
        dropped |= coding.dropped
        pairs.append((gold, coding.findings))
    result = score(pairs)
    assert len(pairs) == 30
    assert (result.ledger, result.micro.f1, result.bad_spans) == (1.0, 1.0, 0)
    assert dropped == {}, json.dumps(dropped)
