"""Pages that list articles, and pages of posts, are polled over the wire."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from tests.collect.test_links import FOOT, LIST, MENU

from vedette.collect import Allowed, Client, Gate, Guard
from vedette.collect.harvest import Harvest, Past, recall
from vedette.collect.index import collect_index
from vedette.collect.posts import posts_on
from vedette.entries import entry_from
from vedette.records import Poll, Rule

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Desk:
    """Polls one page again and again, remembering as a desk does."""

    def __init__(self, invented, ask, url: str) -> None:
        self.source, self.channel = invented.source(url, "index")
        self.ask, self.now = ask, NOW
        self.polls: list[Poll] = []
        self.known: dict[str, str] = {}
        self.passed: dict[str, frozenset[str]] = {}

    async def poll(self, after: timedelta = HOUR) -> Harvest:
        past = replace(recall(self.polls, self.known), passed=self.passed)
        found = await collect_index(self.source, self.channel, past, self.ask, now=self.now)
        self.polls.append(found.poll)
        self.known |= {capture.key: capture.hash for capture in found.captures}
        self.passed |= found.passed
        self.now += after
        return found


def page(*articles: str, menu: str = MENU) -> bytes:
    """A page with a menu, five articles, these articles, and a foot."""
    return f"<html><body>{menu}<main>{''.join(articles)}{LIST}</main>{FOOT}</body></html>".encode()


def article(path: str, title: str) -> str:
    """One more article of the list."""
    return f'<article><h3><a href="{path}">{title}</a></h3></article>'


def titles(harvest: Harvest) -> list[str]:
    """The titles of what a look brought."""
    return sorted(entry_from(one.body).title for one in harvest.captures)


@pytest.fixture
def desk(web, invented, ask) -> Desk:
    """Watch the page at /en/news."""
    web.paths["/robots.txt"] = web.plain(status=404)
    return Desk(invented, ask, web.url("/en/news"))


async def test_articles_are_learnt_and_new_ones_found(web, desk) -> None:
    """The menu is no news, not even when it moves out of its place."""
    new = article("/en/news/2025/6006-drones-over-the-port", "Drones seen over the port")
    bare = MENU.replace("nav", "div").replace("header", "div")
    web.paths["/en/news"] = web.in_turn(
        web.plain(page(), content_type="text/html"),
        web.plain(page(new), content_type="text/html"),
        web.plain(page(new, menu=bare), content_type="text/html"),
    )
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.seen, found.poll.new) == ("new", 5, 5)
    assert titles(found)[0] == "Cable 1 was cut off Hanko"
    assert titles(await desk.poll()) == ["Drones seen over the port"]
    assert titles(await desk.poll()) == []


async def test_an_unchanged_page_costs_a_line(web, desk) -> None:
    """Its tag is sent."""
    web.paths["/en/news"] = web.tagged(page(), '"p"')
    assert (await desk.poll()).poll.new == 5
    assert (await desk.poll()).poll.outcome == "unchanged"


@pytest.mark.parametrize(
    ("name", "value"), [("links", "article h3 a"), ("pattern", r"/en/news/\d{4}/")]
)
async def test_a_declared_rule_chooses(web, desk, name: str, value: str) -> None:
    """Whatever the shape; a rule that finds nothing is told with its file and line."""
    web.paths["/en/news"] = web.in_turn(
        web.plain(page(), content_type="text/html"),
        web.plain(b"<html><body><p>All is new here.</p></body></html>", content_type="text/html"),
    )
    rule = Rule(name=name, value=value, where="xx/invented.toml:14")
    desk.channel = replace(desk.channel, rules=(rule,))
    assert (await desk.poll()).poll.new == 5
    poll = (await desk.poll()).poll
    assert poll.outcome == "failed"
    assert poll.issue is not None
    assert (poll.issue.what, poll.issue.input) == (
        f"{name} finds nothing on the page",
        "xx/invented.toml:14",
    )


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html><body><p>Nothing.</p></body></html>", "no list of articles was made out"),
        (b"<title>Just a moment...</title>", "a bot check in the page's place"),
        (b"<html>" + b"<div>" * 30_000, "more than 20,000 tags"),
    ],
)
async def test_a_page_that_cannot_be_understood_is_named(web, desk, body: bytes, what: str) -> None:
    """The channel counts as blind, and is looked at in full next time."""
    web.paths["/en/news"] = web.plain(body, content_type="text/html", etag='"e"')
    poll = (await desk.poll()).poll
    assert (poll.outcome, poll.etag) == ("failed", "")
    assert poll.issue is not None
    assert poll.issue.what.startswith(what)
    assert not any(desk.passed.values())


async def test_an_outlet_that_begins_with_an_empty_list_loses_no_article(web, desk) -> None:
    """A page of menus is blind; one article that joins it is caught, though one is no list."""
    lone = article("/en/news/2025/6006-drones-over-the-port", "Drones seen over the port")
    next_ = article("/en/news/2025/6007-cable-is-mended-again", "The cable is mended again")
    bare = f"<html><body>{MENU}<main>%s</main>{FOOT}</body></html>"
    web.paths["/en/news"] = web.in_turn(
        *(
            web.plain((bare % x).encode(), content_type="text/html")
            for x in ("", lone, next_ + lone)
        )
    )
    assert (await desk.poll()).poll.outcome == "failed"
    assert titles(await desk.poll()) == ["Drones seen over the port"]
    found = await desk.poll()
    assert titles(found) == ["The cable is mended again"]
    assert found.poll.seen == 2


async def test_nothing_is_learnt_from_what_stood_in_the_pages_place(web, desk) -> None:
    """After a notice the page is met as if for the first time: its menu is no news."""
    notice = b"<html><body><p>We are back soon.</p></body></html>"
    bare = MENU.replace("nav", "div").replace("header", "div")
    web.paths["/en/news"] = web.in_turn(
        *(web.plain(body, content_type="text/html") for body in (notice, page(), page(menu=bare)))
    )
    assert (await desk.poll()).poll.outcome == "failed"
    first = await desk.poll()
    assert (first.poll.new, first.poll.outcome) == (5, "new")
    assert desk.passed[desk.channel.url]
    assert titles(await desk.poll()) == []


async def test_robots_and_rests_hold_here_too(web, desk) -> None:
    """What is forbidden is not asked."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /en/\n")
    assert (await desk.poll()).poll.outcome == "refused"
    assert web.asked() == ["/robots.txt"]


