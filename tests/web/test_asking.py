"""From a query to a question and back."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.desk import Ask
from vedette.web.asking import changed, query
from vedette.web.words import KINDS, TYPES

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
NAMES = st.text(alphabet="abcż &=+%/#é", min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def asks(draw) -> Ask:
    """Draw any question that a reader can put."""
    since, until = sorted([draw(DAYS), draw(DAYS)])
    return Ask(
        types=draw(st.frozensets(st.sampled_from(TYPES), max_size=3)),
        kinds=draw(st.frozensets(st.sampled_from(KINDS), max_size=3)),
        countries=draw(st.frozensets(st.sampled_from(["PL", "XX", "Baltic Sea"]), max_size=2)),
        sources=draw(st.frozensets(NAMES, max_size=2)),
        languages=draw(st.frozensets(NAMES, max_size=2)),
        coders=draw(st.frozensets(NAMES, max_size=2)),
        place=draw(st.one_of(st.just(""), NAMES)),
        words=draw(st.one_of(st.just(""), NAMES)),
        since=draw(st.sampled_from([None, since])),
        until=draw(st.sampled_from([None, until])),
        confidence=draw(st.one_of(st.just(0.0), st.floats(0, 1))),
        review=draw(st.sampled_from([None, True, False])),
        copies=draw(st.booleans()),
        limit=draw(st.integers(1, 500)),
        before=draw(st.one_of(st.none(), st.integers(0, 10**12))),
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asks())
def test_a_link_asks_what_it_was_made_from(client, live, asked):
    """A question written as a query and followed is the same question."""
    assert client.get(f"/api/findings?{query(asked)}").status_code == 200
    assert live.asked[-1] == asked


def test_blanks_of_a_form_do_not_filter(client, live):
    """Boxes left empty are as if they were not there."""
    blank = "/?words=&place=&since=&until=&confidence=&review=&type=incident"
    assert client.get(blank).status_code == 200
    assert live.asked[-1] == Ask(types=frozenset({"incident"}))


def test_a_change_starts_at_the_first_page():
    """Filters that change under a cursor would show a page of nowhere."""
    assert changed(Ask(before=70), place="Lipowa") == "place=Lipowa"
    assert changed(Ask(), before=5) == "before=5"


@pytest.mark.parametrize("path", ["/", "/issues", "/search?q=a", "/export.csv", "/api/findings",
                                  "/api/issues", "/api/search?q=a"])  # fmt: skip
def test_a_cursor_that_no_answer_gave_is_refused(client, path):
    """A number that no ledger can hold is told with its parameter, wherever pages turn."""
    join = "&" if "?" in path else "?"
    for before in (2**53 + 1, 2**63, 10**30, -1):
        answer = client.get(f"{path}{join}before={before}")
        assert answer.status_code == 400, before
        assert "before cannot be" in answer.text
        assert f"from 0 to {2**53}" in answer.text
    assert client.get(f"{path}{join}before={2**53}").status_code == 200


def test_a_country_is_a_code_or_a_water(client, live):
    """Small letters are read as capitals; what is neither a code nor a water is refused."""
    assert client.get("/api/findings?country=pl&country=Baltic+Sea").status_code == 200
    assert live.asked[-1].countries == {"PL", "Baltic Sea"}
    for wrong in ("Poland", "P", "POL", "p1", "żż"):
        answer = client.get(f"/api/findings?country={wrong}")
        assert answer.status_code == 400
        assert answer.json()["why"] == f"country cannot be {wrong!r}"
        assert "PL" in answer.json()["remedy"]


@pytest.mark.parametrize(
    "path", ["/", "/search?q=a", "/export.csv", "/api/findings", "/api/counts", "/api/search?q=a"]
)
def test_a_confidence_is_a_number_from_0_to_1(client, path):
    """Whatever else is given is told with its parameter, wherever findings are asked for."""
    join = "&" if "?" in path else "?"
    for wrong in ("1.01", "-0.1", "nan", "inf", "high", "90%25"):
        answer = client.get(f"{path}{join}confidence={wrong}")
        assert answer.status_code == 400, wrong
        assert "confidence cannot be" in answer.text
        assert "ive a number from 0 to 1, such as 0.9" in answer.text
    for right in ("0", "1", "0.95"):
        assert client.get(f"{path}{join}confidence={right}").status_code == 200


def test_review_is_yes_or_no(client, live):
    """Anything else is told with what may be given; absent, both are shown."""
    for given_, meant in (("yes", True), ("no", False)):
        assert client.get(f"/api/findings?review={given_}").status_code == 200
        assert live.asked[-1].review is meant
    assert client.get("/api/findings").status_code == 200
    assert live.asked[-1].review is None
    problem = client.get("/api/findings?review=true").json()
    assert problem["why"] == "review cannot be 'true'"
    assert "yes or no" in problem["remedy"]
