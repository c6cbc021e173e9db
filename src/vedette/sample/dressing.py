"""Web pages as outlets serve them, around a given article: most of a page is not the article.

A page has what 404 saved news pages have in the middle: 147 kB, some 1,100 elements and texts that
a reader walks over, of which a dozen are the article; metadata, JSON-LD, styles, the state of a
script, a menu, teasers, advertisements, a newsletter, a footer. Nothing of it is taken from a page.

>>> page = dress("Ferry is late", ("It left at noon.",), DRESSES[0], number=1, rng=Random(1))
>>> page.count("It left at noon.") >= 1, 100_000 < len(page) < 250_000
(True, True)
"""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

FIRST_DAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
_SYLLABLES = [c + v for c in "bdfghklmnprstvz" for v in ("a", "e", "i", "o", "u")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """The manner of one outlet: its name, how it calls its boxes, and how much stands around.

    `scripts`, `styles` in kilobytes; `links` in the menu and the footer, `teasers` of other news.
    """

    outlet: str
    host: str
    body: str
    scripts: int
    styles: int
    links: int
    teasers: int


DRESSES = (
    Dress(
        outlet="Harbour Post",
        host="harbourpost.example",
        body="article-body",
        scripts=60,
        styles=20,
        links=120,
        teasers=40,
    ),
    Dress(
        outlet="The Daily Ferry",
        host="dailyferry.example",
        body="story__content",
        scripts=75,
        styles=30,
        links=90,
        teasers=60,
    ),
    Dress(
        outlet="Northern Ledger",
        host="northernledger.example",
        body="c-article__text",
        scripts=50,
        styles=40,
        links=150,
        teasers=30,
    ),
    Dress(
        outlet="Evening Quay",
        host="eveningquay.example",
        body="post-content",
        scripts=90,
        styles=15,
        links=110,
        teasers=50,
    ),
)


def address(dress: Dress, number: int) -> str:
    """Give the address of an outlet's page."""
    return f"https://{dress.host}/news/{number}"


def moment(number: int) -> datetime:
    """Give when a page of the stream was published: one every two minutes."""
    return FIRST_DAY + timedelta(minutes=2 * number)


def dress(title: str, body: Sequence[str], worn: Dress, *, number: int, rng: Random) -> str:
    """Write the page of one article."""
    at = moment(number).isoformat()
    return "".join(
        (
            f'<!DOCTYPE html><html lang="en"><head>{_head(title, worn, number, at, rng)}</head>',
            f'<body class="page page--{rng.randrange(99)}">{_menu(worn, rng)}',
            '<div class="wrapper"><main id="main"><article class="article">',
            f'<header class="article__head"><p class="kicker">{_words(rng, 2)}</p>',
            f'<h1 class="headline">{html.escape(title)}</h1><div class="meta">',
            f'<span class="byline">By <a rel="author" href="/by/{number}">{_name(rng)}</a></span>',
            f'<time datetime="{at}">{at[:10]}</time>{_sharing(rng)}</div></header>',
            f'<div class="{worn.body}">{_paragraphs(body, rng)}</div>{_tags(rng)}</article></main>',
            f'<aside class="sidebar"><h2>Most read</h2>{_teasers(worn.teasers // 3, rng)}</aside>',
            f'</div><section class="related">{_teasers(worn.teasers, rng)}</section>',
            f"{_newsletter(rng)}{_footer(worn, rng)}{_state(worn.scripts, rng)}</body></html>",
        )
    )


def _head(title: str, worn: Dress, number: int, at: str, rng: Random) -> str:
    told = html.escape(title, quote=True)
    where = address(worn, number)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": at,
        "author": {"@type": "Person", "name": _name(rng)},
        "publisher": {"@type": "Organization", "name": worn.outlet},
    }
    return (
        f'<meta charset="utf-8"><title>{told} | {worn.outlet}</title>'
        f'<link rel="canonical" href="{where}"><meta property="og:title" content="{told}">'
        f'<meta property="og:type" content="article"><meta property="og:url" content="{where}">'
        f'<meta property="og:site_name" content="{worn.outlet}">'
        f'<meta property="article:published_time" content="{at}">'
        + "".join(f'<link rel="preload" href="/a/{_token(rng)}.js" as="script">' for _ in range(12))
        + f'<script type="application/ld+json">{json.dumps(data)}</script>'
        + f"<style>{_style(worn.styles, rng)}</style>"
    )


