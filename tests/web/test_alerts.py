"""The page of alerts and its API: what went out, and what became of it."""

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
