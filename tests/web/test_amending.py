"""What is set straight of the registers where it stands: pages, forms, and what they lead to."""

from datetime import UTC, date, datetime

import pytest
from tests.desk.test_calendaring import kept as dated
from tests.desk.test_pledging import kept
from tests.ledger.foretelling import keep, told, written
from tests.web.conftest import visiting
from tests.web.test_pledges import words

from vedette.desk import Desk, PostureAsk
from vedette.desk.pledging import Pledging
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store

DANA = {"author": "Dana", "reason": "the ministry says so"}
YEAR = "/calendar?since=2026-01-01"
SINCE = PostureAsk(since=date(2026, 1, 1))
LATE = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def url(tmp_path):
    """The address of a ledger with a pledge, a call, a posture and a forecast."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    store = Store(url, write=True)
    kept(store, "05-fence")
    dated(store, "01-crossing")
    (one,) = [each for each in told("built-with") if each["id"] == "brevik-ferries"]
    keep(Appender(store, now=lambda: LATE), written(one), one)
    folding.catch_up(store)
    store.close()
    return url


@pytest.fixture
def desk(url):
    """A desk over it, without the pledges that ship."""
    made = Desk(url, pledging=Pledging(bundled=False), now=lambda: LATE)
    yield made
    made.close()


def sent(client, way, **more):
    """Send a form; give where it leads."""
    answer = client.post(f"{way}/decide", data=DANA | more, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def pledge(desk):
    """The only pledge."""
    (line,) = desk.pledges().lines
    return line


def test_a_pledge_is_set_straight_where_it_stands(visitor, desk):
    """Standing, day, promisor and a note, each told with who said so and why."""
    way = f"/pledges/{pledge(desk).id}"
    for what, value in (("standing", "behind"), ("due", "2027-06"), ("who", "Lithuania")):
        assert sent(visitor, way, what=what, **{what: value}) == f"{way}#decisions"
    assert sent(visitor, way, what="note") == f"{way}#decisions"
    page = words(visitor, way)
    for said in ("stands as behind", "due 1–30 Jun 2027", "it is of Lithuania",
                 "a note, of the pledge", "an analyst has decided so", DANA["reason"]):  # fmt: skip
        assert said in page
    line = pledge(desk)
    assert (line.promisor, str(line.due.last)) == ("LT", "2027-06-30")
    turns = [one.turn.standing for one in desk.pledge(line.id).turns]
    assert turns == ["open", "behind", "broken"]


def test_it_is_taken_back_where_it_stands(visitor, desk):
    """Its number is on the button, and no reason needs to be given."""
    before, way = pledge(desk), f"/pledges/{pledge(desk).id}"
    sent(visitor, way, what="who", who="Lithuania")
    (made,) = desk.amended("pledge", before.id)
    data = {"what": f"withdraw:{made.ruling.number}", "author": "Dana"}
    visitor.post(f"{way}/decide", data=data, follow_redirects=False)
    assert pledge(desk) == before
    assert "withdrawn by Dana" in words(visitor, way)


def test_what_is_no_pledge_leads_back_to_the_list(visitor, desk):
    """It has no page any more."""
    assert sent(visitor, f"/pledges/{pledge(desk).id}", what="none") == "/pledges"
    assert desk.pledges().total == 0


def test_a_forecast_is_decided_and_dated_where_it_stands(visitor, desk):
    """As on the command line, with the same score."""
    (line,) = desk.forecasts().lines
    way = f"/forecasts/{line.id}"
    assert sent(visitor, way, what="due", due="2026-11-30") == f"{way}#decisions"
    assert sent(visitor, way, what="resolve", outcome="yes") == f"{way}#decisions"
    page = words(visitor, way)
    assert "came true" in page
    assert "due 30 Nov 2026" in page
    assert desk.forecast(line.id).forecast.state == "came_true"


def test_a_call_and_a_posture_are_set_straight_in_the_calendar(visitor, desk):
    """The step that an analyst made stands beside those of reports, with his reason."""
    (call,) = desk.calls().lines
    way = f"/calendar/calls/{call.id}"
    assert sent(visitor, way, what="standing", standing="unanswered") == "/calendar#calls"
    change = desk.postures(SINCE).tracks[0].lines[0].change
    way = f"/calendar/postures/{change.id}"
    assert sent(visitor, way, what="who", who="Lithuania") == "/calendar#postures"
    page = words(visitor, YEAR)
    assert DANA["reason"] in page
    assert "Dana · decision" in page
    assert [one.country for one in desk.postures(SINCE).tracks] == ["LT"]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"what": "who"}, "who: it is left empty"),
        ({"what": "guess"}, "what: it is none of standing"),
        ({"what": "standing", "standing": "revised"}, "never"),
        ({"what": "note", "reason": " "}, "reason: it is left empty"),
        ({"what": "withdraw:9999"}, "there is no decision 9999"),
        ({"what": "resolve", "outcome": "yes"}, "what: it is none of standing"),
    ],
)
def test_a_form_that_nobody_can_follow_is_refused(visitor, desk, form, why):
    """Status 400, the reason, and nothing is decided."""
    way = f"/pledges/{pledge(desk).id}"
    answer = visitor.post(f"{way}/decide", data=DANA | form, follow_redirects=False)
    assert (answer.status_code, why in answer.text) == (400, True), answer.text
    assert desk.amended("pledge", pledge(desk).id) == ()


def test_who_may_not_decide_sees_no_form(desk):
    """The pages have none, and what is sent all the same is refused."""
    ways = (f"/pledges/{pledge(desk).id}", f"/forecasts/{desk.forecasts().lines[0].id}", YEAR)
    with visiting(desk, None) as client:
        for way in ways:
            assert '/decide"' not in client.get(way).text
        answer = client.post(f"{ways[0]}/decide", data=DANA | {"what": "note"})
    assert answer.status_code == 403
