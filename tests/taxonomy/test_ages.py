"""Ages: no number of people, and what is said of a person instead of his name."""

import pytest

from vedette.taxonomy.ages import age_beside, is_age


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a 42-year-old was hurt", "42"),
        ("a seven-year-old was hurt", "seven"),
        ("who is 42 years old", "42"),
        ("a 5-month-old girl", "5"),
        ("two women aged 70 and 72", "72"),
        ("a girl aged about six", "six"),
        ("men aged between 20 and 30", "30"),
        ("Gleb Sorin, 27, was hurt", "27"),
        ("Глеб Сорин, 27, ранен", "27"),
        ("Gleb Sorin (27) was hurt", "27"),
        ("a man of 63 died", "63"),
    ],
)
def test_ages_are_told(text: str, told: str) -> None:
    """In every form, in figures and in words."""
    start = text.index(told)
    assert is_age(text, start, start + len(told))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two women aged 70 and 72", "two"),
        ("a 70-year-old woman", "a 70-year-old woman"),
        ("12 years of war", "12"),
        ("damaged 40 cars", "40"),
        ("on 3, 12, 14 and 20 May", "12"),
        ("Gleb Sorin, 27 of whose boats burnt", "27"),
    ],
)
def test_what_is_no_age(text: str, told: str) -> None:
    """A number of something else, or words that tell more than an age."""
    start = text.index(told)
    assert not is_age(text, start, start + len(told))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Gleb Sorin, 27, was held.", 27),
        ("Gleb Sorin, aged 9, was held.", 9),
        ("Gleb Sorin, twenty-seven years old, was held.", 27),
        ("The forty-year-old Gleb Sorin was held.", 40),
        ("A 50-year-old and Gleb Sorin (27) were held.", 27),
        ("Gleb Sorin was held. Ann, 54, was not.", None),
        ("Gleb Sorin and a 3-month-old were held.", None),
    ],
)
def test_the_age_of_whoever_is_named(text: str, age: int | None) -> None:
    """It stands behind his name, or nobody else's is told."""
    assert age_beside("Gleb Sorin", text) == age
