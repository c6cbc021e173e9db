"""The gazetteer and the Polish coder, which each test of a language would load anew."""

import pytest

from vedette.code.languages import language
from vedette.code.languages.tagged import TaggedCoder
from vedette.code.places import Gazetteer
from vedette.code.tagger.network import Network


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Open the gazetteer once."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def polish(gazetteer: Gazetteer) -> TaggedCoder:
    """Load the coder once."""
    return TaggedCoder(language("pl"), gazetteer, Network.load("many"))
