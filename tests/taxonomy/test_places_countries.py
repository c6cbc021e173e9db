"""Which state the words of an actor mean."""

import pytest

from vedette.taxonomy.countries import countries, country_of, mentions


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Polish", "PL"),
        ("the Kremlin", "RU"),
        ("German Interior Ministry", "DE"),
        ("Moscow", "RU"),
        ("SBU", "UA"),
        ("GRU", "RU"),
        ("Pentagon", "US"),
        ("Unit 29155 of the GRU", "RU"),
        ("Russia's embassy in Riga", "RU"),
        ("The foreign ministry in Minsk", "BY"),
        ("U.S. officials", "US"),
        ("LATVIA'S security service", "LV"),
        ("North Korea", "KP"),
        ("the People’s Republic of China", "CN"),
        ("Russian drones", "RU"),
        ("Northern Ireland", "GB"),
        ("the Russians", "RU"),
        ("the British", "GB"),
        ("a Russian officer aged 34", "RU"),
        ("The Kremlin's press office", "RU"),
        ("Santiago", "CL"),
        ("Santiago Police", "CL"),
        ("Jordan Armed Forces", "JO"),
        ("Sofia City Court", "BG"),
        ("Paris Prosecutor Laure Beccuau", "FR"),
        ("Moscow Denies Involvement", "RU"),
        ("Israel Katz", "IL"),
        ("Russian soldiers", "RU"),
        ("Chinese hackers", "CN"),
        ("employees of the Russian trade mission", "RU"),
        ("National Guard of Ukraine", "UA"),
        ("National Cyber and Information Security Agency, NÚKIB", "CZ"),
    ],
)
def test_states(words: str, code: str) -> None:
    """A name, an adjective, a capital, a service or a company of a state gives the state."""
    assert country_of(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "NATO",
        "the European Union",
        "Finland and Estonia",
        "Polish and Dutch jets",
        "two Bulgarian citizens",
        "three young Ukrainians",
        "a 46-year-old Latvian",
        "a Ukrainian",
        "The 53-year-old Georgian",
        "the arrested Moldovan",
        "Belarusian partisans",
        "The Freedom of Russia Legion",
        "the Russian opposition",
        "opponents of Russia",
        "German far-left extremists",
        "Polish farmers",
        "a Moldovan welder, Sergiu Ciobanu",
        "a Russian-born British businessman",
        "the Gabon-flagged tanker",
        "pro-Russian channels",
        "a German-Russian engineer",
        "the embassy in Riga",
        "Santiago Abascal",
        "Santiago Abascal's party",
        "Jordan Bardella",
        "Jack London",
        "The Moscow Times",
        "the Kyiv Independent",
        "the Times of Israel",
        "Two Moldovan electricians",
        "Ukrainian deserters",
        "Polish fishermen",
        "a Russian courier",
        "some customers in Bulgaria",
        "a Latvian man of 42",
        "us",
        "the police",
        "",
    ],
)
def test_no_state(words: str) -> None:
    """Alliances, several states, private persons, mere descent, what is called after a state."""
    assert country_of(words) is None


def test_mentions_stand_where_they_say() -> None:
    """Every mention slices back to words that mean its state."""
    text = "Warsaw blamed the GRU; Berlin's BND, and the U.S., agreed."
    found = [(text[m.start : m.end], m.code) for m in mentions(text)]
    assert found == [
        ("Warsaw", "PL"), ("GRU", "RU"), ("Berlin", "DE"), ("BND", "DE"), ("U.S.", "US"),
    ]  # fmt: skip


def test_every_country_has_a_name_and_a_point() -> None:
    """Codes are two capitals, points on the globe, and no name belongs to two states."""
    names = [country.name for country in countries().values()]
    assert len(set(names)) == len(names) > 180
    for code, country in countries().items():
        assert len(code) == 2
        assert code.isupper()
        assert -90 <= country.lat <= 90
        assert -180 <= country.lon <= 180
