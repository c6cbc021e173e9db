"""What a report tells of an incident: whom it accuses."""

from tests.relate.making import entry, incident, report

from vedette.records import Coding, Field, Finding, Span
from vedette.relate.tellings import blamed, is_state, sketches, states

TEXT = "A bomb went off in Riga. Police blamed IS, the EU and Moscow for it. Iceland denied it."


def coding() -> Coding:
    """A coding of an attack of which three are accused."""
    attack = incident(TEXT, "A bomb", "explosive_attack")
    accused = (entry(TEXT, "IS"), entry(TEXT, "EU"), entry(TEXT, "Moscow", "RU"))
    charge = Finding(
        id="c",
        type="attribution",
        anchor=(Span(32, 38),),
        fields={"accused": accused, "incident": (Field(value=attack.id),)},
    )
    return Coding(text_hash="", reader="", coder="by hand", taxonomy="", findings=(attack, charge))


def test_words_that_read_like_a_code_are_no_state() -> None:
    """Islamic State is not Iceland, nor is every pair of capitals a state."""
    made = coding()
    assert blamed(made, made.findings[0])[0] == ("“IS”", "EU", "RU")
    assert states(made) == ("RU",)
    assert [who for who in ("IS", "EU", "“IS”", "PM", "AI") if is_state(who)] == ["IS"]
    told = sketches(report("r1", TEXT), made)[0].telling
    assert told.values["accused"] == ("“IS”", "EU", "RU")
