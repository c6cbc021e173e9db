"""The page of the brief, and its Markdown."""

import pytest

from vedette.desk import IncidentAsk


def test_the_page_leads_to_the_desk(client, live):
    """To the incident and to the reports that a sentence rests on."""
    page = client.get("/brief", params={"week": live.today().isoformat()}).text
    line = live.incidents(IncidentAsk()).lines[0]
    assert f'href="/incidents/{line.id}"' in page
    assert "/article/" in page
    assert "Unusual: 14 incidents became known" in page


def test_markdown_has_addresses_of_the_publishers(client, live):
    """It leaves the desk, so nothing in it leads back."""
    answer = client.get("/brief.md", params={"week": live.today().isoformat()})
    assert answer.headers["content-type"].startswith("text/markdown")
    assert "](https://" in answer.text
    assert "/incidents/" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "day=soon",
        "country=Moon",
        "kind=bomb",
        "week=2026-13-01",
        "day=0001-01-01",
        "day=9999-12-31",
        "day=2025-01-01&week=2025-01-01",
    ],
)
def test_what_cannot_be_read_is_a_bad_request(client, query):
    """With the parameter and the remedy."""
    assert client.get(f"/brief?{query}").status_code == 400


def test_what_was_signed_is_kept_as_plain_text(client):
    """Whatever is in it: nobody's script runs on the desk."""
    assert 'href="/brief/signed/7"' in client.get("/brief").text
    answer = client.get("/brief/signed/7")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Brief")
    assert client.get("/brief/signed/8").status_code == 404
