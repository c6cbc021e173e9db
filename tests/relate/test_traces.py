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
        ("fjorton fartyg i lördags", "14 ships on Saturday"),
        ("seitsemäntoista laivaa keskiviikkona", "17 ships on Wednesday"),
        ("kaheksateist laeva neljapäeval", "18 ships on Thursday"),
        ("septyniolika laivų trečiadienį", "17 ships on Wednesday"),
        ("astoņpadsmit kuģi ceturtdien", "18 ships on Thursday"),
        ("τριάντα πλοία την Παρασκευή", "30 ships on Friday"),
    ],
)
def test_numbers_and_days_leave_one_mark_in_every_language(one, other):
    """However they are written."""
    assert trace(one).marks == trace(other).marks


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "The ship was seen off the coast, and nobody was hurt, said the police."),
        ("en", "Tromsø’s request\n\nNorway asked Sweden to send a helicopter for the winter."),
        ("de", "Das Schiff wurde vor der Küste gesehen, und niemand ist verletzt."),
        ("uk", "Корабель бачили біля узбережжя, і ніхто не постраждав, як повідомила поліція."),
        ("fi", "Laiva on nähty rannikolla, mutta kukaan ei ole loukkaantunut, poliisi kertoo."),
        ("et", "Laev oli rannikul, kuid keegi ei ole viga saanud, ütles politsei pärast seda."),
        ("lt", "Laivas buvo prie kranto, tačiau niekas nėra sužeistas, kaip sakė policija."),
        ("lv", "Kuģis bija pie krasta, bet neviens nav ievainots, kā arī to saka policija."),
        ("sv", "Fartyget sågs vid kusten och ingen har blivit skadad, säger polisen efter det."),
        ("nl", "Het schip is voor de kust gezien en niemand is gewond, volgens de politie."),
        ("", "Gwelwyd y llong oddi ar yr arfordir ac ni chafodd neb ei anafu, meddai'r heddlu."),
    ],
)
def test_a_language_is_known_by_its_common_words(tongue, text):
    """One that is not listed stays unknown."""
    assert trace(text).tongue == tongue


@pytest.mark.parametrize(
    ("word", "elsewhere"),
    [
        ("fire", "4"),
        ("due", "2"),
        ("sex", "6"),
        ("time", "hour"),
        ("political", "police"),
        ("major", "May"),
        ("barn", "child"),
        ("drum", "road"),
        ("Venezuela", "Russia"),
        ("haven", "port"),
        ("lapsed", "child"),
        ("acquainted", "water"),
        ("confined", "border"),
        ("Brittany", "Britain"),
        ("pools", "Poland"),
        ("Pommern", "Bombe"),
        ("ungern", "Hungary"),
        ("sexton", "16"),
    ],
)
def test_what_a_word_means_elsewhere_changes_no_other(word, elsewhere):
    """Norwegians count to `fire`, and a Romanian's road is a drum."""
    assert trace(word).marks.isdisjoint(trace(elsewhere).marks)


@pytest.mark.parametrize("word", ["Mai", "mai", "Meer", "tot", "kaksi", "δύο"])
def test_a_common_word_takes_no_other_language_its_own(word):
    """Romanian has `mai` in every sentence, and German a month."""
    assert trace(word).marks


def test_keys_are_the_same_on_every_machine():
    """Keys are stored: others in a new release would part old texts from new ones."""
    left = trace("A cable broke off Hanko, said Rasa Gudliauskė.")
    assert left.keys == KEYS
    assert all(0 <= key < 2**63 for key in left.keys)


KEYS = (5201507445840292108, 5201507445886401906)
