"""Pages that are no article: bot checks, consent walls, indexes, errors; each refused by name.

A wall is short and says so in its title or its few words; an article about bot checks is long. The
limits keep the one from being taken for the other.
"""

import re

from vedette.errors import ReadError

WALL_LETTERS = 1500
"""Letters of prose under which a page may be a wall: the bot checks and consent pages seen have
under 900; of 304 pages with gold, two bodies are shorter and neither speaks of cookies."""

LEAST_LETTERS = 40
"""Letters of prose without which there is no article: the shortest body with gold has 138."""

_BOT = re.compile(
    r"verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a robot)|just a moment\b|"
    r"checking (?:if|that)? ?(?:the site connection is secure|your browser)|are you a robot|"
    r"attention required! ?\| ?cloudflare|please enable (?:js|javascript|cookies) and|"
    r"pardon our interruption|ddos protection by|press (?:&|and) hold|unusual traffic from|"
    r"enable javascript and cookies to continue|performing security verification|captcha",
    re.IGNORECASE,
)
_BOT_TITLE = re.compile(
    r"^\s*(?:just a moment\.*|attention required.*|access denied|are you a robot\??|"
    r"human verification|security check.*|pardon our interruption.*|robot check|"
    r"(?:please )?verify.{0,20}human.*|ddos-guard|403 forbidden)\s*$",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|bevor (?:sie|du) fortf|we value your privacy|consent to (?:the )?use|"
    r"(?:accept|reject) all cookies|alle (?:cookies )?akzeptieren|zustimmung|einwilligung|"
    r"weiter mit werbung|mit werbung (?:und tracking )?(?:weiter|lesen|nutzen)|pur-abo|"
    r"accepter (?:tout|et (?:fermer|continuer))|godkänn (?:alla )?cookies|"
    r"zaakceptuj|manage (?:your )?(?:privacy|cookie) (?:settings|preferences)|"
    r"(?:we|our) (?:and our )?\d* ?partners (?:store|use|process)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^\s*(?:error )?(?:404|410|500|502|503)\b|page (?:was )?not found|seite nicht gefunden|"
    r"sidan (?:kunde inte hittas|finns inte)|nie znaleziono strony|^\s*(?:not found|bad gateway|"
    r"service unavailable)\s*$",
    re.IGNORECASE,
)


def refuse_walls(title: str, text: str, letters: int, *, where: str) -> None:
    """Raise where a page with so few letters of prose says that it is a wall or an error."""
    if letters >= WALL_LETTERS:
        return
    words = text[: 4 * WALL_LETTERS]
    if _BOT_TITLE.search(title) or (
        _BOT.search(title + "\n" + words) and letters < WALL_LETTERS / 2
    ):
        raise bot_check(where)
    if _GONE.search(title):
        raise _error(where, "an error page", f"its title is {title[:60]!r}", "drop the address")
    if len(_CONSENT.findall(title + "\n" + words)) >= 2:
        raise _error(
            where,
            "a consent wall",
            "it asks for consent instead of telling anything",
            "read the feed's own text, or give the page as a reader sees it",
        )


def bot_check(where: str) -> ReadError:
    return _error(
        where,
        "a bot check",
        "it asks whether we are human",
        "read the feed's own text, or ask less often",
    )


def index_page(where: str, why: str) -> ReadError:
    return _error(where, "an index page", why, "read the articles that it lists")


def no_text(where: str) -> ReadError:
    return _error(
        where,
        "no article text",
        "the page holds no run of prose",
        "give the address of an article; pages that scripts fill cannot be read",
    )


def too_large(where: str, size: int, limit: int) -> ReadError:
    return _error(
        where,
        "a page too large to read",
        f"{size} bytes, the limit is {limit}",
        "give the article alone",
    )


def _error(where: str, what: str, why: str, remedy: str) -> ReadError:
    return ReadError(what=what, where=where, why=why, remedy=remedy)
