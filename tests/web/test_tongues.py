"""Pages in the language of their reader, and what stays English."""

import asyncio
from collections.abc import Mapping

import pytest
from litestar.testing import TestClient

from vedette.blame import text
from vedette.web import glossary
from vedette.web.affairs import stage_told
from vedette.web.tongues import (
    TONGUES,
    asked,
    gettext,
    ngettext,
    pgettext,
    speaking,
    spoken,
    wished,
)

UKRAINIAN = {"accept-language": "uk-UA,uk;q=0.9,en;q=0.5"}


def tongue_of(client: TestClient, path: str = "/", headers: Mapping[str, str] | None = None) -> str:
    """Give the language that a page says it is in."""
    page = client.get(path, headers=headers).text
    return page.partition('<html lang="')[2].partition('"')[0]


def test_a_choice_is_kept_and_shown(client: TestClient):
    """The form sets a cookie of ours alone and leads back; the next page is in that language."""
    form = {"tongue": "pl", "back": "/sources"}
    answer = client.post("/language", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sources")
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    page = client.get("/sources").text
    assert '<html lang="pl"' in page
    assert '<button name="tongue" value="pl" lang="pl" aria-pressed="true">Polski' in page
    with speaking("pl"):
        assert gettext("All times are UTC.") in page


def test_a_foreign_address_is_not_led_to(client: TestClient):
    """The way back stays on the desk, and a language that is none is English."""
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"):
        form = {"tongue": 'x" onload=1', "back": back}
        answer = client.post("/language", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/"
        assert "vedette_lang=en" in answer.headers["set-cookie"]


def test_the_browser_s_wish_counts_until_somebody_chooses(client: TestClient):
    """A wish is followed, a cookie goes before it, and one that holds nonsense is not believed."""
    assert tongue_of(client) == "en"
    assert tongue_of(client, headers=UKRAINIAN) == "uk"
    assert tongue_of(client, headers={**UKRAINIAN, "cookie": "vedette_lang=en"}) == "en"
    assert tongue_of(client, headers={**UKRAINIAN, "cookie": "vedette_lang=../pl"}) == "uk"


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("", "en"),
        ("*", "en"),
        ("de,fr", "en"),
        ("pl;q=0.3,uk;q=0.8", "uk"),
        ("pl,uk", "pl"),
        ("uk;q=0,pl;q=0.1", "pl"),
        ("uk;q=one,pl;q=0.1", "pl"),
        ("UK-ua", "uk"),
    ],
)
def test_a_wish_is_read_as_the_standard_has_it(wish: str, told: str):
    """By weight, then by order; what is refused or malformed does not count."""
    assert wished(wish) == told


def test_cookies_that_cannot_be_read_choose_nothing():
    """A header of nonsense is passed over."""
    assert asked([(b"cookie", b'vedette_lang="; \xff=]['), (b"accept-language", b"pl")]) == "pl"


def test_caches_are_told_on_what_a_page_hangs(client: TestClient):
    """A page varies by what chooses its language; what programs ask for does not."""
    varies = client.get("/").headers["vary"].lower()
    assert "accept-language" in varies
    assert "cookie" in varies
    assert "accept-language" not in client.get("/api/counts").headers.get("vary", "")


@pytest.mark.parametrize("path", ["/api/counts", "/api/incidents", "/export.csv", "/brief.md"])
def test_programs_are_answered_in_english(path: str, client: TestClient):
    """The API and files are the same to the byte, whoever asks."""
    assert client.get(path, headers=UKRAINIAN).content == client.get(path).content


def test_faults_too_speak_to_their_reader(client: TestClient):
    """An address that leads nowhere says so in the language of the page."""
    page = client.get("/nowhere", headers=UKRAINIAN)
    with speaking("uk"):
        said = gettext("There is nothing here")
    assert page.status_code == 404
    assert said != "There is nothing here"
    assert said in page.text


@pytest.mark.parametrize("tongue", [one for one in TONGUES if one != "en"])
def test_the_desk_s_own_names_are_said(tongue: str, client: TestClient):
    """Heads, kinds and countries of the list of incidents are not English any more."""
    page = client.get("/incidents", headers={"accept-language": tongue}).text
    with speaking(tongue):
        for told in (gettext("Incidents"), gettext("sabotage"), pgettext("country", "Poland")):
            assert told in page
    assert ">Incidents<" not in page


def test_periods_and_the_map_s_countries_are_said(client: TestClient):
    """The unit of a timeline's bars, and the names on the map, which an English page has itself."""
    timeline = client.get("/timeline?since=2025-01-01&until=2025-12-31", headers=UKRAINIAN).text
    assert "за одиницею: місяць, UTC" in timeline
    assert "(month)" not in timeline
    assert '"FI": "\\u0424' in client.get("/map", headers=UKRAINIAN).text  # Фінляндія
    assert "data-names" not in client.get("/map").text


@pytest.mark.parametrize("tongue", [one for one in TONGUES if one != "en"])
@pytest.mark.parametrize("path", ["/sample/", "/sample/wall"])
def test_the_sample_says_so_in_the_page_s_language(tongue: str, path: str, client: TestClient):
    """In its title and on it: on a wall nothing else tells."""
    page = client.get(path, headers={"accept-language": tongue}).text
    with speaking(tongue):
        mark = gettext("SAMPLE")
    assert mark != "SAMPLE"
    assert f"<title>{mark} · " in page
    assert f"<strong>{mark}</strong>" in page
    assert "SAMPLE" not in page


def test_a_script_s_words_travel_with_the_page(client: TestClient):
    """As data; an English page has none."""
    assert 'id="worded"' not in client.get("/").text
    assert (
        '<script type="application/json" id="worded">{' in client.get("/", headers=UKRAINIAN).text
    )


def test_a_stage_is_said_in_the_language_of_the_page():
    """In a sentence as in a list; what is attributed is so by somebody."""
    with speaking("pl"):
        told = text(stage_told("under_investigation")), text(stage_told("attributed"))
    assert told == ("badane", "przypisane w doniesieniach")
    assert text(stage_told("under_investigation")) == "under investigation"


def test_the_glossary_is_in_the_language_of_the_page():
    """One after the other, in whatever order they are asked for."""
    told = {}
    for tongue in (*TONGUES, *reversed(TONGUES)):
        with speaking(tongue):
            listed = (glossary.chapters()[0].title, glossary.terms()["rung-2"].name)
            assert told.setdefault(tongue, listed) == listed
    assert len(set(told.values())) == len(TONGUES)


def test_plurals_follow_the_language():
    """Three forms in Ukrainian, by the last figures."""
    with speaking("uk"):
        told = [
            ngettext("%(num)s incident", "%(num)s incidents", count) for count in (1, 2, 5, 11, 21)
        ]
    assert len({one.split()[1] for one in told}) == 3
    assert told[0].split()[1] == told[4].split()[1]
    assert told[2].split()[1] == told[3].split()[1]


def test_two_readers_at_once_do_not_share_a_language():
    """Each request speaks its own, also while another is being made."""

    async def read(tongue: str) -> str:
        with speaking(tongue):
            await asyncio.sleep(0)
            return spoken()

    async def both() -> list[str]:
        return await asyncio.gather(read("uk"), read("pl"))

    assert asyncio.run(both()) == ["uk", "pl"]
    assert spoken() == "en"
