"""Light and dark."""

from litestar.testing import TestClient


def test_the_choice_is_kept_and_shown(client: TestClient):
    """The form sets a cookie of ours alone and leads back; the next page has the colours."""
    answer = client.post(
        "/theme", data={"theme": "dark", "back": "/sources"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/sources"
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert 'data-theme="dark"' in client.get("/sources").text


def test_a_foreign_address_is_not_led_to(client: TestClient):
    """The way back stays on the desk."""
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"):
        answer = client.post(
            "/theme", data={"theme": "light", "back": back}, follow_redirects=False
        )
        assert answer.headers["location"] == "/"


def test_only_known_themes(client: TestClient):
    """A theme that is none is refused, and a cookie that holds one is not believed."""
    assert client.post("/theme", data={"theme": 'x" onload=1'}).status_code == 400
    page = client.get("/", headers={"cookie": "vedette_theme=purple"})
    assert 'data-theme="auto"' in page.text