# ── Posts ───────────────────────────────────────────────────────────────────────────────────────


def post(number: int, text: str, more: str = "") -> str:
    """A post as the public preview shows it."""
    return (
        '<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" '
        f'data-post="navy/{number}"><div class="tgme_widget_message_bubble">{more}'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
        '<div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" '
        f'href="https://t.me/navy/{number}"><time datetime="2025-11-20T0{number % 10}:00:00+00:00"'
        ' class="time">x</time></a></div></div></div></div>'
    )


def preview(*posts: str, before: int = 0) -> bytes:
    """A page of posts, and the way to the page before it."""
    more = (
        f'<a href="/s/navy?before={before}" class="tme_messages_more" data-before="{before}"></a>'
    )
    return f"<html><body>{more if before else ''}{''.join(posts)}</body></html>".encode()


async def test_posts_are_entries_with_text_and_time(web, desk) -> None:
    """Nothing behind them is fetched; an edit is a new version; a picture alone is no post."""
    first = post(1, "Cable cut off Hanko<br/><br/>The navy said &quot;sabotage&quot; &amp; more.")
    picture = '<div class="tgme_widget_message" data-post="navy/2"></div>'
    web.paths["/en/news"] = web.in_turn(
        web.plain(preview(first, picture), content_type="text/html"),
        web.plain(preview(post(1, "Cable cut off Kotka")), content_type="text/html"),
    )
    found = await desk.poll()
    entry = entry_from(found.captures[0].body)
    assert (entry.key, entry.title) == ("https://t.me/navy/1", "Cable cut off Hanko")
    assert entry.content == '<p>Cable cut off Hanko</p><p>The navy said "sabotage" &amp; more.</p>'
    assert entry.published is not None
    assert (entry.published.isoformat(), entry.whole) == ("2025-11-20T01:00:00+00:00", True)
    assert found.poll.seen == 1
    (edit,) = (await desk.poll()).captures
    assert edit.key == "https://t.me/navy/1"


async def test_posts_that_left_the_page_are_read_back(web, desk) -> None:
    """To the newest that is known, and never at the first look."""
    web.paths["/en/news"] = web.in_turn(
        web.plain(preview(post(1, "One."), post(2, "Two."), before=1), content_type="text/html"),
        web.plain(
            preview(post(7, "Seven."), post(8, "Eight."), before=7), content_type="text/html"
        ),
    )
    web.paths["/s/navy?before=7"] = web.plain(
        preview(post(5, "Five."), post(6, "Six."), before=5), content_type="text/html"
    )
    web.paths["/s/navy?before=5"] = web.plain(
        preview(post(2, "Two."), post(4, "Four."), before=2), content_type="text/html"
    )
    assert (await desk.poll()).poll.new == 2
    assert [c.key[-1] for c in (await desk.poll()).captures] == ["4", "5", "6", "7", "8"]
    assert web.asked()[-2:] == ["/s/navy?before=7", "/s/navy?before=5"]


def after_a_gap(web, *older) -> None:
    """Two posts at the first look, later two others; the page before those answers in turn."""
    web.paths["/en/news"] = web.in_turn(
        web.plain(preview(post(1, "One."), post(2, "Two."), before=1), content_type="text/html"),
        web.plain(
            preview(post(7, "Seven."), post(8, "Eight."), before=7), content_type="text/html"
        ),
    )
    web.paths["/s/navy?before=7"] = web.in_turn(*older)


