"""The client against a real server: what the desk told comes back as it was."""

import msgspec
import pytest
from tests.serving import serving
from tests.web.small import SmallDesk

from vedette.answers import Ask
from vedette.client import Client, DeskError
from vedette.web import app


def plain(told):
    """Give what the desk told as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(told))


@pytest.fixture(scope="module")
def served():
    """Serve a small desk on a port of its own; give the desk and the address."""
    desk = SmallDesk()
    with serving(app(desk, SmallDesk(sample=True), host="127.0.0.1", port=0)) as at:
        yield desk, at


@pytest.fixture
def client(served):
    """Ask it."""
    with Client(served[1]) as client:
        yield client


def test_lists_are_read_page_by_page(served, client):
    """All findings come once, in the desk's order, with their spans."""
    desk = served[0]
    lines = list(client.findings(limit=3))
    assert lines == plain(desk.stream(Ask(limit=500)).lines)


def test_filters_are_those_of_the_api(served, client):
    """Several values in a list, a day as a date or as text; what is None is not asked."""
    chosen = list(client.findings(type=["attribution", "denial"], place=None))
    wanted = Ask(types=frozenset({"attribution", "denial"}), limit=500)
    assert chosen == plain(served[0].stream(wanted).lines)
    assert chosen
    assert client.counts(type="attribution")["total"] < client.counts()["total"]


def test_one_is_told_whole(served, client):
    """An incident, its story, a pledge, an article: equal to what the desk told."""
    desk = served[0]
    incident = next(client.incidents())
    assert client.incident(incident["id"]) == plain(desk.incident(incident["id"]))
    story = next(client.stories())
    assert client.story(story["id"]) == plain(desk.story(story["id"]))
    pledge = next(client.pledges())
    assert client.pledge(pledge["id"]) == plain(desk.pledge(pledge["id"]))
    assert client.article(incident["article"]) == plain(desk.article(incident["article"]))


def test_all_else_answers(served, client):
    """Sources, coverage, totals, search, issues, calls, postures, and plain JSON."""
    assert client.sources() == plain(served[0].sources())
    assert client.coverage()["listed"]
    assert client.standing() == plain(served[0].standing())
    assert next(client.search("cable"))["outlet"] == "Meri ja raja"
    assert next(client.issues())["issue"]
    assert next(client.calls())["id"]
    assert client.postures()["tracks"]
    assert client.json("alarms")["promise"]


def test_the_sample_is_another_desk(served):
    """It is asked by name."""
    with Client(served[1], sample=True) as client:
        assert client.address.endswith("/sample")
        assert list(client.incidents())


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        (lambda one: one.incident("nosuch"), 404, "Remedy"),
        (lambda one: next(one.incidents(kind="weather")), 400, "kind"),
        (lambda one: one.json("nothing"), 404, "There is nothing here"),
    ],
)
def test_what_the_desk_refuses_is_told_in_its_words(client, asked, status, says):
    """With the status, what is wrong and the remedy."""
    with pytest.raises(DeskError, match=says) as raised:
        asked(client)
    assert raised.value.status == status


def test_a_desk_that_is_not_there_says_so():
    """With what may be done about it."""
    with (
        Client("http://127.0.0.1:9") as client,
        pytest.raises(DeskError, match="vedette watch"),
    ):
        client.standing()


def test_an_answer_of_something_else_is_no_desks(served):
    """A page is not taken for a record."""
    with Client(served[1] + "/article/x/..") as client, pytest.raises(DeskError):
        client.standing()
