"""The small readers within the reader: dates, titles, names, languages."""

from datetime import date, datetime

import pytest

from vedette.read import byline, language, titles
from vedette.read.dates import find_date, machine_date, read_date, url_date


@pytest.mark.parametrize(
    "words",
    [
        "13 December 2025", "December 13, 2025", "Dec. 13, 2025", "13th of December 2025",
        "13. Dezember 2025", "13 grudnia 2025", "13 december 2025", "13. joulukuuta 2025",
        "2025 m. gruodžio 13 d.", "2025. gada 13. decembrī", "13. detsember 2025",
        "13. prosince 2025", "13 грудня 2025", "13 декабря 2025", "13 decembrie 2025",
        "13 décembre 2025", "13 de diciembre de 2025", "13.12.2025", "13. 12. 2025",
        "2025年12月13日", "2025-12-13", "2025/12/13", "13/12/2025",
        "Sat, 13 Dec 2025 08:30:00 +0100",
    ],
)  # fmt: skip
def test_one_day_in_many_words(words: str) -> None:
    """The same day is read from the habits of many countries."""
    found = read_date(words)
    assert found is not None
    assert found.isoformat()[:10] == "2025-12-13"


@pytest.mark.parametrize(
    "words",
    ["3/4/2025", "32 December 2025", "31.02.2025", "December 2025", "13 December", "12-13", ""],
)
def test_doubtful_days_are_none(words: str) -> None:
    """What may be two days, or none, is not read."""
    assert find_date(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-13T08:30:00+01:00", datetime.fromisoformat("2025-12-13T08:30:00+01:00")),
        ("2025-12-13T08:30:00.000Z", datetime.fromisoformat("2025-12-13T08:30:00+00:00")),
        ("2025-12-13T08:30:00+0100", datetime.fromisoformat("2025-12-13T08:30:00+01:00")),
        ("2025-12-13T08:30:00", date(2025, 12, 13)),
        ("2025-12-13T00:00:00Z", date(2025, 12, 13)),
        ("20251213", date(2025, 12, 13)),
        ("2025-13-12", None),
        ("yesterday", None),
    ],
)
def test_machine_dates(text: str, expected: date | None) -> None:
    """An hour without a zone, and midnight, are not told."""
    assert machine_date(text) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/2025/12/13/cable", date(2025, 12, 13)),
        ("https://a.example/news/2025-12-13-cable", date(2025, 12, 13)),
        ("https://a.example/20251213/cable", date(2025, 12, 13)),
        ("https://a.example/2025/12/cable", None),
        ("https://a.example/article?d=/2025/12/13/", None),
        ("https://a.example/id/20251345/", None),
    ],
)
def test_day_in_an_address(address: str, expected: date | None) -> None:
    """A whole day in the path counts; a month, a query or a number does not."""
    assert url_date(address) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cable cut | Marsö Nytt", "Cable cut"),
        ("Cable cut - Coast - Marsö Nytt", "Cable cut - Coast"),
        ("Marsö Nytt: cable cut", "Marsö Nytt: cable cut"),
        ("Marsö Nytt » Cable cut", "Cable cut"),
        ("Tallinn–Helsinki cable cut", "Tallinn–Helsinki cable cut"),
        ("Cable – again – cut", "Cable – again – cut"),
    ],
)
def test_outlet_is_cut_off_a_title(title: str, expected: str) -> None:
    """Only the outlet's own name goes; dashes of the title stay."""
    assert titles.without_outlet(title, ["Marsö Nytt"]) == expected


def test_title_with_most_voices_wins() -> None:
    """A menu's heading loses, and so does a headline that stands alone."""
    chosen = titles.choose_title(
        machine=["You won't believe it", "Cable to Marsö cut", "Cable to Marsö cut | Marsö Nytt"],
        headings=["Log in", "Cable to Marsö cut"],
        outlets=["Marsö Nytt"],
    )
    assert chosen == "Cable to Marsö cut"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (["By Tove Lind, senior reporter"], ("Tove Lind",)),
        (["Von Tove Lind und Emil Strand"], ("Tove Lind", "Emil Strand")),
        (["TOVE LIND"], ("Tove Lind",)),
        (["Tove Lind", "Tove Lind"], ("Tove Lind",)),
        (["Marsö Nytt", "Tove Lind"], ("Tove Lind",)),
        (["Marsö Nytt"], ("Marsö Nytt",)),
        (["https://a.example/tove", "tove@a.example", "admin", "12 December 2025", ""], ()),
    ],
)
def test_names_of_a_byline(raw: list[str], expected: tuple[str, ...]) -> None:
    """People before the outlet; roles, addresses and dates are no names."""
    assert byline.names(raw, outlets=["Marsö Nytt"]) == expected


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        (
            "Kabeln mellan fastlandet och ön slutade fungera på fredagen, säger operatören.",
            "",
            "sv",
        ),
        ("The cable between the mainland and the island failed on Friday.", "sv", "en"),
        ("12 : 4", "pl-PL", "pl"),
        ("12 : 4", "", ""),
        ("\x01\ud800\U0001f4a5", "", ""),
    ],
)
def test_language(text: str, hint: str, expected: str) -> None:
    """The words decide where they can, the hint where they cannot."""
    assert language.detect(text, hint=hint) == expected


def test_language_tags_are_cut_to_two_letters() -> None:
    """Regions go, Norwegian is one, and old names are the new ones."""
    assert [language.code(tag) for tag in ("de-AT", "nb", "UA", "iw", "x-klingon", "")] == [
        "de", "no", "uk", "he", "", "",
    ]  # fmt: skip
