"""Marks that publishers put into links and texts to count readers, taken out again.

The same article listed twice with another campaign name is not a changed article.
"""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_NAME = (
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|bbc_team|format|ptr_name)|ns_\w+"
    r"|mtm_\w+|pk_\w+|mc_[ce]id|fbclid|gclid|dclid|yclid|msclkid|igshid|_hs(?:enc|mi)"
    r"|wt_mc|wtmc|xtor|cmpid|ftag|traffic_source|ocid)"
)
TRACKERS = re.compile(rf"^{_NAME}$", re.IGNORECASE)
_IN_LINK = re.compile(rf"(?<=[?&;])(?:amp;)?{_NAME}=[^&#\"'\s<>]*(?:&(?:amp;)?)?", re.IGNORECASE)
_PIXEL = re.compile(
    r"<img\b(?=[^>]*\b(?:width|height)\s*=\s*[\"']?[01](?:px)?(?:[\"'\s/]|$))[^>]*>", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_NO_LINK = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Letters that no address holds, and that a database need not be able to keep in a key."""
_TAG = re.compile(r"<[^>]*>")


def clean_link(link: str, base: str = "") -> str:
    """Make a link absolute and free of reader-counting parameters; only web links survive.

    Where there is no link, there is none to its base either.

    >>> clean_link("/a?id=7&utm_source=rss#top", "https://example.org/feed")
    'https://example.org/a?id=7#top'
    >>> clean_link("javascript:alert(1)")
    ''
    """
    link = plain_link(link).strip()
    if not link:
        return ""
    try:
        whole = urljoin(base, link) if base else link
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    if "=" not in parts.query:
        return whole
    kept = [pair for pair in parts.query.split("&") if not TRACKERS.match(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def plain_link(link: str) -> str:
    r"""Take out letters that no address holds.

    >>> plain_link("https://example.\0org/\x02a")
    'https://example.org/a'
    """
    return _NO_LINK.sub("", link)


def clean_markup(html: str) -> str:
    """Take counting pixels and tracking parameters out of HTML; the words stay as they are.

    >>> clean_markup('<a href="/a?utm_source=rss&amp;id=7">x</a><img src="p.gif" width="1">')
    '<a href="/a?id=7">x</a>'
    """
    return _IN_LINK.sub("", _PIXEL.sub("", html.replace("\0", "")))


def one_line(text: str) -> str:
    """Collapse white space and drop control letters: a title is one line however it came."""
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def words_of(html: str) -> str:
    """Give the visible words of a piece of HTML, roughly: enough to count and compare them."""
    return one_line(_TAG.sub(" ", html))
