"""What the network is trained on. All texts are invented."""

import pytest
from training.corpus import Corpus

from vedette.code.places import Gazetteer
from vedette.code.tagger.pieces import Vocabulary


def test_another_numbering_of_pieces_is_refused():
    """The marks around a text have BERT's numbers, which another vocabulary may give to words."""
    with pytest.raises(ValueError, match="BERT"):
        Corpus(Vocabulary(["[UNK]", "[CLS]", "[SEP]", "[MASK]"]), Gazetteer.load())
