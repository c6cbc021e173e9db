"""The page of the brief, and its Markdown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from vedette.desk import BriefAsk, IncidentAsk
from vedette.web import briefing, briefs


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
    answer = client.get("/brief/signed/7/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Brief")
    for number in ("8", "0", "-1", "9" * 30):
        for path in (f"/brief/signed/{number}", f"/brief/signed/{number}/text"):
            assert client.get(path).status_code == 404
        assert client.get(f"/api/briefs/{number}").status_code == 404


def test_the_page_leads_to_the_days_before_and_after(client, live):
    """By as much as it tells of, and never to a day that has not come."""
    today = live.today()
    week = client.get("/brief", params={"week": today.isoformat()}).text
    assert f'href="/brief?week={today}" aria-current="page">Week' in week
    assert f'href="/brief?week={today - timedelta(days=7)}">Earlier' in week
    assert ">Later<" not in week
    before = today - timedelta(days=3)
    day = client.get("/brief", params={"day": before.isoformat()}).text
    assert f'href="/brief?day={before}" aria-current="page">Day' in day
    assert f'href="/brief?day={before + timedelta(days=1)}">Later' in day
    week = client.get("/brief", params={"week": before.isoformat()}).text
    last = live.brief(BriefAsk(since=before, until=before)).made.date()
    assert f'href="/brief?week={last}">Later' in week


def test_what_was_left_out_is_a_step_away(live):
    """On the page; a file has no desk to lead to."""
    told = live.brief(BriefAsk(since=live.today() - timedelta(days=6), until=live.today()))
    many = replace(told, fresh=told.fresh * 40)
    (new, *_) = briefs.parts(many)
    assert new.more == len(many.fresh) - briefs.MOST["new"]
    assert new.page == f"/timeline?since={told.ask.since}&until={told.ask.until}"
    assert f"And {new.more} more." in briefing.file(many, "html", sample=False)


def test_a_line_begins_with_a_capital(live):
    """Whoever a report leaves nameless."""
    told = live.brief(BriefAsk(since=live.today() - timedelta(days=6), until=live.today()))
    heads = [item.head for part in briefs.parts(told) for item in part.items]
    assert heads
    assert all(head[0] == head[0].upper() for head in heads)