@pytest.mark.parametrize(("status", "outcome"), [(503, "busy"), (500, "failed")])
async def test_posts_between_two_looks_wait_for_a_page_that_fails(
    web, desk, status: int, outcome: str
) -> None:
    """Were the newest kept alone, nothing would ever ask for those before them."""
    older = preview(post(2, "Two."), post(5, "Five."), before=2)
    after_a_gap(web, web.plain(b"sorry", status), web.plain(older, content_type="text/html"))
    await desk.poll()
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.status, found.captures) == (outcome, status, ())
    assert [c.key[-1] for c in (await desk.poll()).captures] == ["5", "7", "8"]


@pytest.mark.parametrize(("status", "looks"), [(404, 2), (500, 25)])
async def test_the_newest_posts_do_not_wait_for_ever(web, desk, status: int, looks: int) -> None:
    """A page that is not there is not waited for, one that fails for a day; both are told."""
    after_a_gap(web, web.plain(b"sorry", status))
    for _ in range(looks - 1):
        await desk.poll()
    found = await desk.poll()
    assert [c.key[-1] for c in found.captures] == ["7", "8"]
    assert [issue.why for issue in found.issues] == [f"status {status}"]


async def test_the_first_posts_of_all_are_not_asked_for_again(web, desk) -> None:
    """A page that leads to no older one is not its own older page."""
    body = preview(post(1, "One."), post(2, "Two."))
    assert posts_on(body.decode(), "https://t.me/s/navy").older == ""
    web.paths["/en/news"] = web.in_turn(
        web.plain(preview(post(1, "One.")), content_type="text/html"),
        web.plain(preview(post(2, "Two.")), content_type="text/html"),
    )
    await desk.poll()
    found = await desk.poll()
    assert ([c.key[-1] for c in found.captures], found.issues) == (["2"], ())
    assert web.asked() == ["/robots.txt", "/en/news", "/en/news"]


@pytest.mark.parametrize("inside", ["wiki.intranet:8080", "wiki.example.org:8080"])
async def test_a_page_of_posts_leads_to_no_private_host(invented, clock, inside: str) -> None:
    """Not to one that the configuration opens, nor to one whose name is of its own site."""
    older = f'<link rel="prev" href="http://{inside}/admin?do=restart">'
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        body = older.encode() + preview(post(9, "Nine."))
        status = 404 if request.url.path == "/robots.txt" else 200
        return httpx2.Response(status, stream=Bytes(body), headers={"content-type": "text/html"})

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer), follow_redirects=False)
    guard = Guard(Allowed.of([inside.partition(":")[0]]))
    ask = Client(http, guard=guard, gate=Gate(clock=clock, sleep=clock.sleep), robots={})
    source, channel = invented.source("https://example.org/s/navy", "index")
    past = Past(last_full_look=NOW, known={"https://t.me/navy/1": "x"})
    found = await collect_index(source, channel, past, ask, now=NOW)
    assert set(asked) == {"example.org"}
    assert [c.key[-1] for c in found.captures] == ["9"]


class Bytes(httpx2.AsyncByteStream):
    """A body that comes in one piece."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def __aiter__(self):
        yield self.body


async def test_posts_beyond_the_pages_that_are_read_back_are_told(web, desk) -> None:
    """As left unread."""
    first = web.plain(preview(post(1, "One."), before=1), content_type="text/html")
    web.paths["/en/news"] = web.in_turn(
        first, web.plain(preview(post(99, "Last."), before=99), content_type="text/html")
    )
    for n in range(90, 100):
        body = preview(post(n - 1, "More."), before=n - 1)
        web.paths[f"/s/navy?before={n}"] = web.plain(body, content_type="text/html")
    await desk.poll()
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.new) == ("new", 6)
    assert [issue.what for issue in found.issues] == ["older posts were left unread"]


async def test_a_private_channel_has_no_posts(web, desk) -> None:
    """It is said so."""
    body = b'<html><body><div class="tgme_widget_message_error">x</div></body></html>'
    web.paths["/en/news"] = web.plain(body, content_type="text/html")
    poll = (await desk.poll()).poll
    assert poll.issue is not None
    assert (poll.outcome, poll.issue.what) == ("failed", "a page without posts")


async def test_who_wrote_a_post_that_was_passed_on_is_told(web, desk) -> None:
    """As its writer."""
    passed_on = (
        '<div><a class="tgme_widget_message_forwarded_from_name"><span>Port</span> Watch</a></div>'
    )
    body = preview(post(3, "Drones.", passed_on))
    web.paths["/en/news"] = web.plain(body, content_type="text/html")
    (capture,) = (await desk.poll()).captures
    assert entry_from(capture.body).authors == ("Port Watch",)
