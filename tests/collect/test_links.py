"""Links to articles are told from menus by where they stand, their shape and their words."""

import pytest

from vedette.collect.links import could_be, learnt, links_on, shape
from vedette.errors import TooLarge

HOME = "https://ministry.example/en/news"
MENU = """<header><nav><a href="/en/about-the-ministry-of-defence">About the Ministry of Defence</a>
<a href="/en/contact-the-press-office">Contact the press office now</a>
<a href="/en/join-the-armed-forces">Join the armed forces today</a></nav></header>"""
LIST = "".join(
    f'<article><h3><a href="/en/news/2025/{n}00{n}-cable-cut-off-hanko">Cable {n} was cut off Hanko'
    f'</a></h3><time datetime="2025-11-0{n}T10:00:00+02:00">{n} November</time>'
    f'<a href="/en/news/2025/{n}00{n}-cable-cut-off-hanko">Read more</a></article>'
    for n in range(1, 6)
)
FOOT = """<footer><a href="/en/terms-of-use-of-this-site">Terms of use of this site</a></footer>
<a href="https://other.example/news/1-a-headline-of-another">A headline of another site</a>"""
PAGE = f"<html><body>{MENU}<main>{LIST}</main>{FOOT}</body></html>"


def test_a_list_of_articles_is_learnt():
    """Each once, with its headline and the date beside it."""
    found = learnt(links_on(PAGE, HOME), HOME)
    assert [link.text for link in found] == [f"Cable {n} was cut off Hanko" for n in range(1, 6)]
    assert found[0].url == "https://ministry.example/en/news/2025/1001-cable-cut-off-hanko"
    assert found[0].published.isoformat() == "2025-11-01T10:00:00+02:00"


def test_menus_are_told_by_where_they_stand():
    """Even where their addresses and words are like an article's."""
    listed = links_on(PAGE, HOME)
    assert sum(link.menu for link in listed) == 4
    menu = PAGE.replace("<nav>", '<div class="main-menu">').replace("</nav>", "</div>")
    assert learnt(links_on(menu, HOME), HOME) == learnt(listed, HOME)


def test_an_articles_own_header_is_no_menu():
    """Headlines stand in headers too."""
    page = PAGE.replace("<h3>", "<header><h3>").replace("</h3>", "</h3></header>")
    assert len(learnt(links_on(page, HOME), HOME)) == 5


def test_a_selector_chooses_links_or_what_holds_them():
    """The rest of the page does not count."""
    for selector in ("h3 a", "article", "article h3"):
        found = links_on(PAGE, HOME, selector=selector)
        assert [link.text[:7] for link in found] == [f"Cable {n}" for n in range(1, 6)]
    assert links_on(PAGE, HOME, selector=".gone") == []


def test_a_card_gives_its_heading():
    """And not the teaser and the date around it."""
    page = '<a href="/a/1-b-c"><h2>Drones over the port</h2><p>Teaser.</p><span>2 h ago</span></a>'
    (link,) = links_on(page, HOME)
    assert link.text == "Drones over the port"


@pytest.mark.parametrize(
    ("url", "like"),
    [
        ("/en/news/2025/11/20/drones-over-the-port", "/en/news/2024/01/02/cable-cut-off-hanko"),
        ("/artikkel/1608123456", "/artikkel/1609000000.html"),
        ("/a/7fdfea6f276c", "/a/fb9f7afaf65f.html"),
        ("/view.php?id=123&lang=en", "/view.php?id=98765&lang=en"),
    ],
)
def test_articles_of_a_site_share_a_shape(url, like):
    """Dates, numbers and headlines do not count."""
    host = "https://ministry.example"
    assert shape(host + url) == shape(host + like)
    assert shape(host + url) != shape(f"{host}/en/contact")


def test_other_sites_and_short_words_are_no_articles():
    """Nor what is labelled by one word."""
    links = {link.url: link for link in links_on(PAGE, HOME)}
    other = links["https://other.example/news/1-a-headline-of-another"]
    assert not could_be(other, "ministry.example")


@pytest.mark.parametrize(
    "page", ["<div>" * 30_000, "<a " + "b=1 " * 5_000 + ">", "<a href=x>" * 30_000]
)
def test_pages_that_keep_a_parser_busy_are_refused(page):
    """Before they are parsed."""
    with pytest.raises(TooLarge):
        links_on(page, HOME)


def test_links_that_lead_nowhere_are_left_out():
    """Scripts, letters, and places on the page itself."""
    odd = ("javascript:x()", "mailto:a@b.example", "#top", "")
    page = "".join(f'<a href="{href}">words</a>' for href in odd)
    assert links_on(page, HOME) == []
