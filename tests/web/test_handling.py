"""What is handled more strictly than an exit allows does not leave through it, in any way."""

import io
import re
import zipfile

import pytest
from litestar.testing import TestClient
from tests.ledger.making import NOON
from tests.web.conftest import AT, PORT
from tests.web.hushed import HUSH, WORD, fill, secret

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.handling import Ceilings
from vedette.ledger import handled, related
from vedette.web import app

FILES = (
    *("acled", "csv", "datasette", "geojson", "jsonld", "misp", "misp-feed", "package", "parquet"),
    *("plover", "sqlite", "stix"),
)
"""Formats of incidents that are no feeds."""
EXITS = (
    "/api/findings",
    "/api/counts",
    "/api/incidents",
    "/api/stories?reports=1",
    "/api/pledges",
    "/api/forecasts",
    "/api/calls",
    "/api/postures",
    "/api/sources",
    "/api/coverage",
    "/api/alarms",
    "/api/briefs",
    "/api/unusual",
    "/api/issues",
    f"/api/search?q={WORD}",
    "/api/search?q=cable",
    "/api/standing",
    *("/export.rss", "/export.atom", "/export.csv", "/export.jsonl"),
    *(f"/export.{name}" for name in FILES if name != "csv"),
    *("/findings.rss", "/findings.atom", "/findings.csv", "/findings.jsonl"),
    *(f"/findings.{name}" for name in FILES if name != "csv"),
    *(f"/search.{name}?q=cable" for name in ("rss", "atom", "jsonl", *FILES)),
    f"/search.csv?q={WORD}",
    *("/api/complete?q=", "/api/complete?q=source:"),
    *("/incidents.rss", "/incidents.atom"),
    *(f"/incidents.{name}" for name in FILES),
    *("/metrics", "/health"),
)
PAGES = (
    "/",
    "/?since=2025-01-01T00:00Z",
    "/wall",
    "/fresh",
    "/fresh/incidents?since=2025-01-01T00:00Z",
    "/findings",
    "/incidents",
    "/incidents?q=differs:place",
    "/incidents/chosen?id=0123456789ab",
    "/map",
    "/map/places",
    "/map/rates",
    "/timeline",
    "/charts",
    "/stories?reports=1",
    "/alarms",
    "/alarms/week",
    "/brief",
    "/brief.md",
    "/sources",
    "/coverage",
    "/issues",
    "/search?q=cable",
    "/watches",
    "/handover",
    "/review",
    "/review?only=low",
    "/foresight",
    "/pledges",
    "/forecasts",
    "/calendar",
    "/add",
    "/start",
    "/start?country=EE",
    "/help",
    "/keys",
)
ONE = (
    "/article/{id:str}",
    "/incidents/{id:str}",
    "/stories/{id:str}",
    "/api/articles/{id:str}",
    "/api/incidents/{id:str}",
    "/api/stories/{id:str}",
    *(f"/incidents/{{id:str}}/export.{name}" for name in (*FILES, "txt")),
    "/sources/{id:path}",
    "/api/sources/{id:path}",
    "/brief/signed/{id:int}",
    "/brief/signed/{id:int}/text",
    "/api/briefs/{id:int}",
    "/handover/{id:int}",
    "/handover/{id:int}/text",
)
"""Addresses of one thing; what stands in them is asked for below."""
REGISTERS = (
    "/pledges/{id:str}",
    "/forecasts/{id:str}",
    "/forecasters/{id:path}",
    "/api/pledges/{id:str}",
    "/api/forecasts/{id:str}",
    "/api/forecasters/{id:path}",
)
"""One thing in a register, which is made anew of what is not withheld."""
CLOSED = Ceilings(pages="clear")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk to which an amber source tells of a secret, and repeats a public report."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hushed')}/l.sqlite"
    fill(url, secret(), secret(of=5), secret(of=17)).close()
    return Desk(url, sources=[HUSH], now=lambda: NOON)


