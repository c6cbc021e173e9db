"""Exports begin before they are promised."""

import io
import json
import re
import zipfile
from collections.abc import Iterator

import feedparser
import pytest
from tests.web.affair import NEAR, RAIL

from vedette.errors import LedgerError
from vedette.web.export import begun


def failing(after: int) -> Iterator[bytes]:
    """Write some chunks, then fail."""
    for at in range(after):
        yield b"%d" % at
    raise LedgerError(what="gone", where="here")


def test_what_fails_at_once_is_no_half_file():
    """The error comes before any header is sent, so that it can be answered as one."""
    with pytest.raises(LedgerError):
        begun(failing(0))


def test_nothing_is_lost_by_beginning():
    """All chunks come, in order; an empty export is an empty file."""
    assert list(begun(iter([b"a", b"b", b"c"]))) == [b"a", b"b", b"c"]
    assert b"".join(begun(iter(()))) == b""


def test_no_more_than_the_first_chunk_is_fetched():
    """An export of everything is not written into memory first."""
    chunks = begun(failing(1))
    assert next(chunks) == b"0"
    with pytest.raises(LedgerError):
        next(chunks)


# ── incidents ───────────────────────────────────────────────────────────────────────────────────


def of(raw: bytes, type_: str) -> list[str]:
    """The names of a bundle's objects of a type."""
    return [one["name"] for one in json.loads(raw)["objects"] if one["type"] == type_]


def test_the_list_of_incidents_is_a_bundle(client, live):
    """With the filters of the page, as a file whose name says what it holds."""
    answer = client.get("/incidents.stix?status=attributed")
    assert answer.headers["content-type"] == "application/stix+json; version=2.1"
    assert 'filename="vedette-incidents.stix.json"' in answer.headers["content-disposition"]
    assert of(answer.content, "incident") == ["Sabotage, Lipowa, Poland"]
    assert live.asked_of_incidents[-1].statuses == {"attributed"}
    assert client.get("/export.stix?status=attributed").content == answer.content
    assert len(of(client.get("/incidents.stix").content, "incident")) == 2


def test_the_page_of_an_incident_leads_to_its_bundle(client):
    """So does the list to its own; one incident stands in it alone, by the start of its id too."""
    page = client.get(f"/incidents/{RAIL}").text
    link = re.search(r'href="(/incidents/[^"]*/export\.stix)"', page)[1]
    answer = client.get(link)
    assert of(answer.content, "incident") == ["Sabotage, Lipowa, Poland"]
    assert "vedette-incident-ab1111111111.stix.json" in answer.headers["content-disposition"]
    assert 'href="/incidents.stix?status=attributed"' in (
        client.get("/incidents?status=attributed").text
    )
    assert client.get(f"/incidents/{NEAR[:3]}/export.stix").status_code == 200
    assert client.get("/incidents/nix/export.stix").status_code == 404


def test_the_samples_bundle_says_so(client):
    """In the name of the file, and in every name of an incident."""
    answer = client.get("/sample/incidents.stix")
    assert "vedette-sample-incidents" in answer.headers["content-disposition"]
    assert all(name.startswith("SAMPLE: ") for name in of(answer.content, "incident"))


def test_a_wrong_question_is_no_export(client):
    """An unknown filter, and an asset that nobody has, are answered as they are on the page."""
    for query in ("colour=red", "asset=x", "limit=0"):
        assert client.get(f"/incidents.stix?{query}").status_code == 400


def test_incidents_are_a_map_and_a_table(client):
    """Each in its media type; addresses of pages are those by which the desk was asked."""
    answer = client.get("/incidents.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    first = answer.json()["features"][0]
    assert first["properties"]["url"] == f"http://127.0.0.1:8400/incidents/{RAIL}"
    assert client.get(first["properties"]["url"]).status_code == 200
    sample = client.get("/sample/incidents.geojson").json()["features"][0]["properties"]
    assert sample["url"] == f"http://127.0.0.1:8400/sample/incidents/{RAIL}"
    table = client.get("/incidents.csv")
    assert table.headers["content-type"].startswith("text/csv; header=present")
    assert table.text.count("\r\n") == 3
    assert client.get(f"/incidents/{RAIL}/export.csv").text.count("\r\n") == 2
    assert client.get("/export.csv").text.startswith("csv ")


def test_what_is_several_files_is_one_zip(client):
    """With the filters of the list, and for one incident; pages lead to both, folded away."""
    answer = client.get("/incidents.package?status=attributed")
    assert answer.headers["content-type"] == "application/zip"
    assert 'filename="vedette-incidents.package.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.read("incidents.csv").count(b"\r\n") == 2
        assert archive.testzip() is None
    assert client.get(f"/incidents/{RAIL}/export.sqlite").content.startswith(b"SQLite format 3")
    for page, link in (
        ("/incidents?status=attributed", "/incidents.package?status=attributed"),
        (f"/incidents/{RAIL}", f"/incidents/{RAIL}/export.package"),
    ):
        text = client.get(page).text
        assert "2 more formats</summary>" in text
        assert f'href="{link}" download>Data Package' in text


# ── feeds ───────────────────────────────────────────────────────────────────────────────────────

FEEDS = [f"/{of}.{format_}" for of in ("incidents", "export") for format_ in ("rss", "atom")]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_answered_as_one(client, path):
    """In its media type, shown and not saved, with links that lead back here."""
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("application/")
    assert path.rpartition(".")[2] in answer.headers["content-type"]
    assert "content-disposition" not in answer.headers
    told = feedparser.parse(answer.content)
    assert not told.bozo
    assert client.get(told.entries[0].link).status_code == 200
    assert client.get(told.feed.link).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_who_has_it_is_told_so(client, path):
    """By the tag, weak or among others, or by the day; not by another tag whatever the day."""
    first = client.get(path)
    tag, day = first.headers["etag"], first.headers["last-modified"]
    for asked in (
        {"if-none-match": tag},
        {"if-none-match": f'"x", W/{tag}'},
        {"if-none-match": "*"},
        {"if-modified-since": day},
        {"if-none-match": tag, "if-modified-since": "Mon, 01 Jan 2024 00:00:00 GMT"},
    ):
        answer = client.get(path, headers=asked)
        assert (answer.status_code, answer.content) == (304, b""), asked
        assert answer.headers["etag"] == tag
    for asked in (
        {},
        {"if-none-match": '"x"'},
        {"if-none-match": '"x"', "if-modified-since": day},
        {"if-modified-since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"if-modified-since": "yesterday"},
    ):
        assert client.get(path, headers=asked).content == first.content, asked


def test_a_feed_has_the_pages_question(client, live):
    """Its filters, how many it lists, and its own address."""
    answer = client.get("/incidents.atom?status=attributed&limit=1")
    told = feedparser.parse(answer.content)
    assert len(told.entries) == 1
    assert live.asked_of_incidents[-1].statuses == {"attributed"}
    assert told.feed.link.endswith("/incidents?status=attributed&limit=1")
    page = client.get("/incidents?status=attributed").text
    assert 'href="/incidents.atom?status=attributed">Atom' in page
    assert 'href="/findings.rss?kind=sabotage">RSS' in client.get("/findings?kind=sabotage").text
    assert len(feedparser.parse(client.get("/export.atom?limit=2").content).entries) == 2
    assert client.get("/incidents.rss?colour=red").status_code == 400
    sample = feedparser.parse(client.get("/sample/incidents.rss").content)
    assert sample.entries[0].link.startswith("http://127.0.0.1:8400/sample/incidents/")
