"""A folder of mail is a channel: what is new, once, and nothing is changed there."""

import base64
import ssl
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from tests.collect.mailhost import PASSWORD, Post, serving
from tests.collect.mails import mail, with_paper

from vedette.collect import Allowed, Client, Gate, Guard, Keys, connect
from vedette.collect.harvest import Past, recall
from vedette.collect.letters import LARGEST
from vedette.collect.post import MOST, collect_mail

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def box(count: int, **more: object) -> Post:
    """Fill a folder."""
    return Post(letters={n: bytes(mail(number=n)) for n in range(1, count + 1)}, **more)


@pytest.fixture
def polled(invented, clock):
    """Poll a folder with a password, as a desk does that may ask loopback."""

    async def poll(
        post: Post, past: Past, *, password=PASSWORD, tls=None, allow=True, folder="Press lists"
    ):
        keys = Keys(password=lambda *_: password, tls=tls or post.tls)
        guard = Guard(Allowed.of(["127.0.0.1"] if allow else []))
        url = f"imaps://press%40sea.example@127.0.0.1:{post.port}/{quote(folder)}"
        source, channel = invented.source(url, "mail")
        async with connect(guard, agent="vedette/0") as http:
            gate = Gate(clock=clock, sleep=clock.sleep)
            ask = Client(http, guard=guard, gate=gate, robots={}, keys=keys)
            return await collect_mail(source, channel, past, ask, now=NOW)

    return poll


async def test_each_poll_brings_what_is_new(polled) -> None:
    """The folder is opened read-only, and no letter is marked as seen."""
    with serving(box(2)) as post:
        first = await polled(post, Past())
        assert (first.poll.outcome, first.poll.new, first.poll.issue) == ("new", 2, None)
        assert first.poll.etag == "7:2"
        assert {one.known for one in first.captures} == {NOW}
        assert (await polled(post, recall([first.poll], {}))).poll.outcome == "quiet"
        post.letters[9] = bytes(with_paper(mail(number=9)))
        second = await polled(post, recall([first.poll], {}))
        assert [one.key for one in second.captures] == [
            "<9@sea.example>",
            "<9@sea.example> release.pdf",
        ]
        assert 'EXAMINE "Press lists"' in post.said
        assert not any("SELECT" in line or "STORE" in line for line in post.said)


async def test_a_full_folder_is_read_from_its_newest_letters_on(polled) -> None:
    """Nobody wants ten years of newsletters; what came while we were away comes in parts."""
    with serving(box(MOST + 5)) as post:
        first = await polled(post, Past())
        assert (first.poll.new, first.captures[0].key) == (MOST, "<6@sea.example>")
        away = recall([first.poll], {})
        for n in range(MOST + 6, 2 * MOST + 12):
            post.letters[n] = bytes(mail(number=n))
        second = await polled(post, away)
        third = await polled(post, recall([first.poll, second.poll], {}))
        assert (second.poll.new, third.poll.new) == (MOST, 6)


async def test_a_folder_that_was_numbered_anew_is_looked_at_anew(polled) -> None:
    """UIDVALIDITY says so; what is known is not taken twice."""
    with serving(box(3)) as post:
        first = await polled(post, Past())
        post.validity, post.letters[4] = 8, bytes(mail(number=4))
        known = {one.key: one.hash for one in first.captures}
        second = await polled(post, recall([first.poll], known))
        assert [one.key for one in second.captures] == ["<4@sea.example>"]
        assert second.poll.etag == "8:4"


async def test_a_letter_that_is_too_large_is_told_and_passed(polled) -> None:
    """Whether the server says so before or only when it comes."""
    with serving(box(3, sizes={2: LARGEST + 1})) as post:
        found = await polled(post, Past())
        assert found.poll.new == 2
        assert "letter 2" in found.poll.issue.input
    with serving(box(2)) as post:
        post.letters[1] = b"x" * (LARGEST + 1)
        post.sizes[1] = 10
        first = await polled(post, Past())
        assert (first.poll.etag, "bytes" in first.poll.issue.what) == ("7:1", True)
        assert (await polled(post, recall([first.poll], {}))).poll.new == 1