@pytest.fixture(scope="module")
def clear(tmp_path_factory):
    """The same desk, if that source had never told anything."""
    url = f"sqlite:///{tmp_path_factory.mktemp('clear')}/l.sqlite"
    fill(url).close()
    return Desk(url, now=lambda: NOON)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A desk to which the source tells of a secret that nobody else knows of."""
    url = f"sqlite:///{tmp_path_factory.mktemp('alone')}/l.sqlite"
    fill(url, secret()).close()
    return Desk(url, sources=[HUSH], now=lambda: NOON)


def visiting(desk, ceilings=Ceilings()):  # noqa: B008  # frozen
    """Visit a desk whose exits have these ceilings."""
    site = app(desk, None, host="127.0.0.1", port=PORT, ceilings=ceilings)
    return TestClient(site, base_url=AT, raise_server_exceptions=False)


def hushed(desk):
    """The ids and words of all that is amber."""
    with desk._store.whole() as connection:  # noqa: SLF001
        names = {
            name
            for noun in ("article", "incident", "story", "utterance", "source")
            for name in handled.names(connection, noun, "clear")
        }
        findings = {
            told.finding
            for one in related.incidents(connection)
            for told in one.tellings
            if told.article in names and told.finding
        }
    return names | findings | {WORD, HUSH.name, "hush.example"}


def told_by(answer):
    """All that an answer holds, files in a package one after the other."""
    if answer.headers["content-type"] != "application/zip":
        return answer.content.decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        return "".join(
            name + package.read(name).decode("latin-1") for name in sorted(package.namelist())
        )


def plain(body):
    """A body without its ledger's names, the line on what is withheld, and the program's pulse."""
    own = r'urn:uuid:[0-9a-f-]*|<p class="withheld">[^\n]*?</p>|(?m:^process_.*\n)'
    return re.sub(own, "", body)


def test_every_exit_is_looked_at(desk):
    """A new address fails here until it is asked below."""
    with visiting(desk) as client:
        routes = client.app.routes
        paths = {one.path for one in routes if "GET" in getattr(one, "methods", ())}
    known = {path.partition("?")[0] for path in (*EXITS, *PAGES)}
    shapes = {re.sub(r"\{\w+:", "{id:", path) for path in paths}
    # Alerts are looked at in tests/desk/test_outward.py; what lies under /add/ is in no ledger.
    other = {
        "/theme",
        "/static",
        "/schema",
        "/alerts",
        "/api/alerts",
        "/worker.js",
        "/add/",
        "/tour/",
    }
    assert {path for path in shapes if not path.startswith(tuple(other))} == known | {
        *ONE,
        *REGISTERS,
    }


@pytest.mark.parametrize("path", [*EXITS, *PAGES])
def test_nothing_amber_leaves_through_a_clear_exit(desk, path):
    """No id, word, name, address or count of it; and a page of the desk does show it."""
    told = hushed(desk)
    with visiting(desk, CLOSED) as client:
        answer = client.get(path)
    assert answer.status_code == 200
    sought = {WORD} if f"q={WORD}" in path else set()
    assert not [name for name in told - sought if name in told_by(answer)]


@pytest.mark.parametrize("path", [*EXITS, *PAGES])
def test_a_clear_exit_answers_as_if_it_had_never_come(alone, clear, path):
    """To the letter: counts, facets, snippets, alarms and grades are made of what is clear."""
    with visiting(alone, CLOSED) as hushed_, visiting(clear, CLOSED) as plain_:
        assert plain(told_by(hushed_.get(path))) == plain(told_by(plain_.get(path)))


def amber(desk, noun):
    """The ids of a noun that are amber."""
    with desk._store.whole() as connection:  # noqa: SLF001
        return sorted(handled.names(connection, noun, "clear"))


def addresses(desk):
    """The address of each thing that is amber, as pages and as programs ask for it."""
    found = {
        "article": [("/article/{}", "/api/articles/{}")],
        "incident": [("/incidents/{}", "/api/incidents/{}")],
        "story": [("/stories/{}", "/api/stories/{}")],
    }
    for noun, shapes in found.items():
        for name in amber(desk, noun):
            for page, api in shapes:
                yield page.format(name), api.format(name)


def test_what_is_asked_for_by_its_id_is_refused(desk):
    """The desk's own page says why; a program outside is not told that there is such a thing."""
    asked = list(addresses(desk))
    assert len(asked) > 5
    with visiting(desk, CLOSED) as client:
        for page, api in asked:
            shown, told = client.get(page), client.get(api)
            assert (shown.status_code, told.status_code) == (403, 404)
            assert "TLP:AMBER" in shown.text
            assert "TLP" not in told.text
            assert WORD not in shown.text + told.text
        (name,) = amber(desk, "source")
        assert client.get(f"/sources/{name}").status_code == 404
        assert client.get(f"/api/sources/{name}").status_code == 404


@pytest.mark.parametrize("format_", FILES)
def test_one_amber_incident_is_no_file(desk, format_):
    """Not even on a desk whose pages show it."""
    with visiting(desk) as client:
        for name in amber(desk, "incident"):
            assert client.get(f"/incidents/{name}").status_code == 200
            assert client.get(f"/incidents/{name}/export.{format_}").status_code == 404


