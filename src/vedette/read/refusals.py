"""Pages that are no article: bot checks, consent walls, indexes, errors; each refused by name.

A wall is short and says so in its title or its few words; an article about bot checks is long. The
limits keep the one from being taken for the other: none of 404 saved news pages is refused by name.
"""

import re
from urllib.parse import urlsplit

from vedette.errors import ReadError
from vedette.read.page import Page

WALL_LETTERS = 1500
"""Letters of prose under which a page may be a wall: the bot checks and consent pages seen have
under 900."""

LEAST_LETTERS = 40
"""Letters of prose without which there is no article: the shortest body with gold has 201."""

TEASERS = 15
"""Headlines that are links from which a page with little prose of its own is an index."""

TEASER_LETTERS = 30
"""Letters of a link that may be a headline; the words of a menu are shorter."""

OWN_PROSE = 500
"""Letters of prose in one box that no index has: its teasers have a box each."""

PROSE = 60
"""Letters from which a run of text is prose, as in `vedette.read.body`."""

HARDLY = 200
"""Letters of prose on a page that lists headlines and no teasers."""

_BOT = re.compile(
    r"verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a robot)|"
    r"checking (?:if the site connection is secure|your browser)|are you a robot|"
    r"attention required! ?\| ?cloudflare|please enable (?:js|javascript|cookies) and|"
    r"pardon our interruption|ddos protection by|press (?:&|and) hold|unusual traffic from your|"
    r"enable javascript and cookies to continue|performing security verification",
    re.IGNORECASE,
)
_BOT_TITLE = re.compile(
    r"^\s*(?:(?:just a moment|attention required|access denied|are you a robot|robot check|captcha|"
    r"human verification|security check|ddos-guard|403 forbidden)(?: required|,? please)?"
    r"[\s.!?…,:]*(?:\|.*|\s[–—-]\s.{0,30})?|pardon our interruption.*|"
    r"(?:please )?verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a )?human.*)\s*$",
    re.IGNORECASE,
)
"""What begins like a wall's title is a headline unless it ends there, or with the site's name."""
_CONSENT = re.compile(
    r"before you continue|bevor (?:sie|du) fortf|we value your privacy|consent to (?:the )?use|"
    r"(?:accept|reject) all|alle (?:cookies )?akzeptieren|zustimmung|einwilligung|"
    r"weiter mit werbung|mit werbung (?:und tracking )?(?:weiter|lesen|nutzen)|pur-abo|"
    r"accepter (?:tout|et (?:fermer|continuer))|godkänn (?:alla )?cookies|zaakceptuj|"
    r"manage (?:your )?(?:privacy|cookie) (?:settings|preferences)|use cookies|"
    r"\bpartners (?:store|use|process)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^\s*error:? (?:404|410|500|502|503)\b|"
    r"^\s*(?:404|410|500|502|503)(?:\W*$|\s*[|:]|\s+[–—-]\s|\W+(?:error|not found|gone\W*$|"
    r"internal server|bad gateway|service (?:temporarily )?unavailable)(?!\w))|"
    r"^\s*4(?:04|10)\W+(?:(?:oops|sorry|the|this|that|die|diese)\W+){0,2}(?:page|site|file|seite|"
    r"sid[ae]n?|strona|nie znaleziono|stránka|страница|сторінк\w*|sivua?|lehekül\w*|lehte|puslapis|"
    r"lapa)\b|page (?:was )?not found|"
    r"seite nicht gefunden|sidan (?:kunde inte hittas|finns inte)|nie znaleziono strony|"
    r"^\s*(?:not found|bad gateway|service unavailable)\s*$",
    re.IGNORECASE,
)
"""A number alone is no error: as often it counts drones."""
_FRONT = re.compile(r"^/?(?:index\.\w+|[a-z]{2}/?)?$")


def refuse_walls(title: str, words: str, letters: int, *, where: str) -> None:
    """Raise where a page with so few letters of prose says that it is a wall or an error."""
    if letters >= WALL_LETTERS:
        return
    said = title + "\n" + words[: 4 * WALL_LETTERS]
    if _BOT_TITLE.search(title) or (letters < WALL_LETTERS / 2 and _BOT.search(said)):
        raise bot_check(where)
    if _GONE.search(title):
        raise gone(where, title)
    if len({hit.lower() for hit in _CONSENT.findall(said)}) >= 2:
        raise consent_wall(where)


def refuse_index(page: Page, *, is_article: bool, address: str, where: str) -> None:
    """Raise where a page lists many headlines and holds no longer run of prose of its own."""
    if is_article:
        return
    teasers = sum(b.link_share > 0.8 and len(b.text) >= TEASER_LETTERS for b in page.blocks)
    front = _is_front(address)
    if teasers >= (TEASERS / 3 if front else TEASERS) and _is_scattered(page):
        raise index_page(where, f"it lists {teasers} headlines and tells none of them")


def _is_front(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.netloc and _FRONT.match(parts.path))


def _is_scattered(page: Page) -> bool:
    """Whether a page's prose stands in many small boxes, or there is hardly any."""
    own: dict[int, int] = {}
    for block in page.blocks:
        if len(block.text) >= PROSE and block.link_share <= 0.4:
            box = page.boxes[block.box].parent if block.tag == "p" else block.box
            own[box] = own.get(box, 0) + len(block.text)
    return max(own.values(), default=0) < OWN_PROSE and (
        len(own) >= TEASERS / 3 or sum(own.values()) < HARDLY
    )


def bot_check(where: str) -> ReadError:
    """Build the error for a page that asks whether we are human."""
    return ReadError(
        what="a bot check",
        where=where,
        why="it asks whether we are human",
        remedy="read the feed's own text, or ask less often",
    )


def consent_wall(where: str) -> ReadError:
    """Build the error for a page that asks for consent before it shows anything."""
    return ReadError(
        what="a consent wall",
        where=where,
        why="it asks for consent and tells nothing",
        remedy="read the feed's own text, or give the page as a reader sees it",
    )


def gone(where: str, title: str) -> ReadError:
    """Build the error for a page that says that something went wrong."""
    return ReadError(
        what="an error page",
        where=where,
        why=f"its title is {title[:60]!r}",
        remedy="drop the address",
    )


def index_page(where: str, why: str) -> ReadError:
    """Build the error for a page that lists articles."""
    return ReadError(
        what="an index page", where=where, why=why, remedy="read the articles that it lists"
    )


def feed(where: str) -> ReadError:
    """Build the error for a feed that was handed in as if it were one article."""
    return ReadError(
        what="a feed, not an article",
        where=where,
        why="it lists entries",
        remedy="collect it as a channel of kind feed; each entry is an article",
    )


def no_text(where: str) -> ReadError:
    """Build the error for a capture without prose."""
    return ReadError(
        what="no article text",
        where=where,
        why="it holds no run of prose",
        remedy="give the address of an article; pages that scripts fill cannot be read",
    )


def trap(where: str) -> ReadError:
    """Build the error for a page that is built to waste a parser's time."""
    return ReadError(
        what="a page that cannot be parsed in time",
        where=where,
        why="thousands of elements stand open at once, or one has thousands of attributes",
        remedy="give the article alone",
    )


def too_large(where: str, size: int, limit: int) -> ReadError:
    """Build the error for a capture past the limit of its reader, both in bytes."""
    return ReadError(
        what="a page too large to read",
        where=where,
        why=f"{size} bytes, the limit is {limit}",
        remedy="give the article alone",
    )
