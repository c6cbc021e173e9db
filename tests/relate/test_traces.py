"""Traces: laws of marks, keys and packing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.relate import rarity, traces
from vedette.relate.traces import bone, trace, unpack


@given(text=st.text(max_size=300))
def test_traces_survive_packing(text):
    """What is packed comes back, its keys aside."""
    left = trace(text)
    assert unpack(left.pack()) == left
    assert unpack(left.pack()).marks == left.marks


@given(weights=st.dictionaries(st.integers(1, 2**32 - 1), st.integers(0, 255), max_size=20))
def test_weights_survive_packing(weights):
    """What is packed comes back, in steps that a sum never rounds."""
    told = {mark: weight / rarity.SCALE for mark, weight in weights.items()}
    assert rarity.unpacked(rarity.packed(told)) == told


def test_the_weights_are_shipped():
    """Common words weigh less than rare ones, names of states among them."""
    police, nobody = trace("police").marks, trace("Gudliauskė").marks
    assert rarity.weigh(police) < traces.NAME < rarity.weigh(nobody) == rarity.TOP
    assert rarity.weigh(trace("Kremlin").marks) <= traces.NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Merdzhanova", "Merdjanova"),
        ("Stralchev", "Straltschew"),
        ("Karlovo", "Карлове"),
        ("Świerklaniec", "Świerklańcem"),
        ("Novorossiysk", "Novorossiïsk"),
    ],
)
def test_a_name_has_one_bone_in_many_spellings(one, other):
    """Transcriptions and endings are forgiven."""
    assert bone(one) == bone(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thirty-two schools", "32 schools"),
        ("Trzydzieści siedem samolotów", "37 aircraft"),
        ("21 000 tonnes", "21,000 tonnes"),
        ("à 2 h 41", "at 02:41"),
        ("15.000 Euro", "15,000 euros"),
        ("zweiundvierzig Schiffe", "42 ships"),
        ("jeudi", "Thursday"),
    ],
)
def test_numbers_and_days_leave_one_mark_in_every_language(one, other):
    """However they are written."""
    assert trace(one).marks == trace(other).marks


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "The ship was seen off the coast, and nobody was hurt, said the police."),
        ("de", "Das Schiff wurde vor der Küste gesehen, und niemand ist verletzt."),
        ("uk", "Корабель бачили біля узбережжя, і ніхто не постраждав, як повідомила поліція."),
        ("", "Laiva nähtiin rannikolla eikä kukaan loukkaantunut, poliisi kertoi."),
    ],
)
def test_a_language_is_known_by_its_common_words(tongue, text):
    """One that is not listed stays unknown."""
    assert trace(text).tongue == tongue


def test_keys_are_the_same_on_every_machine():
    """Keys are stored: others in a new release would part old texts from new ones."""
    left = trace("A cable broke off Hanko, said Rasa Gudliauskė.")
    assert left.keys == KEYS
    assert all(0 <= key < 2**63 for key in left.keys)


KEYS = (5201507445840292108, 5201507445886401906)
