"""Where pages of a public site stand, and how one leads to another.

A page is a folder with an `index.html`: a web server shows it under the folder's address, and a
browser that opens the files finds it too, for every link names the file and is relative.
"""

import re
from hashlib import sha256
from typing import Final, NamedTuple

PAGE: Final = "index.html"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_ -]+")


class Leaf(NamedTuple):
    """A file of a site: its path from the top, with `/` between folders, and its bytes."""

    path: str
    body: bytes


def root(path: str) -> str:
    """Give the way from a page back to the top.

    >>> root("index.html"), root("incidents/ab/index.html")
    ('', '../../')
    """
    return "../" * path.count("/")


def incident(name: str) -> str:
    """Give the folder of an incident; as on a desk, so that links of exports lead there too."""
    return f"incidents/{name}/"


def story(name: str) -> str:
    """Give the folder of a story."""
    return f"stories/{name}/"


def kind(name: str) -> str:
    """Give the folder of a kind."""
    return f"kinds/{slug(name)}/"


def place(name: str) -> str:
    """Give the folder of a country or sea."""
    return f"places/{slug(name)}/"


def slug(name: str) -> str:
    """Write a name so that it is a folder's anywhere; names that lose letters keep apart.

    >>> slug("PL"), slug("Baltic Sea"), slug("drone_incursion")
    ('pl', 'baltic-sea', 'drone-incursion')
    >>> slug("../x") == slug("x")
    False
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    if _PLAIN.fullmatch(name):
        return plain or "none"
    return f"{plain}-{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")


def numbered(folder: str, number: int) -> str:
    """Give the folder of a page of a list that runs over several."""
    return folder if number == 1 else f"{folder}page-{number}/"
