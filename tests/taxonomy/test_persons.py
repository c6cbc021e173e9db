"""Private persons: told from office-holders, groups and ships by the words that call them."""

import pytest

from vedette.taxonomy import persons

PRIVATE = (
    "Navid R.",
    "the Chinese national Qiuyan L.",
    "reservist Gleb Sorin",
    "the soldier Gleb Sorin",
    "skipper Wolodja Sorin",
    "chambermaid Ināra Zute",
    "Edgars Ozoliņš-Kalve",
    "the fugitive banker Ilan Sârbu",
    "a Belarusian lorry driver, Ihar Zhdanko",
    "the former candidate, Octavian Suciu-Vlad",
    "Alexander Petrov and Ruslan Boshirov",
)
PUBLIC = (
    "President Vladimir Putin",
    "the ambassador, Sergei Nechaev",
    "Kremlin spokesman Dmitry Peskov",
    "Serbian President Nikola Vasović",
    "The former MP Stanimir Kolev",
    "His lawyer, Ana Triboi",
    "Colonel Igor Matveyevich Strelnikov",
)
NOBODY = (
    "the Maltese-flagged Anna K.",
    "the icebreaker Ivan Rebrov",
    "the Baltic Fleet",
    "Homeland Justice",
    "Two Bulgarians",
    "Nord Bulk Ltd",
    "the bloc of Ilan Ș., in Moscow",
    "a clerk of the Railway Administration",
    "Radio Gotland's own laid-off technician",
    'a channel called "Maria K."',
    "China's embassy in Prague",
    "Moscow",
    "",
)


@pytest.mark.parametrize("words", PRIVATE)
def test_private_persons_are_told(words):
    """By an initial, a role before the name, or a given name."""
    assert persons.is_private(words)


@pytest.mark.parametrize("words", PUBLIC)
def test_office_holders_are_persons_and_not_private(words):
    """Whoever holds or held an office, or speaks for somebody, acts in public."""
    assert not persons.is_private(words)
    assert persons.name_of("the chemist Viktor Khrapovich")
    assert persons.is_private("the chemist Viktor Khrapovich")
    assert not persons.is_private("defence minister Viktor Khrapovich")


@pytest.mark.parametrize("words", NOBODY)
def test_what_is_no_person_has_no_name(words):
    """Ships and groups may be called after somebody."""
    assert persons.name_of(words) == ""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Gleb Sorin, 27, said that he had been paid.", "a man aged 27"),
        ("Gleb Sorin (27) was held.", "a person aged 27"),
        ("The 27-year-old Gleb Sorin and his dog were held.", "a man aged 27"),
        ("Ināra Zute, aged 54, lost her keys.", "a person"),
        ("Gleb Sorin, 27 of whose boxes were found, was held.", "a person"),
        ("He told Gleb Sorin that she would come.", "a person"),
        ("Nothing of him.", "a person"),
    ],
)
def test_who_somebody_is_is_said_by_sex_and_age(sentence, told):
    """As the sentence tells them of the one who is named, and no more."""
    assert persons.described("Gleb Sorin", sentence) == told


def test_no_word_calls_an_officer_and_a_private_person():
    """The lists contradict each other nowhere."""
    assert not persons.OFFICES & persons.ROLES
    assert not persons.THINGS & (persons.ROLES | persons.OFFICES | persons.GIVEN)
    assert not persons.GIVEN & (persons.ROLES | persons.OFFICES)
