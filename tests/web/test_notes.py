"""Notes beside an article."""

from vedette.records import Field, Finding, Span
from vedette.web.marks import cut, marks_of
from vedette.web.notes import in_reading_order, notes, tip


def test_a_note_points_to_the_finding_it_is_about():
    """An id of another finding of the article is shown as that one's number."""
    first = Finding(id="f" * 32, type="incident", anchor=(Span(0, 5),), fields={})
    second = Finding(
        id="g" * 32,
        type="attribution",
        anchor=(Span(6, 13),),
        fields={"incident": (Field(value=first.id),), "firmness": (Field(value=2),)},
    )
    listed = notes([first, second], "Blast accused")
    assert [(t.field, t.note, t.value) for t in listed[1].told] == [
        ("incident", 1, ""),
        ("firmness", None, "2 of 6, hedged"),
    ]
    assert listed[1].words == "accused"


def test_a_tip_names_every_mark():
    """A piece under two findings tells of both, with their values."""
    where = Field(span=Span(0, 6), text="Warsaw", value="PL")
    one = Finding(
        id="1", type="incident", kind="arson", anchor=(Span(0, 6),), fields={"where": (where,)}
    )
    (piece,) = cut("Warsaw", marks_of([one]))
    assert tip(piece, {1: notes([one], "Warsaw")[0]}) == "1 arson; 1 arson, where = Poland"


def test_numbers_run_on_through_the_text():
    """Findings are numbered where a reader meets their clearest words; none is left out."""
    spans = [(Span(9, 12), Span(0, 2)), (Span(4, 6),), ()]
    found = [Finding(id=str(at), type="call", anchor=a, fields={}) for at, a in enumerate(spans)]
    assert [one.id for one in in_reading_order(found)] == ["2", "1", "0"]
