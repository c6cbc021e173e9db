"""Notes beside an article."""

from vedette.blame import text
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


def test_a_tip_labels_an_actor_as_accused():
    """Under the pointer, as in the list, the actor of an incident is only said to be behind it."""
    moscow = Field(span=Span(0, 6), text="Moscow", value="RU")
    blast = Finding(id="i", type="incident", kind="arson", anchor=(), fields={"actor": (moscow,)})
    (piece,) = cut("Moscow", marks_of([blast]))
    listed = notes([blast], "Moscow")
    assert [told.label for told in listed[0].told] == ["said to be behind it"]
    assert tip(piece, {1: listed[0]}) == "1 arson, said to be behind it = Russia"


def test_a_note_hears_the_other_findings():
    """An incident's note names who accuses its actor; a claim of his makes him the actor."""
    fields = {"actor": (Field(text="Moscow", value="RU"),)}
    blast = Finding(id="i", type="incident", anchor=(Span(0, 1),), fields=fields)
    about = {"incident": (Field(value="i"),)}
    charge = {"accuser": (Field(value="LV"),), "accused": (Field(value="RU"),), **about}
    accused = Finding(id="a", type="attribution", anchor=(Span(1, 2),), fields=charge)
    claim = {"denier": (Field(value="RU"),), "state": (Field(value="claimed"),), **about}
    claimed = Finding(id="d", type="denial", anchor=(Span(2, 3),), fields=claim)
    (note, other) = notes([blast, accused], "Text")
    assert text(note.behind.words) == "Moscow, according to Latvia"
    assert text(other.behind.words) == "Latvia accuses Russia"
    assert note.behind.label == "said to be behind it"
    assert notes([blast, accused, claimed], "Text")[0].behind.label == "actor"


def test_a_note_tells_its_confidence_and_what_it_needs():
    """What is in review has the confidence that an alert needs, all others have none."""
    sure, unsure = (
        Finding(id=str(value), type="incident", anchor=(), fields={}, confidence=value)
        for value in (0.93, 0.5)
    )
    told = notes([sure, unsure], "", {"0.5": 0.9})
    assert [(note.confidence, note.needs) for note in told] == [("0.93", None), ("0.50", 0.9)]