def _style(kilobytes: int, rng: Random) -> str:
    rules: list[str] = []
    while sum(map(len, rules)) < 1000 * kilobytes:
        rules.extend(
            f".{_token(rng)}{{margin:{rng.randrange(40)}px {rng.randrange(40)}px;"
            f"color:#{rng.randrange(16**6):06x};flex:{rng.randrange(9)} 1 auto}}"
            for _ in range(50)
        )
    return "".join(rules)


def _state(kilobytes: int, rng: Random) -> str:
    """Write the state that a script would draw the page from."""
    rows: list[str] = []
    size = 0
    while size < 1000 * kilobytes:
        row = json.dumps(
            {"id": _token(rng), "t": _words(rng, 6), "u": f"/n/{_token(rng)}", "n": rng.random()}
        )
        rows.append(row)
        size += len(row) + 1
    cut = len(rows) // 3
    return (
        f"<script>window.__state=[{','.join(rows[:cut])}]</script>"
        f'<script type="application/json">[{",".join(rows[cut:])}]</script>'
    )


def _menu(worn: Dress, rng: Random) -> str:
    return (
        f'<div class="topbar"><div class="logo"><a href="/">{worn.outlet}</a></div>'
        f'<ul class="menu">{_list(_words(rng, 1) for _ in range(worn.links // 2))}</ul></div>'
        f'<div class="ad-slot" id="ad-{rng.randrange(9)}"><span>Advertisement</span></div>'
    )


def _footer(worn: Dress, rng: Random) -> str:
    links = _list(_words(rng, 2) for _ in range(worn.links // 2))
    return f'<footer class="footer"><ul>{links}</ul><p>© {worn.outlet}</p></footer>'


def _list(words: Iterable[str]) -> str:
    return "".join(f'<li class="menu__item"><a href="/s/{w}">{w}</a></li>' for w in words)


def _sharing(rng: Random) -> str:
    names = ("Share", "Post", "Mail", "Save")
    return "".join(
        f'<button class="share share--{_token(rng)}"><svg viewBox="0 0 16 16"><path d="M1 1h14v14'
        f'H1z"></path></svg><span>{name}</span></button>'
        for name in names
    )


def _paragraphs(body: Sequence[str], rng: Random) -> str:
    parts: list[str] = []
    for n, text in enumerate(body):
        parts.append(f'<p class="paragraph">{html.escape(text, quote=False)}</p>')
        if n % 4 == 1:
            parts.append(
                f'<div class="ad-slot ad-slot--inline" id="{_token(rng)}">'
                f"<span>Advertisement</span></div><script>ads.push('{_token(rng)}')</script>"
            )
    return "".join(parts)


def _tags(rng: Random) -> str:
    return f'<ul class="tags">{_list(_words(rng, 1) for _ in range(5))}</ul>'


def _teasers(count: int, rng: Random) -> str:
    return "".join(
        f'<div class="teaser teaser--{rng.randrange(4)}"><a class="teaser__link" href="/n/'
        f'{_token(rng)}"><div class="teaser__media"><img src="/i/{_token(rng)}.webp" alt="" '
        f'width="320" height="180" loading="lazy"></div><h3 class="teaser__title">{_words(rng, 7)}'
        f'</h3><span class="teaser__time">{rng.randrange(1, 24)} hours ago</span></a></div>'
        for _ in range(count)
    )


def _newsletter(rng: Random) -> str:
    return (
        '<div class="newsletter"><h2>Our morning letter</h2><form action="/letter"><label>Your '
        f'address <input name="{_token(rng)}"></label><button>Send it to me</button></form></div>'
    )


def _token(rng: Random) -> str:
    return f"{rng.getrandbits(44):011x}"


def _words(rng: Random, count: int) -> str:
    """Give made words: a menu must add nothing to what an article says."""
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(count))


def _name(rng: Random) -> str:
    return _words(rng, 2).title()
