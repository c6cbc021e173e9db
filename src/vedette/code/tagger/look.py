"""How the network looks at an article, in whatever language: cut into words, windows, encoded."""

from collections.abc import Callable, Sequence
from functools import partial

from vedette.code.tagger.anchors import Anchor, find_anchors
from vedette.code.tagger.features import Features
from vedette.code.tagger.network import Encoded, Network
from vedette.code.tagger.things import Scene
from vedette.code.tagger.windows import sentence_numbers, windows
from vedette.code.values import Sight
from vedette.records import Span


def look(
    network: Network,
    sight: Sight,
    known: Callable[[Sequence[Span]], Features],
    first: int | None = None,
) -> Scene | None:
    """Let the encoder look at an article; None where it has no words.

    `known` gives what is known of each word. With `first`, an article of which so many windows are
    out of scope is looked at no further, and None.
    """
    words = network.vocabulary.cut(sight.text)
    if not words.spans:
        return None
    told = known(words.spans)
    sentences = sentence_numbers(sight.text, words.spans)
    cut = windows([len(pieces) for pieces in words.pieces], sentences)
    encoded: list[Encoded] = []
    for start, end in cut:
        if len(encoded) == first and max(one.scope for one in encoded) < network.asked(sight.text):
            return None
        encoded.append(network.encode(words.pieces[start:end], told[start:end]))
    return Scene(
        sight=sight,
        words=words.spans,
        features=told,
        sentences=sentences,
        cut=cut,
        encoded=encoded,
    )


def anchors_of(network: Network, scene: Scene) -> list[Anchor]:
    """Find the anchors of an article; where no incident has one, with less asked of it."""
    text = scene.sight.text
    bounds = network.bounds(len(text))
    find = partial(find_anchors, text, scene.words, scene.cut, scene.encoded)
    found = find(bounds.anchors)
    if bounds.fainter != bounds.anchors and all(anchor.type != "incident" for anchor in found):
        return find(bounds.fainter)
    return found
