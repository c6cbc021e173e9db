"""Charts: each is a table first."""

from vedette.desk import IncidentAsk, IncidentCounts
from vedette.web.charts import names, series


def test_weeks_stand_beside_what_was_expected(client):
    """With the alarm in the week that it fell into."""
    page = client.get("/charts?kind=drone_incursion&country=LT").text
    assert "drone incursion, Lithuania" in page
    assert page.count('data-chart="band"') == 1
    assert ">yes<" in page


def test_a_young_desk_says_that_nothing_can_be_said(client, live):
    """With how much is missing."""
    live.young = True
    assert "Nothing can be said yet: 30 days of history" in client.get("/charts").text


def test_the_period_narrows_the_weeks(live):
    """Weeks end within it."""
    told, counts = live.lookout(), IncidentCounts(total=1, kinds={"drone_incursion": 1})
    (every, *_) = series(told, IncidentAsk(), counts)
    since = told.past.ends[-3]
    (few, *_) = series(told, IncidentAsk(since=since), counts)
    assert (len(every.rows), len(few.rows)) == (40, 3)
    assert few.rows == every.rows[-3:]


def test_what_is_asked_for_is_crossed():
    """Kinds with places where both are asked for."""
    counts = IncidentCounts(total=1, kinds={"arson": 1}, countries={"LT": 1, "PL": 1})
    both = IncidentAsk(kinds=frozenset({"arson"}), countries=frozenset({"LT", "PL"}))
    assert list(names(both, counts)) == ["arson@LT", "arson@PL"]
    assert next(iter(names(IncidentAsk(countries=frozenset({"LT"})), counts))) == "*@LT"
