"""Elements of XML: text that may stand there, put where its name says."""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM: Final = "http://www.w3.org/2005/Atom"


def fill(element: Element, told: Iterable[tuple[str, str]]) -> None:
    """Put texts under an element, each in one of its name; what XML cannot hold is left out."""
    for name, words in told:
        SubElement(element, name).text = clean(words)


def whole(root: Element) -> bytes:
    """Write all that is under a root, in UTF-8."""
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def clean(words: str) -> str:
    r"""Leave out what XML 1.0 cannot hold: control characters, surrogates, non-characters.

    >>> clean("a\x00b\ud800c")
    'abc'
    """
    return "".join(one for one in words if one in "\t\n\r" or _may_stand(ord(one)))


def _may_stand(point: int) -> bool:
    return 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000
