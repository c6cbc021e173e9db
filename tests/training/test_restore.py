"""The weights of a network that ships, out of its files."""

import numpy as np
import pytest
import torch
from training.export import MODEL
from training.model import WIDTH, Tagger
from training.restore import restored

from vedette.code.tagger.features import SIZES
from vedette.code.tagger.network import Network

TEXT = "The line was cut at Garwolin. Police suspect sabotage, a spokesman said on Monday."


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The network that ships, in torch."""
    made = Tagger()
    missing = made.load_state_dict(restored(MODEL), strict=False)
    assert missing.missing_keys == ["verdict.weight", "verdict.bias"]
    assert not missing.unexpected_keys
    return made.eval()


def test_it_sees_what_the_network_that_ships_sees(tagger: Tagger) -> None:
    """But for what is lost where activations are rounded."""
    network = Network(MODEL)
    cut = network.vocabulary.cut(TEXT)
    told = network.encode(cut.pieces, [(0,) * len(SIZES)] * len(cut.spans))
    pieces = [number for word in cut.pieces for number in word]
    first = np.cumsum([1, *map(len, cut.pieces)])[:-1]
    shown = torch.tensor([[network.vocabulary.first, *pieces, network.vocabulary.last]])
    with torch.no_grad():
        encoded = tagger.encoder(shown, torch.zeros(*shown.shape, len(SIZES), dtype=torch.long))[0]
        words, given = encoded[first], torch.from_numpy(told.words)
        chances = tagger.anchor(words).sigmoid().numpy()
    assert torch.cosine_similarity(words, given).min() > 0.97
    assert told.anchors.max() > 0.9
    assert np.abs(chances - told.anchors).mean() < 0.01


def test_it_tells_of_an_anchor_what_the_network_that_ships_tells(tagger: Tagger) -> None:
    """The roles of all words, and the kind, of the same vectors of words."""
    words = np.random.default_rng(0).normal(size=(12, WIDTH)).astype(np.float32)
    sentences = [0] * 6 + [1] * 6
    given = Network(MODEL).tell(words, sentences, [(3, 5)], [0])
    with torch.no_grad():
        roles, gathered, _ = tagger.fields(
            torch.from_numpy(words),
            torch.tensor(sentences),
            torch.tensor([3]),
            torch.tensor([5]),
            torch.tensor([0]),
            torch.arange(12)[None],
        )
        kind = tagger.attributes[0](gathered).softmax(-1)
    assert np.abs(roles.sigmoid().numpy() - given.roles).mean() < 0.02
    assert np.abs(kind.numpy() - given.attributes[0]).max() < 0.05


def test_the_network_of_many_languages_is_whole_too() -> None:
    """But for its pieces, which it has in a file of their own."""
    made = Tagger(layers=12, pieces=10)
    missing = made.load_state_dict(restored(MODEL.parent / "many"), strict=False)
    assert missing.missing_keys == ["encoder.piece.weight", "verdict.weight", "verdict.bias"]
    assert not missing.unexpected_keys
