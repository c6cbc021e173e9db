"""Values by the lists of a language: states, days, tolls, targets. All texts are invented."""

from collections.abc import Callable
from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.hints import hints
from vedette.code.languages.lists import Lists
from vedette.code.languages.sight import ForeignSight, seen
from vedette.code.places import Gazetteer
from vedette.code.tagger.cues import CUES
from vedette.code.tagger.pieces import WORD
from vedette.records import Article, Span
from vedette.taxonomy.kinds import ORDER

DAY = date(2026, 3, 12)
Look = Callable[[str, str], ForeignSight]


@pytest.fixture(scope="module")
def look(gazetteer: Gazetteer) -> Look:
    """Look at a text of a Thursday in a language."""

    def looked(code: str, text: str) -> ForeignSight:
        spoken = language(code)
        article = Article(text=text, published=DAY, language=code)
        return seen(Lists(spoken, gazetteer).read(article), spoken)

    return looked


def _value(sight: ForeignSight, type_: str, name: str, words: str) -> object:
    start = sight.text.index(words)
    return sight.value(type_, name, Span(start, start + len(words)))[0]


@pytest.mark.parametrize(
    ("code", "words", "state"),
    [
        ("uk", "представник Кремля", "RU"),
        ("uk", "Міністерство оборони Польщі", "PL"),
        ("de", "der Bundesnachrichtendienst", "DE"),
        ("de", "das russische Außenministerium", "RU"),
        ("fi", "Suojelupoliisi", "FI"),
        ("lt", "Maskvos", "RU"),
        ("et", "kohalik ettevõtja", None),
    ],
)
def test_an_actor_is_the_state_that_its_words_mean(
    look: Look, code: str, words: str, state: str | None
) -> None:
    """By its name, by the adjective of its organs, or by what the press calls its government."""
    assert _value(look(code, f"{words}."), "attribution", "accuser", words) == state


@pytest.mark.parametrize(
    ("code", "person", "official"),
    [
        ("de", "zwei Männer aus Moldau", "ein russischer Offizier"),
        ("pl", "37-letni obywatel Ukrainy", "oficer rosyjskiego wywiadu"),
        ("uk", "двоє громадян Молдови", "офіцер російської розвідки"),
        ("ru", "27-летний гражданин Латвии", "офицер украинской разведки"),
        ("lt", "Latvijos pilietis", "Rusijos žvalgybos karininkas"),
        ("lv", "divi Lietuvas pilsoņi", "Krievijas izlūkdienesta virsnieks"),
        ("et", "Läti kodanik", "Vene luureteenistuse ohvitser"),
        ("fi", "27-vuotias Viron kansalainen", "Venäjän tiedustelupalvelun upseeri"),
        ("sv", "två män från Ryssland", "en officer i den ryska militären"),
    ],
)
def test_nobody_is_the_state_of_his_passport(
    look: Look, code: str, person: str, official: str
) -> None:
    """A citizen is none, whatever state is named beside him; an officer is that of his service."""
    assert _value(look(code, f"{person}."), "attribution", "accused", person) is None
    assert _value(look(code, f"{official}."), "attribution", "accused", official) is not None


def test_days_and_tolls_are_worked_out_by_the_grammar(look: Look) -> None:
    """The network points at words; what they come to is told by rules."""
    sight = look("pl", "We wtorek pod Lublinem zginęły trzy osoby.")
    assert _value(sight, "incident", "when", "We wtorek") == "2026-03-10"
    assert _value(sight, "incident", "where", "pod Lublinem") == "PL"
    assert _value(sight, "incident", "killed", "trzy") == 3
    assert _value(sight, "incident", "killed", "zginęły") is None


def test_what_the_past_says_is_no_deadline(look: Look) -> None:
    """`Recently` tells when something happened and never by when it is due."""
    sight = look("uk", "Нещодавно пошкоджено кабель.")
    assert _value(sight, "incident", "when", "Нещодавно") == "PAST"
    assert _value(sight, "pledge", "due", "Нещодавно") is None


def test_words_are_hinted_at_by_the_lists(gazetteer: Gazetteer) -> None:
    """A verb of saying, a town and a word for an act carry what the lists know of them."""
    spoken = language("uk")
    text = "Поліція повідомила про підпал у Харкові."
    page = Lists(spoken, gazetteer).read(Article(text=text, published=DAY, language="uk"))
    words = [Span(*match.span()) for match in WORD.finditer(text)]
    told = {
        text[w.start : w.end]: row for w, row in zip(words, hints(page, spoken, words), strict=True)
    }
    assert told["повідомила"][5] == CUES.index("statement") + 1
    assert told["підпал"][6] == ORDER.index("arson") + 1
    assert told["Харкові"][2] == 1
    assert told["Поліція"][5:] == (0, 0)
