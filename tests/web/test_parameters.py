"""Queries that hold what their address does not know."""

import pytest

from vedette.web.asking import REMEDIES
from vedette.web.parameters import names


@pytest.mark.parametrize("base", ["", "/sample"])
@pytest.mark.parametrize("path", ["/findings", "/api/findings", "/api/counts", "/export.csv"])
def test_a_misspelt_filter_is_refused(client, base, path):
    """Everything is no answer to a question about denials."""
    answer = client.get(f"{base}{path}?typ=denial")
    assert answer.status_code == 400
    assert "there is no parameter" in answer.text
    assert "typ" in answer.text
    assert "se type, kind, country, source, language, coder, place" in answer.text


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("/api/issues?after=3", "Use limit, before"),
        ("/api/search?q=a&words=b", "Use q, area, confidence, order, limit, before"),
        ("/api/articles/x?v=1", "Use version"),
        ("/api/sources?country=PL", "Leave it out: this address takes none"),
        ("/api/sources/pl/kurier?x=1", "Leave it out: this address takes none"),
    ],
)
def test_each_address_names_its_own(client, path, remedy):
    """What may be given instead is what that address takes."""
    answer = client.get(path)
    assert answer.status_code == 400
    assert set(answer.json()["remedy"].removeprefix("Use ").split(", ")) == set(
        remedy.removeprefix("Use ").split(", ")
    )


@pytest.mark.parametrize("path", ["/sources?x=1", "/issues?limit=3", "/search?words=a",
                                  "/article/x?q=a", "/sources/pl/kurier?x=1"])  # fmt: skip
def test_pages_refuse_too(client, path):
    """A page is as strict as the API."""
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/?place=%00", "/api/findings?words=a%00b", "/search?q=%00"])
def test_a_character_that_no_text_holds_is_refused(client, path):
    """U+0000 is told with its parameter; PostgreSQL takes it in no text."""
    answer = client.get(path)
    assert answer.status_code == 400
    assert "holds the character U+0000" in answer.text


def test_every_parameter_has_its_remedy():
    """What a question takes is what can be explained."""
    asked = names(
        [
            "ask",
            "incident_ask",
            "story_ask",
            "pledge_ask",
            "forecast_ask",
            "coverage_ask",
            "call_ask",
            "posture_ask",
        ]
    )
    alone = {"q", "order", "version", "against", "span", "as_of", "day", "week", "at"}
    watch = {"name", "edit", "on", "cause", "channel", "quiet", "wakes", "urgent"}
    shifts = {"only", "done"}
    ticked = {"id"}
    assert set(asked) | alone | watch | shifts | ticked == set(REMEDIES)
