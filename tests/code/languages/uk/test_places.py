"""Ukrainian toponyms in their cases, at home and abroad."""

import pytest
from tests.code.languages.placing import listed, missed

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

WORDS = language("uk").words
INFLECTED = """
у Харкові Kharkiv UA | під Києвом Kyiv UA | біля Одеси Odesa UA | у Запоріжжі Zaporizhzhia UA
над Дніпром Dnipro UA | у Львові Lviv UA | під Сумами Sumy UA | у Черкасах Cherkasy UA
біля Покровська Pokrovsk UA | у Краматорську Kramatorsk UA | у Білій Церкві Bila Tserkva UA
у Кривому Розі Kryvyi Rih UA | під Херсоном Kherson UA | у Миколаєві Mykolaiv UA
у Чернівцях Chernivtsi UA | у Рівному Rivne UA | в Ізмаїлі Izmayil UA | біля Куп'янська Kupyansk UA
у Хмельницькому Khmelnytskyi UA | під Бахмутом Bakhmut UA | у Кам'янському Kamianske UA
в Очакові Ochakiv UA | у Маріуполі Mariupol UA | у Бердянську Berdyansk UA | у Нікополі Nikopol UA
у Севастополі Sevastopol UA | у Керчі Kerch UA | у Тернополі Ternopil UA | у Полтаві Poltava UA
у Вінниці Vinnytsia UA | у Чугуєві Chuhuiv UA | в Охтирці Okhtyrka UA | у Шостці Shostka UA
у Варшаві Warsaw PL | під Любліном Lublin PL | у Жешуві Rzeszów PL | у Гданську Gdańsk PL
у Вільнюсі Vilnius LT | у Клайпеді Klaipėda LT | у Ризі Riga LV | у Даугавпілсі Daugavpils LV
у Таллінні Tallinn EE | у Нарві Narva EE | у Гельсінкі Helsinki FI | у Стокгольмі Stockholm SE
у Берліні Berlin DE | у Мюнхені Munich DE | у Лейпцигу Leipzig DE | у Копенгагені Copenhagen DK
у Кишиневі Chişinău MD | у Тирасполі Tiraspol MD | у Бухаресті Bucharest RO | у Празі Prague CZ
у Москві Moscow RU | у Бєлгороді Belgorod RU | у Брянську Bryansk RU | під Курськом Kursk RU
у Ростові-на-Дону Rostov-na-Donu RU | у Саратові Saratov RU | у Санкт-Петербурзі Saint Petersburg RU
у Мінську Minsk BY | у Бресті Brest BY | у Гомелі Gomel BY | у Гродні Hrodna BY
"""
CASES = listed(INFLECTED)


def test_inflected_places_are_found_where_they_are(gazetteer: Gazetteer) -> None:
    """Of sixty-four towns in their cases at least 95 in a hundred lie where they should."""
    lost = missed("uk", ("Вибух стався", "вночі."), CASES, gazetteer)
    assert len(lost) <= 0.05 * len(CASES), lost


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Дрони атакували Харків і Чугуїв.", ["атакували Харків", "Чугуїв"], "UA"),
        ("Вибух пролунав у польському Любліні.", ["у польському Любліні"], "PL"),
        ("На Харківщині немає світла.", ["На Харківщині"], "UA"),
        ("У Сумській області є влучання.", ["У Сумській області"], "UA"),
        ("Судно стояло в Балтійському морі.", ["в Балтійському морі"], "Baltic Sea"),
        ("Літак залетів у повітряний простір Естонії.", [], "EE"),
    ],
)
def test_what_stands_around_a_name(
    gazetteer: Gazetteer, sentence: str, words: list[str], country: str
) -> None:
    """Verbs, adjectives and conjunctions lead to places; regions and seas stand for themselves."""
    spots = find_spots(sentence, gazetteer, WORDS)
    assert {spot.place.country for spot in spots} == {country}
    told = [sentence[spot.span.start : spot.span.end] for spot in spots if spot.locates]
    assert told == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Володимир Зеленський прибув на нараду.",
        "У Генштабі підтвердили втрати.",
        "До Міністерства оборони звернулися рідні.",
    ],
)
def test_persons_and_organs_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """A first name that is a town's, and bodies behind a preposition, are left alone."""
    assert find_spots(sentence, gazetteer, WORDS) == ()
