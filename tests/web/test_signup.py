"""Signing up on the desk's pages: open to strangers, and telling them nothing."""

import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from litestar.testing import TestClient
from tests.desk.alerted import source
from tests.people.conftest import Clock
from tests.web.conftest import AT, PORT
from tests.web.small import SmallDesk

from vedette.alerts import Channel
from vedette.desk.enlisting import Enlisting
from vedette.people import people
from vedette.signup import Wish, signups
from vedette.signup.asking import COMER
from vedette.web import app

PAGE = "https://desk.example"
LIST = Channel(name="news", kind="list", options={"from": "news@desk.example", "page": PAGE})
OURS = {"sec-fetch-site": "same-origin", "origin": AT}
ONE_CLICK = "List-Unsubscribe=One-Click"


class Post(Enlisting):
    """What would go out, kept."""

    def __init__(self, folder, clock, *channels):
        self.letters = []
        made = signups(folder / "subscribers", clock)
        super().__init__(
            made, channels or (LIST,), sources=[source("fi/a")], wires=lambda _: None, now=clock
        )

    def _post(self, channel, to, letter):
        self.letters.append((channel.name, to, letter))

    def path(self, which="confirm"):
        """The way on this desk that the last letter leads to."""
        found = re.search(rf"{PAGE}(/signup/{which}\S+)", self.letters[-1][2].text)
        return found[1]

    def key(self):
        """What that link holds."""
        return urlsplit(self.path()).query.removeprefix("key=")

    def enlist(self, **wish):
        """Somebody who is on the list; gives the way by which he leaves."""
        wished = Wish(channel="news", address="ann@mail.example", **wish)
        self.signups.confirm(self.signups.link(wished))
        (name,) = self.signups.names("news")
        return f"/signup/leave/{self.signups.leaving('news', name)}"


@pytest.fixture
def clock():
    """Give the clock of the desk."""
    return Clock()


@pytest.fixture
def post(tmp_path, clock):
    """Give what takes people in."""
    made = Post(tmp_path, clock)
    with closing(made.signups):
        yield made


def visiting(enlisting, **more):
    """Open a desk with a list as a stranger's browser does."""
    live = SmallDesk()
    live.enlisting = enlisting
    site = app(live, None, host="127.0.0.1", port=PORT, **more)
    client = TestClient(site, base_url=AT, raise_server_exceptions=False)
    client.headers.update({**OURS, "accept": "text/html"})
    client.follow_redirects = False
    return client


@pytest.fixture
def client(post):
    """Open the desk."""
    with visiting(post) as opened:
        yield opened


def ask(client, **form):
    """Send the form."""
    return client.post("/signup", data={"address": "ann@mail.example", **form})


def test_a_stranger_signs_up_and_leaves_on_a_desk_that_asks_for_a_login(post, tmp_path, clock):
    """These pages alone are open to him."""
    with (
        closing(people(tmp_path / "people", clock)) as known,
        visiting(post, people=known) as client,
    ):
        assert client.get("/incidents").status_code == 303
        assert client.get("/signup").status_code == 200
        sent = ask(client, kind=["arson", "sabotage"], place="FI", language="en")
        assert (sent.status_code, sent.headers["location"]) == (303, "/signup/asked")
        assert client.get("/signup/asked").status_code == 200
        shown = client.get(post.path())
        assert "ann@mail.example" in shown.text
        assert "Finland" in shown.text
        assert post.signups.count("news") == 0, "to look is not to confirm"
        done = client.post("/signup/confirm", data={"key": post.key()})
        assert "You are on the list" in done.text
        (name,) = post.signups.names("news")
        out = f"/signup/leave/{post.signups.leaving('news', name)}"
        assert "Leave the list?" in client.get(out).text
        assert post.signups.count("news") == 1, "to look is not to leave"
        assert "You are off the list" in client.post(out).text
        assert post.signups.count("news") == 0


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""],
)
def test_a_mail_program_leaves_with_one_post(post, client, kind):
    """No cookie, no page before it, no redirect after it, in any form it likes (RFC 8058, 3.1)."""
    out = post.enlist()
    body = ONE_CLICK
    if "boundary" in kind:
        body = (
            '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            "One-Click\r\n--x--\r\n"
        )
    program = TestClient(client.app, base_url=AT)
    headers = {"content-type": kind} if kind else {}
    for _ in range(2):
        answer = program.post(out, content=body, headers=headers, follow_redirects=False)
        assert answer.status_code == 200
    assert post.signups.count("news") == 0


