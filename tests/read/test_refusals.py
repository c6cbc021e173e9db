"""Pages that are no article are refused, each by its name, and in little time."""

import contextlib
import time

import pytest
from tests.read.captures import PARAGRAPHS, capture, page

from vedette.errors import ReadError
from vedette.read import read

TEASERS = "".join(
    f"<div><h3><a href='/n/{i}'>Headline number {i} about something on the coast</a></h3>"
    f"<p>Two lines that tease the article number {i}, so that somebody opens it.</p></div>"
    for i in range(20)
)


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        (
            "<title>Just a moment...</title><p>Marsö Nytt needs to review the connection.</p>",
            "a bot check",
        ),
        (
            "<h1>Security</h1><p>Verify you are human by completing the action below.</p>",
            "a bot check",
        ),
        (
            (
                "<title>Marsö Nytt</title><p>Before you continue: we and our partners store data. "
                "You can accept all or manage your privacy settings.</p>"
            ),
            "a consent wall",
        ),
        (
            "<title>404 - Page not found</title><p>This page has left the island for good.</p>",
            "an error page",
        ),
        (f"<title>Marsö Nytt</title><main>{TEASERS}</main>", "an index page"),
        ("<title>Marsö Nytt</title><div id='app'></div>", "no article text"),
        ("", "no article text"),
    ],
)
def test_each_refusal_has_its_name(markup: str, what: str) -> None:
    """The error says what the page is instead of an article, and where."""
    with pytest.raises(ReadError) as refused:
        read(capture(f"<html><body>{markup}</body></html>"))
    assert refused.value.what == what
    assert refused.value.where == "https://www.marsonytt.example/nyheter/kabel"
    assert refused.value.remedy


def test_article_about_bot_checks_is_read() -> None:
    """An article may speak of walls as long as it is one."""
    prose = "<p>“Verify you are human”, the ticket office's page told everybody that day.</p>" + (
        "<p>The queue of people who clicked on pictures of ferries grew by the hour, the island's "
        "only travel agency said, and nobody got a ticket before nightfall.</p>" * 1
    )
    long = "".join(
        f"<p>Passenger number {i} told us that the page asked for a ferry, then for a traffic "
        f"light, and then for patience, in this order, {i} times over.</p>"
        for i in range(12)
    )
    assert "Verify you are human" in read(capture(page(body=prose + long))).text


HEADLINES = (
    "One more step towards closing the border with Belarus",
    "Access denied to tanker off Gotland, coast guard says",
    "Please wait: trains stand still after sabotage",
    "Security checks stepped up at Klaipeda port after cable damage",
    "Security check-up at the port of Klaipeda finds nothing",
    "Verifying human rights claims in the border zone takes months",
    "Attention required: minister asks for patience at the border",
    "500 drones launched at Ukraine overnight",
    "503 combat clashes on the front in a day",
    "410 Russian soldiers killed",
    "500-page report on sabotage goes to parliament",
)
WALLS = (
    "Just a moment...",
    "Just a moment, please…",
    "Attention Required! | Cloudflare",
    "Access denied | www.example.org used Cloudflare to restrict access",
    "Access Denied - Example Website Firewall",
    "Security Check Required",
    "Are you a robot?",
    "Captcha",
    "Please verify you are a human",
    "403 Forbidden",
)
ERRORS = (
    "404",
    "404 - Page not found",
    "404 Not Found",
    "404 | Marsö Nytt",
    "404: This page could not be found",
    "404 Sidan finns inte",
    "Error 404",
    "410 Gone",
    "500 Internal Server Error",
    "502 Bad Gateway",
    "503 Service Unavailable",
)


@pytest.mark.parametrize("title", HEADLINES)
def test_headlines_that_begin_like_a_wall_are_read(title: str) -> None:
    """A short article is not refused for its first words, or for a number."""
    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = f"<title>{title}</title><main><h1>{title}</h1>{prose}</main>"
    assert read(capture(f"<html><body>{markup}</body></html>")).title == title


@pytest.mark.parametrize(
    ("title", "what"),
    [(one, "a bot check") for one in WALLS] + [(one, "an error page") for one in ERRORS],
)
def test_titles_of_walls_and_errors_are_refused(title: str, what: str) -> None:
    """Whatever of the site's name follows, and however many words explain it."""
    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    with pytest.raises(ReadError) as refused:
        read(capture(f"<html><head><title>{title}</title></head><body>{prose}</body></html>"))
    assert refused.value.what == what


def test_unusual_traffic_may_be_what_is_told() -> None:
    """Whoever finds it in the reader's own network is a wall."""
    told = "<p>The operator saw unusual traffic from Russia on the evening of the storm.</p>"
    article = read(capture(f"<title>Cable cut</title><main><h1>Cable cut</h1>{told}</main>"))
    assert "unusual traffic" in article.text


def test_short_article_beside_many_headlines_is_no_index() -> None:
    """Two paragraphs of its own make a page an article, however long its menu is."""
    links = "".join(
        f"<li><a href='/n/{i}'>Headline number {i} about something on the coast</a></li>"
        for i in range(40)
    )
    markup = (
        f"<title>Cable cut</title><h1>Cable cut</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    )
    article = read(capture(f"<html><body>{markup}<ul>{links}</ul></body></html>"))
    assert article.text == f"Cable cut\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize(
    ("body", "media_type", "what"),
    [
        (b"<?xml version='1.0'?><rss><channel/></rss>", "text/html", "a feed, not an article"),
        (
            b'{"version": "https://jsonfeed.org/version/1.1"}',
            "application/json",
            "a feed, not an article",
        ),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "text/html", "no reader for image/png"),
        (b"PK\x03\x04" + b"\xff" * 99, "text/plain", "no reader for application/zip"),
        (b"{}", "application/json", "no reader for application/json"),
    ],
)
def test_bytes_that_are_no_page(body: bytes, media_type: str, what: str) -> None:
    """Types are told by the first bytes where the server is wrong about them."""
    with pytest.raises(ReadError) as refused:
        read(capture(body, media_type))
    assert refused.value.what == what


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 60_000 + "deep" + "</div>" * 60_000,
        "<p><b><i>" * 60_000,
        "<p>word " * 100_000,
        "<a href='/x'>" * 30_000,
        "<p " + " ".join(f"a{i}=1" for i in range(60_000)) + ">x",
        "".join("<p " + " ".join(f'a{i}="<"' for i in range(9_000)) + ">x" for _ in range(40)),
        "x" * 6_000_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>x</p>",
    ],
    ids=["deep", "open tags", "many tags", "links", "attributes", "quoted", "large", "deep json"],
)
def test_cost_is_bounded(markup: str) -> None:
    """No page takes more than a few seconds, however it is built."""
    start = time.process_time()
    with contextlib.suppress(ReadError):
        read(capture(f"<html><body>{markup}</body></html>"))
    assert time.process_time() - start < 5
