"""Words of fields."""

from vedette.code.tagger.fields import Entry, each_state, told_once, within_lines
from vedette.code.tagger.pieces import Vocabulary
from vedette.records import Field

_VOCABULARY = Vocabulary(["[UNK]", "[CLS]", "[SEP]", "[MASK]"])
_TEXT = "Cable cut near Hanko\n\nHANKO – It broke."


def test_a_field_does_not_run_over_a_line() -> None:
    """The title's place and the dateline's are two; a field of one entry keeps the longest part."""
    words = _VOCABULARY.cut(_TEXT).spans
    whole = Entry(2, 5, 0.9)
    assert within_lines(_TEXT, words, "where", whole) == [Entry(2, 4, 0.9), Entry(4, 5, 0.9)]
    assert within_lines(_TEXT, words, "action", whole) == [Entry(2, 4, 0.9)]


def test_a_place_is_named_once() -> None:
    """What has all its words in another entry is left out, wherever it stands."""
    fields = [
        Field(text="Hanko"),
        Field(text="near Hanko"),
        Field(text="HANKO"),
        Field(text="Oslo"),
    ]
    assert [field.text for field in told_once(fields)] == ["near Hanko", "Oslo"]


def test_states_that_accuse_together_are_one_entry_each() -> None:
    """A list of states is cut; a list of anything else, and another field, stays whole."""
    text = "London, Ottawa and Warsaw blame a Latvian and two Ukrainians."
    words = _VOCABULARY.cut(text).spans
    states, people = Entry(0, 5, 0.9), Entry(6, 11, 0.9)
    cut = [Entry(0, 1, 0.9), Entry(2, 3, 0.9), Entry(4, 5, 0.9)]
    assert each_state(text, words, "accuser", states) == cut
    assert each_state(text, words, "speaker", states) == [states]
    assert each_state(text, words, "accused", people) == [people]
    assert each_state(text, words, "accuser", cut[0]) == [cut[0]]