def test_following_links_changes_nothing(post, client):
    """Programs that look for viruses follow all of them, with GET and HEAD."""
    ask(client)
    out = post.enlist()
    for path in (post.path(), post.path("never"), out):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert post.signups.count("news") == 1
    assert post.signups.wish(post.key()) is not None


def test_no_answer_says_whether_an_address_is_known(post, client):
    """On the list, refused, asked too often, or new: to the byte."""
    told = []
    for what in ("new", "listed", "refused", "often"):
        if what == "listed":
            post.enlist()
        if what == "refused":
            post.signups.refuse(post.signups.link(Wish(channel="news", address="r@mail.example")))
        if what == "often":
            ask(client)  # the third, and the last that is sent
        sent = ask(client, address="r@mail.example" if what == "refused" else "ann@mail.example")
        told.append((sent.status_code, sorted(sent.headers.items()), sent.content))
    assert all(one == told[0] for one in told)


def test_who_asks_too_often_is_told_to_wait(client):
    """That says nothing of any address."""
    answers = [ask(client, address=f"{n}@mail.example") for n in range(COMER + 1)]
    assert [one.status_code for one in answers] == [303] * COMER + [429]
    assert answers[-1].headers["retry-after"] == "3600"
    assert "too often" in answers[-1].text


@pytest.mark.parametrize(
    "form",
    [
        {"address": "ann"},
        {"address": ""},
        {"address": "ann@mail.example\r\nBcc: all@mail.example"},
        {"kind": "weather"},
        {"place": ["FI", "XX"]},
        {"language": "<script>"},
        {"channel": "browsers"},
    ],
)
def test_what_is_not_offered_is_refused(post, client, form):
    """With the form again, and no mail."""
    answer = ask(client, **form)
    assert answer.status_code == 400
    assert 'name="address"' in answer.text
    assert "<script>" not in answer.text
    assert post.letters == []


def test_a_strangers_page_signs_nobody_up(post, client):
    """His browser says where it comes from."""
    answer = client.post(
        "/signup",
        data={"address": "ann@mail.example"},
        headers={"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert post.letters == []


def test_who_never_wants_to_be_asked_again_is_not(post, client):
    """One press of a button; the link to confirm by is void then."""
    ask(client)
    assert "Never ask again?" in client.get(post.path("never")).text
    assert "no more" in client.post("/signup/never", data={"key": post.key()}).text
    assert client.get(post.path()).status_code == 400
    assert client.post("/signup/confirm", data={"key": post.key()}).status_code == 400
    ask(client)
    assert len(post.letters) == 1


@pytest.mark.parametrize("key", ["", "x", "a.b", "%00", "é" * 50])
def test_links_that_are_none_are_told_in_words(client, key):
    """No fault of the desk's."""
    assert client.get("/signup/confirm", params={"key": key}).status_code == 400
    assert client.post("/signup/confirm", data={"key": key}).status_code == 400
    assert client.get("/signup/never", params={"key": key}).status_code == 400
    assert client.post("/signup/never", data={"key": key}).status_code == 400
    if key:
        assert client.get(f"/signup/leave/{key}").status_code == 404
        assert client.post(f"/signup/leave/{key}").status_code == 404


def test_the_question_is_in_the_language_of_the_page(post, client):
    """And the page in that of the browser."""
    client.post("/signup", data={"address": "ann@mail.example"}, headers={"accept-language": "uk"})
    assert re.search("[іїєґ]", post.letters[-1][2].text)
    assert post.letters[-1][2].text.count(PAGE) == 2
    client.post("/signup", data={"address": "bob@mail.example"}, headers={"accept-language": "pl"})
    assert re.search("[ąęłżź]", post.letters[-1][2].text)


def test_several_lists_are_chosen_among(tmp_path, clock):
    """By their names in the settings; one that is left out is the first."""
    other = Channel(name="weekly", kind="list", options=dict(LIST.options))
    post = Post(tmp_path, clock, LIST, other)
    with closing(post.signups), visiting(post) as client:
        assert 'value="weekly"' in client.get("/signup").text
        ask(client, channel="weekly")
        ask(client, address="bob@mail.example")
    assert [name for name, _, _ in post.letters] == ["weekly", "news"]


def test_a_desk_without_a_list_has_no_such_page():
    """It is off until a list is declared."""
    with visiting(None) as client:
        assert client.get("/signup").status_code == 404
