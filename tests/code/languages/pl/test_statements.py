"""Who says what in Polish: dialogue dashes, quotation marks, and clauses."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.code.languages.pl.speech import find_speech, find_turns
from vedette.records import Finding

Find = Callable[[str, str], list[Finding]]
ABW = "ABW bada sabotaż. "


def test_a_dialogue_is_cut_at_its_dashes() -> None:
    """Speech before and behind an aside is one turn with two pieces."""
    text = "– To sabotaż – powiedział minister. – Sprawcy są znani."
    (turn,) = find_turns(text)
    assert [text[p.start : p.end] for p in turn.pieces] == ["To sabotaż", "Sprawcy są znani"]
    assert [text[a.start : a.end] for a in turn.asides] == ["powiedział minister."]


def test_a_dash_within_speech_does_not_end_it() -> None:
    """Only a dash with a verb of saying behind it opens an aside."""
    text = "– Rosja – nasz sąsiad – znów to robi – ocenił generał."
    (speech,) = find_speech(text)
    assert text[speech.start : speech.end] == "Rosja – nasz sąsiad – znów to robi"


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content", "quote"),
    [
        (
            "– Tory wysadzono – powiedziała w piątek rzeczniczka ABW Ewa Lis.",
            "powiedziała",
            ["rzeczniczka ABW Ewa Lis"],
            ["Tory wysadzono"],
            "direct",
        ),
        (
            "„Nie damy się zastraszyć” – napisał na platformie X premier.",
            "napisał",
            ["premier"],
            ["Nie damy się zastraszyć"],
            "direct",
        ),
        (
            "Rzecznik policji poinformował, że zatrzymano dwie osoby.",
            "poinformował",
            ["Rzecznik policji"],
            ["zatrzymano dwie osoby"],
            "indirect",
        ),
        (
            "W środę poinformował o tym rzecznik policji, że zatrzymano dwie osoby.",
            "poinformował",
            ["rzecznik policji"],
            ["zatrzymano dwie osoby"],
            "indirect",
        ),
        (
            "Jak podała prokuratura, podejrzani działali razem.",
            "podała",
            ["prokuratura"],
            ["podejrzani działali razem"],
            "indirect",
        ),
        (
            "Kabel przerwano celowo, twierdzi operator.",
            "twierdzi",
            ["operator"],
            ["Kabel przerwano celowo"],
            "indirect",
        ),
        (
            "Zdaniem litewskiego wywiadu atak przygotowano w Mińsku.",
            "Zdaniem",
            ["litewskiego wywiadu"],
            ["atak przygotowano w Mińsku"],
            "indirect",
        ),
        (
            "Minister oznajmił, że był to „akt terroru na zlecenie Kremla”.",
            "oznajmił",
            ["Minister"],
            ["był to „akt terroru na zlecenie Kremla”"],
            "mixed",
        ),
    ],
)
def test_one_statement_for_a_verb_of_saying(
    find: Find, text: str, cue: str, speaker: list[str], content: list[str], *, quote: str
) -> None:
    """Cue, speaker, content and kind of quotation, wherever the subject stands."""
    (statement,) = find("statement", ABW + "\n" + text)
    whole = f"Z ostatniej chwili\n\n{ABW}\n{text}"
    assert [whole[s.start : s.end] for s in statement.anchor] == [cue]
    assert words(statement, "speaker") == speaker
    assert words(statement, "content") == content
    assert values(statement, "quote") == [quote]


def test_a_subject_left_out_is_nobody(find: Find) -> None:
    """`Dodała` names nobody, and the field is absent."""
    (statement,) = find("statement", ABW + "\n– Będziemy czujni – dodała.")
    assert "speaker" not in statement.fields


def test_an_answer_has_its_dash_for_a_cue(find: Find) -> None:
    """Behind a question, a turn without an aside is the answer."""
    text = ABW + "\n\nKto za tym stoi?\n\n– Rosyjski wywiad wojskowy."
    (statement,) = find("statement", text)
    assert words(statement, "content") == ["Rosyjski wywiad wojskowy"]
    assert statement.rule == "statement answer"


def test_scare_quotes_say_nothing(find: Find) -> None:
    """A word between marks without a verb of saying is no statement."""
    assert find("statement", ABW + "„Turyści” mieli przy sobie mapy torów.") == []
