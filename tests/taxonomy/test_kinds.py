"""The nineteen kinds: each file's examples and counter-examples are its tests."""

from datetime import date

import pytest

from vedette.code import Coder, load
from vedette.records import Article
from vedette.taxonomy.kinds import ORDER, Kind, kinds

EXAMPLES = [(kind.name, text) for kind in kinds() for text in kind.examples]
COUNTERS = [(kind.name, text) for kind in kinds() for text in kind.counter_examples]


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Load the coder once."""
    return load()


def found(coder: Coder, text: str) -> list[str | None]:
    """Give the kinds of the incidents in a text."""
    article = Article(text=text, published=date(2026, 3, 12), language="en")
    return [f.kind for f in coder.code(article).findings if f.type == "incident"]


def test_examples_are_found(coder: Coder) -> None:
    """A single sentence is little to go by: of 38 examples the coder finds 33, and no fewer."""
    missed = [text for name, text in EXAMPLES if name not in found(coder, text)]
    assert len(missed) <= 5, missed


@pytest.mark.parametrize(("name", "text"), COUNTERS)
def test_a_counter_example_is_not(coder: Coder, name: str, text: str) -> None:
    """The counter-example is no incident of this kind."""
    assert name not in found(coder, text)


@pytest.mark.parametrize("kind", kinds(), ids=ORDER)
def test_a_kind_is_complete(kind: Kind) -> None:
    """Every kind has a definition, two examples each way, words that name it, and a crosswalk."""
    assert kind.definition.endswith(".")
    assert len(kind.examples) >= 2
    assert len(kind.counter_examples) >= 2
    assert kind.strong
    assert kind.crosswalk


def test_there_are_nineteen() -> None:
    """Not one more or fewer than the coding guide has."""
    assert len(set(ORDER)) == len(kinds()) == 19
