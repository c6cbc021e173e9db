"""Letting a browser be told: what the page offers, and what it refuses to whom."""

import json
from datetime import UTC, datetime

import pytest
from tests.send.pushes import Reader
from tests.web.conftest import visiting
from tests.web.small import SmallDesk

from vedette.alerts import Channel, Rule
from vedette.desk.subscribing import Subscribing, keyed
from vedette.ledger.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READER = Reader("https://fcm.googleapis.com/fcm/send/one")
PUSH = Channel(name="browsers", kind="push", ceiling="green")
RULE = Rule(name="rail", channels=("browsers",), kinds=("sabotage",), places=("PL",))


@pytest.fixture
def subscribing(tmp_path):
    """Give a ledger that takes browsers in."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield Subscribing(store, keyed((PUSH,), tmp_path / "push-key"), (RULE,), now=lambda: NOON)
    store.close()


@pytest.fixture
def visitor(subscribing):
    """Visit a desk that pushes, with a sample desk beside it."""
    live = SmallDesk()
    live.subscribing = subscribing
    with visiting(live, SmallDesk(sample=True)) as visitor:
        yield visitor


def wanted(channel="browsers", reader=READER):
    """What the page's script posts."""
    return {"channel": channel, "subscription": json.loads(reader.address)}


def test_a_browser_comes_and_goes(visitor, subscribing):
    """Asked with its address, the desk says what it listens to."""
    assert visitor.post("/alerts/here", json=wanted()).status_code == 204
    known = {"endpoint": READER.endpoint}
    assert visitor.post("/alerts/here/mine", json=known).json() == {"channels": ["browsers"]}
    assert subscribing.offers()[0].listening == 1
    gone = visitor.post("/alerts/here/end", json=known | {"channel": "browsers"})
    assert gone.status_code == 204
    assert visitor.post("/alerts/here/mine", json=known).json() == {"channels": []}


def test_the_page_says_what_is_told_and_to_how_many_but_not_to_whom(visitor, subscribing):
    """Rules, the ceiling, and the public key that the browser binds its subscription to."""
    visitor.post("/alerts/here", json=wanted())
    page = visitor.get("/alerts/here").text
    (offer,) = subscribing.offers()
    for words in ('data-push="browsers"', f'data-key="{offer.key}"', "rail", "TLP:GREEN"):
        assert words in page
    assert "data-listening>1<" in page
    assert READER.endpoint not in page
    assert "fcm.googleapis.com" not in page


@pytest.mark.parametrize("path", ["/alerts/here", "/alerts/here/end", "/alerts/here/mine"])
def test_a_strangers_page_can_make_nobody_listen(visitor, subscribing, path):
    """Whatever it posts is refused before it is read."""
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert visitor.post(path, json=wanted(), headers=headers).status_code == 403
    assert subscribing.offers()[0].listening == 0


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        (wanted(channel="duty"), 400, "no channel of this name"),
        (wanted(reader=Reader("https://evil.example/x")), 400, "none that the desk knows"),
        ({"channel": "browsers", "subscription": {}}, 400, "no subscription of a browser"),
        ({"channel": "browsers"}, 400, ""),
        (wanted() | {"more": "x" * 9000}, 413, ""),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(visitor, told, status, said):
    """As every refusal of the desk is told to a program."""
    answer = visitor.post("/alerts/here", json=told, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/alerts/here", "does not watch"),
        ("/sample/alerts/here", "The sample desk alerts nobody"),
    ],
)
def test_a_desk_that_alerts_nobody_says_so(client, path, said):
    """And takes nobody in."""
    assert said in client.get(path).text
    assert client.post(path, json=wanted()).status_code == 404


def test_a_desk_without_a_channel_says_how_to_declare_one(tmp_path):
    """In the words of the settings."""
    live = SmallDesk()
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    live.subscribing = Subscribing(store, (), now=lambda: NOON)
    with visiting(live, None) as visitor:
        assert "[channels.browsers]" in visitor.get("/alerts/here").text
    store.close()


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(visitor):
    """A browser lets it rule no wider path than its own; the policy of the desk holds for it."""
    answer = visitor.get("/worker.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