def test_the_desk_on_its_own_screen_shows_and_labels_it(desk):
    """Lists, pages and the brief say TLP:AMBER where something is."""
    with visiting(desk) as client:
        for page in (
            "/",
            "/incidents",
            "/stories?reports=1",
            f"/search?q={WORD}",
            "/brief?day=2026-03-02",
        ):
            assert "TLP:AMBER" in client.get(page).text
        for page, _ in addresses(desk):
            assert "TLP:AMBER" in client.get(page).text
        assert WORD in client.get("/findings").text


def test_a_clear_desk_bears_no_labels(clear):
    """But for the brief, which is passed on."""
    with visiting(clear) as client:
        for page in ("/", "/incidents", "/stories"):
            assert "TLP:" not in client.get(page).text
        assert "TLP:CLEAR" in client.get("/brief").text
        assert client.get("/brief.md").text.startswith("**TLP:CLEAR**")


def test_lists_say_how_much_is_withheld(desk):
    """Of the whole desk and not of the question, which would tell of what kind it is."""
    with visiting(desk, CLOSED) as client:
        page = client.get("/incidents?kind=undersea_infrastructure").text
        assert "Withheld here" in page
        assert f"{len(amber(desk, 'article'))} articles" in page
        assert page.count("Withheld here") == 1
        assert "Withheld" not in client.get("/api/incidents").text


def test_a_higher_ceiling_lets_it_through(desk):
    """With its label in every format, each object of a bundle marked."""
    with visiting(desk, Ceilings(api="amber", feeds="amber", files="amber")) as client:
        assert WORD in client.get("/api/findings").text
        for path in ("/export.rss", "/export.atom", "/export.csv", "/export.jsonl"):
            assert "TLP:AMBER" in client.get(path).text
        for feature in client.get("/incidents.geojson").json()["features"]:
            is_amber = feature["id"] in amber(desk, "incident")
            assert feature["properties"]["handling"] == ("TLP:AMBER" if is_amber else "TLP:CLEAR")
        objects = client.get("/incidents.stix").json()["objects"]
        marks = {one["id"]: one.get("name", "") for one in objects}
        own = "extension-definition--0830b6b4-94fa-5bc3-bc31-3f066e0a7c14"
        for one in objects:
            if one["type"] == "incident":
                level = (
                    "amber"
                    if one["extensions"][own]["incident"] in amber(desk, "incident")
                    else "clear"
                )
                told = [marks[mark] for mark in one["object_marking_refs"] if "TLP" in marks[mark]]
                assert told == [f"TLP:{level.upper()}"]
            if WORD in str(one):
                assert "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421" in str(one)


def test_an_incident_that_an_analyst_raised_leaves_no_longer(tmp_path):
    """Its reports do, for each is public by itself; taken back, it is there again."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    store = fill(url)
    desk = Desk(url, now=lambda: NOON)
    one = desk.incidents().lines[0]
    by = Deciding(store=store, author="A. Analyst", reason="an inquiry is under way", at=NOON)
    with visiting(desk) as client:
        before = client.get("/api/incidents").json()
        number = by.handle(one.id, "amber")
        after = client.get("/api/incidents").json()
        assert one.id in str(before)
        assert one.id not in str(after)
        assert client.get(f"/api/articles/{one.article}").status_code == 200
        assert one.id not in client.get(f"/api/articles/{one.article}").text
        by.withdraw(number)
        assert client.get("/api/incidents").json() == before


# ── what goes to the public ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("analysts", [1, 2])
def test_public_feeds_have_what_was_released(tmp_path, analysts):
    """By as many analysts as the settings ask for, each counted once; not the files of the desk."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    store = fill(url)
    desk = Desk(url, now=lambda: NOON, analysts=analysts)
    one = desk.incidents().lines[0]
    with visiting(desk) as client:
        for n in range(analysts):
            assert not desk.released(one.id)
            assert "<item>" not in client.get("/incidents.rss").text
            by = Deciding(store=store, author=f"{n}. Analyst", reason="checked", at=NOON)
            number = by.release(one.id)
        assert desk.released(one.id)
        assert client.get("/incidents.rss").text.count("<item>") == 1
        assert one.id in client.get("/incidents.atom").text
        assert len(client.get("/incidents.geojson").json()["features"]) > 1
        assert client.get("/export.rss").status_code == 404
        assert "export.rss" not in client.get("/findings").text
        by.withdraw(number)
        assert not desk.released(one.id)
        assert "<item>" not in client.get("/incidents.rss").text


def test_a_private_desk_releases_nothing_and_feeds_all(clear):
    """Which is how a desk is at first."""
    with visiting(clear) as client:
        assert client.get("/incidents.rss").text.count("<item>") > 1
    assert clear.released(clear.incidents().lines[0].id)
