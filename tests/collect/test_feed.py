"""A feed is polled over the wire: conditions, moves, refusals, faults."""

from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect.feed import collect_feed
from vedette.collect.harvest import Harvest, recall
from vedette.entries import entry_from
from vedette.records import ENTRY_TYPE, Poll

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Desk:
    """Polls one feed again and again, remembering as a desk does."""

    def __init__(self, invented, ask, url: str) -> None:
        self.source, self.channel = invented.source(url)
        self.ask, self.now = ask, NOW
        self.polls: list[Poll] = []
        self.known: dict[str, str] = {}

    async def poll(self, after: timedelta = HOUR) -> Harvest:
        past = recall(self.polls, self.known)
        found = await collect_feed(self.source, self.channel, past, self.ask, now=self.now)
        self.polls.append(found.poll)
        self.known |= {capture.key: capture.hash for capture in found.captures}
        self.now += after
        return found


@pytest.fixture
def desk(web, invented, ask) -> Desk:
    """Watch the feed at /feed."""
    web.paths["/robots.txt"] = web.plain(status=404)
    return Desk(invented, ask, web.url("/feed"))


async def test_entries_become_captures(web, invented, desk) -> None:
    """One each, oldest first, with the entry as its bytes."""
    web.paths["/feed"] = web.plain(invented.rss(invented.item(2), invented.item(1)))
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.seen, found.poll.new) == ("new", 2, 2)
    assert [capture.key for capture in found.captures] == ["id-1", "id-2"]
    capture = found.captures[0]
    assert (capture.source, capture.channel) == ("xx/invented", web.url("/feed"))
    assert (capture.media_type, capture.known) == (ENTRY_TYPE, NOW)
    assert entry_from(capture.body).title == "Story 1"
    assert (await desk.poll()).poll.outcome == "quiet"


async def test_an_edit_is_a_second_capture(web, invented, desk) -> None:
    """Only the entry that changed."""
    before = invented.rss(invented.item(1), invented.item(2))
    after = invented.rss(invented.item(1, text="Another invented teaser."), invented.item(2))
    web.paths["/feed"] = web.in_turn(web.plain(before), web.plain(after))
    await desk.poll()
    found = await desk.poll()
    assert [capture.key for capture in found.captures] == ["id-1"]


async def test_unchanged_feeds_cost_one_line(web, invented, desk) -> None:
    """The tag is sent, the answer is 304, and the tag stays known."""
    web.paths["/feed"] = web.tagged(invented.rss(invented.item(1)), '"a"')
    outcomes = [(await desk.poll()).poll.outcome for _ in range(3)]
    assert outcomes == ["new", "unchanged", "unchanged"]
    assert web.log[-1].headers["if-none-match"] == '"a"'


async def test_a_date_is_a_condition_too(web, invented, desk) -> None:
    """Last-Modified comes back as If-Modified-Since."""
    when = "Wed, 19 Nov 2025 10:00:00 GMT"
    web.paths["/feed"] = web.plain(invented.rss(invented.item(1)), last_modified=when)
    await desk.poll()
    await desk.poll()
    assert web.log[-1].headers["if-modified-since"] == when


async def test_a_lying_tag_is_found_out_within_a_day(web, invented, desk) -> None:
    """After a day we look in full; having been lied to, we keep doing so."""
    lie, change = '"fixed"', invented.rss(invented.item(1), invented.item(2))
    web.paths["/feed"] = web.tagged(invented.rss(invented.item(1)), lie)
    await desk.poll()
    web.paths["/feed"] = web.tagged(change, lie)
    assert (await desk.poll(after=24 * HOUR)).poll.outcome == "unchanged"
    assert (await desk.poll()).poll.new == 1
    web.paths["/feed"] = web.tagged(invented.rss(invented.item(3)), lie)
    assert (await desk.poll()).poll.new == 1


async def test_304_to_a_plain_question_is_a_fault(web, desk) -> None:
    """Not "unchanged": nothing was ever seen."""
    web.paths["/feed"] = web.plain(status=304)
    assert (await desk.poll()).poll.outcome == "failed"


