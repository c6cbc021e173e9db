"""Numbers of people in every language, and ages, which are none."""

import pytest

from vedette.code.languages import language
from vedette.code.languages.counting import counted


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("pl", "42-letni mężczyzna"),
        ("pl", "42-latek"),
        ("pl", "mężczyzna w wieku 42 lat"),
        ("pl", "Marek Z. (46)"),
        ("pl", "Marek Nowak, 46, zginął"),
        ("uk", "загинув 42-річний чоловік"),
        ("uk", "42\u2011річна жінка"),
        ("uk", "чоловік віком 42 років"),
        ("ru", "42-летний мужчина"),
        ("ru", "мужчина 42 лет"),
        ("ru", "женщина в возрасте 70 лет"),
        ("de", "ein 42-Jähriger"),
        ("de", "42-Jähriger"),
        ("de", "der 42 Jahre alte Fahrer"),
        ("de", "Mann im Alter von 42 Jahren"),
        ("lt", "42 m. vyras"),
        ("lt", "42 metų vyras"),
        ("lt", "42-ejų metų moteris"),
        ("lt", "42-metis"),
        ("fi", "42-vuotias mies"),
        ("fi", "42-vuotiaan miehen"),
        ("sv", "42-årig man"),
        ("sv", "42-åring"),
        ("sv", "man i 40-årsåldern"),
        ("lv", "42-gadīgs vīrietis"),
        ("lv", "51 gadu vecs Krievijas žurnālists"),
        ("lv", "42 gadus veca sieviete"),
        ("et", "42-aastane mees"),
        ("et", "42 aastat vana mees"),
    ],
)
def test_the_age_of_somebody_is_one_person(code: str, words: str) -> None:
    """Of one person the age alone is told."""
    assert counted(words, language(code).words) == 1


@pytest.mark.parametrize(
    ("code", "words", "count"),
    [
        ("pl", "dwóch mężczyzn w wieku 42 i 50 lat", 2),
        ("pl", "42-letni mężczyzna i 50-letnia kobieta", 2),
        ("pl", "42 osoby", 42),
        ("pl", "1 200 żołnierzy", 1200),
        ("uk", "троє людей, серед них 5-річна дитина", 3),
        ("ru", "две женщины 70 и 72 лет", 2),
        ("de", "drei Männer im Alter von 20 bis 30 Jahren", 3),
        ("lt", "du vyrai, 42 ir 50 metų", 2),
        ("lt", "12 vyrų", 12),
        ("fi", "kaksi, 70- ja 72-vuotiaat naiset", 2),
        ("sv", "3 män, 42, 50 och 61 år gamla", 3),
        ("lv", "42 un 50 gadus veci vīrieši", None),
        ("et", "kaks 42-aastast meest", 2),
        ("de", "junge Leute im Alter von 20 bis 30 Jahren", None),
    ],
)
def test_ages_are_no_number_of_people(code: str, words: str, count: int | None) -> None:
    """The number that is told beside ages counts; ages of some alone do not say how many."""
    assert counted(words, language(code).words) == count
