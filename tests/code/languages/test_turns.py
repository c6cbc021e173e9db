"""Months and days near a turn of the year, and nights by their end, in every language."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

DECEMBER = date(2026, 12, 10)
OCTOBER = date(2026, 10, 20)
THURSDAY = date(2026, 3, 12)


def when(code: str, text: str, published: date) -> str | None:
    """Resolve the only time expression of a text."""
    words = language(code).words
    (found,) = find_times(text, published, words)
    return resolve_when(found, published, words)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "Ćwiczenia rozpoczną się w styczniu."),
        ("pl", "W styczniu rozpocznie się budowa płotu."),
        ("lt", "Pratybos prasidės sausį."),
        ("lv", "Mācības notiks janvārī."),
        ("et", "Õppus algab jaanuaris."),
        ("fi", "Harjoitus järjestetään tammikuussa."),
        ("fi", "Harjoitus on ensi tammikuussa."),
        ("sv", "Övningen inleds i januari."),
        ("de", "Die Übung wird im Januar beginnen."),
        ("de", "Im kommenden Januar üben dort 900 Soldaten."),
        ("uk", "Навчання розпочнуться в січні."),
        ("ru", "Учения начнутся в январе."),
        ("ru", "Учения состоятся в январе."),
    ],
)
def test_a_january_that_is_to_come_is_not_the_last_one(code: str, text: str) -> None:
    """In December "will begin in January" is next month."""
    assert when(code, text, DECEMBER) == "2027-01"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "Płot ma stanąć do lutego."),
        ("lt", "Tvorą pastatys iki vasario."),
        ("lv", "Žogu pabeigs līdz februārim."),
        ("et", "Tara valmib veebruariks."),
        ("fi", "Aita valmistuu helmikuuhun mennessä."),
        ("sv", "Stängslet står klart till februari."),
        ("de", "Der Zaun steht bis Februar."),
        ("uk", "Паркан зведуть до лютого."),
        ("ru", "Забор построят к февралю."),
    ],
)
def test_by_february_is_the_next_one(code: str, text: str) -> None:
    """What ends a stretch looks ahead, whatever verb stands by it."""
    assert when(code, text, DECEMBER) == "2027-02"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "W styczniu zatrzymano dwóch mężczyzn."),
        ("lt", "Sausį sulaikyti du vyrai."),
        ("lv", "Janvārī aizturēja divus vīriešus."),
        ("et", "Jaanuaris peeti kinni kaks meest."),
        ("fi", "Kaksi miestä pidätettiin tammikuussa."),
        ("sv", "Två män greps i januari."),
        ("de", "Im Januar wurden zwei Männer festgenommen."),
        ("de", "Der Mann soll im Januar Pakete verschickt haben."),
        ("de", "Ihm wird vorgeworfen, im Januar Pakete verschickt zu haben."),
        ("uk", "У січні затримали двох чоловіків."),
        ("ru", "В январе задержали двух мужчин."),
        ("sv", "Två män ska i januari ha skickat paket."),
    ],
)
def test_a_january_that_is_told_in_the_past_stays_the_last_one(code: str, text: str) -> None:
    """In December "were arrested in January" is of the same year."""
    assert when(code, text, DECEMBER) == "2026-01"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "Zgromadzenie 15 stycznia."),
        ("lt", "Posėdis – sausio 15 d."),
        ("lv", "Nākamā sēde 15. janvārī."),
        ("et", "Istung on 15. jaanuaril."),
        ("fi", "Istunto on 15. tammikuuta."),
        ("sv", "Mötet hålls den 15 januari."),
        ("de", "Die Sitzung ist am 15. Januar."),
        ("uk", "Засідання 15 січня."),
        ("ru", "Заседание 15 января."),
    ],
)
def test_a_day_close_by_is_the_coming_one(code: str, text: str) -> None:
    """A day five weeks off is nearer than the same day eleven months ago."""
    assert when(code, text, DECEMBER) == "2027-01-15"


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("pl", "To się stało 15 stycznia ubiegłego roku.", "2025-01-15"),
        ("et", "See juhtus mullu 15. jaanuaril.", "2025-01-15"),
        ("uk", "Торік у січні затримали двох.", "2025-01"),
        ("sv", "Det sker i mars nästa år.", "2027-03"),
        ("de", "Das geschah im vergangenen Januar.", "2026-01"),
        ("de", "Das geschah im vergangenen Dezember.", "2025-12"),
        ("de", "Das geschah im Januar vergangenen Jahres.", "2025-01"),
        ("fi", "Se tapahtui viime vuoden tammikuussa.", "2025-01"),
        ("pl", "Od lutego do maja trwały prace.", "2026-02/2026-05"),
        ("pl", "Od listopada do lutego będą trwały prace.", "2026-11/2027-02"),
        ("de", "Vom 28. Dezember bis 5. Januar ist zu.", "2026-12-28/2027-01-05"),
        ("uk", "Навесні розпочнеться будівництво.", "2027-03/2027-05"),
    ],
)
def test_words_that_tell_the_year_settle_it(code: str, text: str, value: str) -> None:
    """Last, next and the two ends of a stretch leave no choice."""
    assert when(code, text, DECEMBER) == value


@pytest.mark.parametrize(
    ("code", "text"),
    [("pl", "Wybory są w listopadzie."), ("de", "Die Wahl ist im November.")],
)
def test_the_next_month_is_not_that_of_last_year(code: str, text: str) -> None:
    """In October "November" does not look back eleven months."""
    assert when(code, text, OCTOBER) == "2026-11"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("pl", "W nocy z soboty na niedzielę"),
        ("pl", "W nocy na niedzielę"),
        ("pl", "Nocą z soboty na niedzielę"),
        ("de", "In der Nacht zum Sonntag"),
        ("de", "In der Nacht zu Sonntag"),
        ("de", "Über Nacht auf Sonntag"),
        ("de", "Über Nacht von Samstag auf Sonntag"),
        ("uk", "В ніч на неділю"),
        ("uk", "Уночі з суботи на неділю"),
        ("ru", "В ночь на воскресенье"),
        ("ru", "Ночью с субботы на воскресенье"),
        ("sv", "Natten till söndag"),
        ("lt", "Naktį į sekmadienį"),
        ("lt", "Nakties iš šeštadienio į sekmadienį metu"),
        ("lv", "Naktī uz svētdienu"),
        ("lv", "Naktī starp sestdienu un svētdienu"),
        ("et", "Ööl vastu pühapäeva"),
        ("et", "Laupäeva öösel vastu pühapäeva"),
        ("et", "Laupäeval vastu pühapäeva öösel"),
        ("fi", "Sunnuntain vastaisena yönä"),
        ("fi", "Sunnuntaita vasten yöllä"),
    ],
)
def test_a_night_into_a_weekday_is_the_last_such_one(code: str, words: str) -> None:
    """On a Thursday the night into Sunday is four days gone, whatever night was the last."""
    assert when(code, f"{words} X.", THURSDAY) == "2026-03-07/2026-03-08"
