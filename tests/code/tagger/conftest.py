"""Scenes without a network: a text with its words, sentences and times."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from vedette.code.tagger.features import features
from vedette.code.tagger.network import Encoded
from vedette.code.tagger.things import Scene
from vedette.code.tagger.windows import Window, sentence_numbers
from vedette.code.times import find_times
from vedette.code.values import Sight
from vedette.records import Span
from vedette.titled import below

PUBLISHED = date(2026, 3, 2)


@pytest.fixture
def look() -> Callable[..., Scene]:
    """Look at a text of 2 March 2026 as the coder does, but see no anchors."""
    return _look


def _look(text: str, title: str = "") -> Scene:
    words = [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    nothing = np.zeros((len(words), 1), np.float32)
    return Scene(
        sight=Sight(
            text=text,
            published=PUBLISHED,
            times=find_times(text, PUBLISHED),
            places=(),
            below=below(title, text),
        ),
        words=words,
        features=features(text, words, quotes=(), times=(), places=()),
        sentences=sentence_numbers(text, words),
        cut=[Window(0, len(words))],
        encoded=[Encoded(words=nothing, anchors=nothing, scope=0.9)],
    )
