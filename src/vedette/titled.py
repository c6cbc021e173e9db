"""The form of an article's text: its title, a blank line, then what stands below it.

Readers write it so, whatever they read, and who compares reports asks where a text goes on below
its title: the title counts as a title, and not as its first sentence too.

>>> text = titled("Cable cut off Gotland", "Police seek a ship.")
>>> text[below("Cable cut off Gotland", text):]
'Police seek a ship.'
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_MARKS: Final = re.compile(r"[\W_]+")
_BLANK: Final = re.compile(r"\s*")


def fold(text: str) -> str:
    """Letters and digits alone, in lower case: two titles that fold alike are one."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return _MARKS.sub("", plain.casefold())


def titled(title: str, text: str) -> str:
    """Put a title before a text that does not begin with it; any other stays as it is.

    >>> titled("Port shut", "PORT SHUT: ferries turned back."), titled("", "Ferries turned back.")
    ('PORT SHUT: ferries turned back.', 'Ferries turned back.')
    """
    letters = fold(title)
    return text if _opening(letters, title, text).startswith(letters) else f"{title}\n\n{text}"


def headed(title: str, paragraphs: Iterable[str]) -> str:
    """Write a text of its title and paragraphs; one that is the title again is left out."""
    letters = fold(title)
    parts = (part for part in paragraphs if part and not _is(part, title, letters))
    return "\n\n".join((title, *parts) if title else parts)


def below(title: str, text: str) -> int:
    """Give where a text goes on below its title, in code points.

    It is 0 where the title is no line of its own at its head, and where nothing stands below it.
    """
    start = _end(_BLANK, text, 0)
    end = text.find("\n", start)
    if not title or end < 0 or not _is(text[start:end], title, fold(title)):
        return 0
    at = _end(_BLANK, text, end)
    return at if at < len(text) else 0


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _is(part: str, title: str, letters: str) -> bool:
    """Whether a paragraph is the title again; one of another length is not worth the folding."""
    return len(part) < 2 * len(title) + 10 and fold(part) == letters


def _opening(letters: str, title: str, text: str) -> str:
    """Fold as much of a text's start as a title may fill, its marks and blanks among it."""
    return fold(text[_end(_BLANK, text, 0) :][: 2 * len(title) + len(letters) + 10])
