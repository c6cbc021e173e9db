"""Russian toponyms in their cases, at home and abroad."""

import pytest
from tests.code.languages.placing import listed, missed

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

WORDS = language("ru").words
INFLECTED = """
в Харькове Kharkiv UA | под Киевом Kyiv UA | около Одессы Odesa UA | в Запорожье Zaporizhzhia UA
в Днепре Dnipro UA | во Львове Lviv UA | под Сумами Sumy UA | в Черкассах Cherkasy UA
около Покровска Pokrovsk UA | в Краматорске Kramatorsk UA | в Белой Церкви Bila Tserkva UA
в Кривом Роге Kryvyi Rih UA | под Херсоном Kherson UA | в Николаеве Mykolaiv UA
в Черновцах Chernivtsi UA | в Ровно Rivne UA | в Измаиле Izmayil UA | около Купянска Kupyansk UA
в Хмельницком Khmelnytskyi UA | под Бахмутом Bakhmut UA | в Мариуполе Mariupol UA
в Бердянске Berdyansk UA | в Никополе Nikopol UA | в Севастополе Sevastopol UA | в Керчи Kerch UA
в Тернополе Ternopil UA | в Полтаве Poltava UA | в Виннице Vinnytsia UA | в Чугуеве Chuhuiv UA
в Варшаве Warsaw PL | под Люблином Lublin PL | в Жешуве Rzeszów PL | в Гданьске Gdańsk PL
в Вильнюсе Vilnius LT | в Клайпеде Klaipėda LT | в Риге Riga LV | в Даугавпилсе Daugavpils LV
в Таллине Tallinn EE | в Нарве Narva EE | в Хельсинки Helsinki FI | в Стокгольме Stockholm SE
в Берлине Berlin DE | в Мюнхене Munich DE | в Лейпциге Leipzig DE | в Копенгагене Copenhagen DK
в Кишиневе Chişinău MD | в Тирасполе Tiraspol MD | в Бухаресте Bucharest RO | в Праге Prague CZ
в Москве Moscow RU | под Белгородом Belgorod RU | в Брянске Bryansk RU | под Курском Kursk RU
в Ростове-на-Дону Rostov-na-Donu RU | в Саратове Saratov RU | в Санкт-Петербурге Saint Petersburg RU
в Нижнем Новгороде Nizhniy Novgorod RU | в Новороссийске Novorossiysk RU | в Туапсе Tuapse RU
в Энгельсе Engels RU | под Рязанью Ryazan’ RU | в Твери Tver RU | в Казани Kazan RU
в Минске Minsk BY | в Бресте Brest BY | в Гомеле Gomel BY | в Гродно Hrodna BY
"""
CASES = listed(INFLECTED)


def test_inflected_places_are_found_where_they_are(gazetteer: Gazetteer) -> None:
    """Of sixty-seven towns in their cases at least 95 in a hundred lie where they should."""
    lost = missed("ru", ("Взрыв произошёл", "ночью."), CASES, gazetteer)
    assert len(lost) <= 0.05 * len(CASES), lost


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Дроны атаковали Харьков и Чугуев.", ["атаковали Харьков", "Чугуев"], "UA"),
        ("Взрыв прогремел в польском Люблине.", ["в польском Люблине"], "PL"),
        ("В Сумской области нет света.", ["В Сумской области"], "UA"),
        ("Судно стояло в Балтийском море.", ["в Балтийском море"], "Baltic Sea"),
        ("Самолёт залетел в воздушное пространство Эстонии.", [], "EE"),
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
        "Владимир Путин прибыл на совещание.",
        "В Генштабе подтвердили потери.",
        "К Министерству обороны обратились родные.",
    ],
)
def test_persons_and_organs_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """A first name that is a town's, and bodies behind a preposition, are left alone."""
    assert find_spots(sentence, gazetteer, WORDS) == ()