async def test_a_feed_that_moved_is_captured_and_followed(web, invented, desk) -> None:
    """The next question goes to the new address."""
    web.paths["/feed"] = web.plain(status=301, location="/new")
    web.paths["/new"] = web.plain(invented.rss(invented.item(1)))
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.moved_to) == ("moved", web.url("/new"))
    assert len(found.captures) == 1
    assert (await desk.poll()).poll.outcome == "quiet"
    assert web.asked().count("/feed") == 1


@pytest.mark.parametrize("status", [200, 404, 503])
async def test_a_feed_that_moved_to_no_feed_is_asked_where_it_was(
    web, invented, desk, status: int
) -> None:
    """A site under repair leads all addresses to one notice, and says for good."""
    feed = web.plain(invented.rss(invented.item(1)))
    web.paths["/feed"] = web.in_turn(web.plain(status=301, location="/"), feed)
    web.paths["/"] = web.plain(b"<html><body><p>We are at work</p></body></html>", status)
    assert (await desk.poll()).poll.moved_to == web.url("/")
    assert (await desk.poll()).poll.outcome == "new"


async def test_a_detour_is_no_move(web, invented, desk) -> None:
    """A temporary redirect is walked again each time."""
    web.paths["/feed"] = web.plain(status=302, location="/new")
    web.paths["/new"] = web.plain(invented.rss(invented.item(1)))
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.moved_to) == ("new", "")
    await desk.poll()
    assert web.asked().count("/feed") == 2


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (410, "gone"),
        (429, "busy"),
        (503, "busy"),
        (500, "failed"),
        (403, "failed"),
        (404, "failed"),
    ],
)
async def test_statuses_have_outcomes(web, desk, status: int, outcome: str) -> None:
    """Each with an issue that says so."""
    web.paths["/feed"] = web.plain(b"sorry", status, retry_after="7200")
    poll = (await desk.poll()).poll
    assert (poll.outcome, poll.status) == (outcome, status)
    assert poll.issue is not None
    assert poll.wait_until == (NOW + 2 * HOUR if outcome == "busy" else None)


async def test_a_held_host_is_busy_without_being_asked(web, invented, ask, desk) -> None:
    """The second feed of a host that said 429 waits as well."""
    web.paths["/feed"] = web.plain(b"later", 429, retry_after="7200")
    await desk.poll()
    other = Desk(invented, ask, web.url("/other"))
    poll = (await other.poll()).poll
    assert (poll.outcome, poll.wait_until) == ("busy", NOW + 2 * HOUR)
    assert "/other" not in web.asked()


async def test_robots_and_private_addresses_are_refusals(web, invented, ask) -> None:
    """They are our own decision, not the server's fault."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /\n")
    for url in (web.url("/feed"), "http://10.0.0.1/feed", "ftp://example.org/feed"):
        assert (await Desk(invented, ask, url).poll()).poll.outcome == "refused"
    assert web.asked() == ["/robots.txt"]


async def test_a_page_in_the_feeds_place_fails_and_keeps_no_tag(web, desk) -> None:
    """A tag of an error page must not turn it into "unchanged"."""
    web.paths["/feed"] = web.plain(b"<html><title>News</title><p>Hello</html>", etag='"page"')
    poll = (await desk.poll()).poll
    assert (poll.outcome, poll.etag) == ("failed", "")
    assert poll.issue is not None
    assert poll.issue.what == "a web page in the feed's place"


async def test_an_empty_feed_is_quiet_but_told(web, invented, desk) -> None:
    """Never silently empty."""
    web.paths["/feed"] = web.plain(invented.rss())
    poll = (await desk.poll()).poll
    assert (poll.outcome, poll.seen) == ("quiet", 0)
    assert poll.issue is not None


async def test_freshness_is_noted(web, invented, desk) -> None:
    """Cache-Control says when asking again makes sense."""
    web.paths["/feed"] = web.plain(
        invented.rss(invented.item(1)), cache_control="public, max-age=1800"
    )
    assert (await desk.poll()).poll.wait_until == NOW + timedelta(minutes=30)


async def test_a_fault_keeps_the_validators(web, invented, desk) -> None:
    """After an outage the question is conditional again."""
    good = web.tagged(invented.rss(invented.item(1)), '"a"')
    web.paths["/feed"] = web.in_turn(good, web.plain(status=500), good)
    outcomes = [(await desk.poll()).poll.outcome for _ in range(3)]
    assert outcomes == ["new", "failed", "unchanged"]
