"""The page of alerts and its API: what went out, and what became of it."""

import feedparser
from litestar.testing import TestClient


def test_the_page_tells_what_went_out(client: TestClient) -> None:
    """With its rule, channel, standing and cause, and how long it took."""
    page = client.get("/alerts").text
    for told in ("Sabotage, Lipowa, Poland: confirmed", "rail", "duty", "https://hooks.example/…"):
        assert told in page
    for told in ("waiting", "put off", "503", "3 attempts", "taken", "withdrawn", "2 voices"):
        assert told in page
    for told in ("known to taken", "70 ms", "75 s"):
        assert told in page


def test_an_empty_desk_says_how_to_begin(empty_client: TestClient) -> None:
    """Nothing has gone out, and what to write where."""
    page = empty_client.get("/alerts").text
    assert "Nothing has gone out" in page
    assert "vedette alert test RULE" in page


def test_the_api_pages_and_has_each_alert_whole(client: TestClient) -> None:
    """The newest first, with the cursor of what is older."""
    told = client.get("/api/alerts?limit=2").json()
    assert [one["number"] for one in told["lines"]] == [7, 6]
    assert told["next"] == 6
    older = client.get("/api/alerts?before=6").json()
    assert [one["outcome"] for one in older["lines"]] == ["taken"]
    (alert,) = older["lines"][0]["envelope"]["alerts"]
    assert (alert["cause"], alert["grade"], alert["backing"][0]["source"]) == (
        "new", "B2", "pl/kurier",
    )  # fmt: skip
    assert told["delays"] == [{"part": "known to taken", "count": 2, "half": 0.07, "most": 75.0}]


def test_the_cap_feed_leads_to_its_messages(client: TestClient) -> None:
    """As an Atom index whose links are messages of CAP; who has it already is told so."""
    answer = client.get("/alerts/cap.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    (link,) = feed.entries[0].links
    assert link.type == "application/cap+xml"
    message = client.get(link.href)
    assert message.headers["content-type"].startswith("application/cap+xml")
    assert b"<status>Draft</status>" in message.content
    again = client.get("/alerts/cap.atom", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/alerts/cap/other.xml").status_code == 404


def test_a_feed_of_nothing_is_one_too(empty_client: TestClient) -> None:
    """Who subscribes before the first alert is told of it."""
    assert not feedparser.parse(empty_client.get("/alerts/cap.atom").content).bozo
