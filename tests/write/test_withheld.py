"""No name of an accused person leaves the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.records import Field, Finding, Span
from vedette.write import withheld


def field(words, value=None):
    """A party, by its words and the state that they mean."""
    return Field(span=Span(0, len(words)), text=words, value=value)


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("Neil Aspinwick", {"Neil", "Aspinwick"}),
        ("the fugitive businessman Arcadie Dornescu", {"Arcadie", "Dornescu"}),
        ("Viktor", {"Viktor"}),
        ("A stores clerk", set()),
        ("two men", set()),
        ("a Polish citizen aged 24", set()),
        ("Jean-Luc O’Neill", {"Jean-Luc", "O’Neill"}),
        ("Jan Łukaszewicz", {"Jan", "Łukaszewicz"}),
        ("Коваленко Олександр", {"Коваленко", "Олександр"}),
        ("Żaneta Ślusarz", {"Żaneta", "Ślusarz"}),
        ("Ivan de Souza", {"Ivan", "Souza"}),
        ("Aspinwick and two others", {"Aspinwick"}),
        ("Bo Xu", {"Bo", "Xu"}),
        ("The Ławica brothers", {"Ławica"}),
        ("Unknown persons", set()),
        ("He", set()),
        ("They and Aspinwick", {"Aspinwick"}),
    ],
)
def test_names_are_found_in_the_words_for_the_accused(words, hidden):
    """Capitalised words are names; what opens a sentence or means a state is none."""
    assert withheld.names([field(words)]) == hidden


def test_a_pronoun_is_called_by_whom_it_means():
    """The word itself stands everywhere; a state that it means is no person."""
    assert withheld.names([field("He", "Gleb Sorin")]) == {"Gleb", "Sorin"}
    assert withheld.names([field("It", "RU")]) == frozenset()


def test_a_state_has_a_name():
    """What means a state is no person."""
    assert withheld.names([field("Russian military intelligence", "RU")]) == frozenset()


names = st.sampled_from(["Dornescu", "Viktor", "Aspinwick", "Grey", "Heron"])


@given(st.lists(st.one_of(names, st.sampled_from(["was", "seen", "in", "Riga,"])), max_size=60))
def test_no_name_is_left_in_a_quotation(words):
    """Wherever the name stands, and however long the sentence is."""
    told = withheld.quotation(" ".join(words), frozenset({"Dornescu", "Viktor"}))
    assert "Dornescu" not in told
    assert "Viktor" not in told
    assert len(told) <= withheld.LONGEST + 1


def test_who_is_accused_and_is_no_state_is_somebody():
    """States stand by their names, all others as one somebody."""
    charge = Finding(
        id="f",
        type="attribution",
        anchor=(Span(0, 1),),
        fields={
            "accuser": (field("Riga", "LV"),),
            "accused": (field("the GRU", "RU"), field("Ivan Petrov"), field("two men")),
        },
    )
    told = withheld.anonymous(charge).fields
    assert [one.text for one in told["accused"]] == ["Russia", withheld.SOMEBODY]
    assert told["accuser"][0].text == "Riga"