async def test_what_came_before_the_server_broke_is_kept(polled) -> None:
    """The next poll goes on behind it."""
    with serving(box(3, breaks_at={3: 9})) as post:
        first = await polled(post, Past())
        assert (first.poll.new, first.poll.etag) == (2, "7:2")
        assert first.poll.issue is not None
        broken = await polled(post, recall([first.poll], {}))
        assert (broken.poll.outcome, broken.poll.etag) == ("failed", "7:2")
        post.breaks_at = {}
        assert (await polled(post, recall([first.poll, broken.poll], {}))).poll.new == 1


async def test_a_letter_that_the_server_cannot_give_is_told_and_passed(polled) -> None:
    """Those behind it can be had, and come with the next poll."""
    with serving(box(3, breaks_at={1: 9})) as post:
        first = await polled(post, Past())
        assert (first.poll.new, first.poll.etag) == (0, "7:1")
        assert ("cannot give" in first.poll.issue.what, first.poll.issue.input[-8:]) == (
            True,
            "letter 1",
        )
        second = await polled(post, recall([first.poll], {}))
        assert (second.poll.new, second.poll.etag, second.poll.issue) == (2, "7:3", None)


async def test_a_server_that_is_down_for_a_moment_loses_no_letter(polled) -> None:
    """One that gives another is asked again for the first, and one that gives none later."""
    with serving(box(3, breaks_at={1: 1})) as post:
        assert (await polled(post, Past())).poll.new == 3
    with serving(box(3, breaks_at={1: 9, 2: 9, 3: 9})) as post:
        first = await polled(post, Past())
        assert (first.poll.outcome, first.poll.etag) == ("failed", "")
        post.breaks_at = {}
        assert (await polled(post, recall([first.poll], {}))).poll.new == 3


async def test_a_wrong_password_is_told_and_never_repeated(polled) -> None:
    """Servers quote what they refuse; nothing of it reaches the ledger."""
    with serving(box(1)) as post:
        found = await polled(post, Past(), password="not the secret")
        assert found.poll.outcome == "failed"
        assert "does not let us in" in found.poll.issue.what
        assert "not the secret" not in repr(found)
        none = await polled(post, Past(), password="")
        assert "VEDETTE_MAIL_PASSWORD" in none.poll.issue.remedy


@pytest.mark.parametrize("name", ["Пресрелізи", "News & alerts", 'Päätökset "2026"/日本語'])
async def test_a_folder_may_have_any_name(polled, name: str) -> None:
    """Over the wire it is ASCII."""
    wire = name.replace('"', '\\"')  # the host of the tests undoes no quoting
    with serving(box(1, folders={wire: box(3, validity=9)})) as post:
        found = await polled(post, Past(), folder=name)
        assert (found.poll.etag, found.poll.issue) == ("9:3", None)


async def test_a_password_beyond_ascii_opens_what_takes_one(polled) -> None:
    """It is told where the server does not, and never repeated, however it is written."""
    secret = "пароль"
    with serving(box(2, password=secret)) as post:
        assert (await polled(post, Past(), password=secret)).poll.new == 2
        refused = await polled(post, Past(), password="не той")
        assert "does not let us in" in refused.poll.issue.what
        written = base64.b64encode("\0press@sea.example\0не той".encode()).decode()
        assert written not in repr(refused)
    with serving(box(2, password=secret, plain=False)) as post:
        found = await polled(post, Past(), password=secret)
        assert "beyond ASCII" in found.poll.issue.why
        assert secret not in repr(found)


async def test_the_server_must_show_who_it_is_and_may_not_be_private(polled) -> None:
    """Neither a forged certificate nor an address inside is trusted with a password."""
    with serving(box(1)) as post:
        found = await polled(post, Past(), tls=ssl.create_default_context())
        assert "certificate" in found.poll.issue.remedy
        assert not any("LOGIN" in line for line in post.said)
        refused = await polled(post, Past(), allow=False)
        assert refused.poll.outcome == "refused"
        assert not any("LOGIN" in line for line in post.said)
