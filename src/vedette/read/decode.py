r"""Bytes to characters, when the bytes may lie about their encoding.

What decides, in this order: a byte order mark; UTF-8 that holds (a text of another encoding passes
for valid UTF-8 about never); the charset of the HTTP header; the charset in the first bytes of the
page; UTF-8 with a few broken letters; detection. Only where all of that fails do we take what was
declared and put U+FFFD where it does not fit.

>>> decode("Kabel vid Öland".encode("cp1252"), declared="iso-8859-1")
'Kabel vid Öland'
>>> decode(b"\xef\xbb\xbfGulf of Riga")
'Gulf of Riga'
"""

import codecs
import re

from charset_normalizer import from_bytes

SNIFFED = 16_384
"""Bytes at the start of a page in which it may name its charset: HTML says 1024, but of 404 saved
news pages the last one to do so ends at byte 16,019."""

DETECTED = 65536
"""Bytes that detection looks at: enough letters of any alphabet, and about 20 ms."""

BROKEN = 0.1
"""Broken sequences to each whole letter outside ASCII up to which it still is UTF-8: the six broken
ones of those pages stay below 0.05, a text in KOI8-R or Windows-1251 has no whole letter."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_XML = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_TAG = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)

# As browsers read the labels (WHATWG Encoding, section 4.2): the narrow name means the wide codec.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
# Python knows codecs that are no charsets (unicode_escape, idna, zip); a header may not name those.
_CHARSETS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp(125[0-8]|866|874|932|949)|iso8859-\d+|koi8-[ru]|gb18030|gb2312|gbk|"
    r"big5(hkscs)?|euc_(jp|kr)|shift_jis|iso2022_jp|tis-620|ascii|mac-(cyrillic|roman)"
)
_SEVEN_BIT = frozenset({"iso2022_jp"})


def decode(body: bytes, *, declared: str = "", markup: bool = True) -> str:
    """Decode a page or a text; `declared` is the charset of the HTTP header, if there was one.

    `markup` allows the page to name its own charset. NULs are dropped: no store can hold them.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(codec, "replace"))
    named = [declared, _sniff(body) if markup else ""]
    codecs_named = [codec for codec in map(charset, named) if codec]
    return _clean(_unmarked(body, codecs_named))


def charset(label: str) -> str:
    """Name the Python codec for a charset label as browsers understand it, or say ''."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name if label.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if _CHARSETS.fullmatch(name) else ""


def _unmarked(body: bytes, named: list[str]) -> str:
    utf_8 = _strictly(body, "utf-8")
    if utf_8 is not None and not _SEVEN_BIT & set(named) and "\0\0" not in utf_8[:SNIFFED]:
        return utf_8
    for codec in named:
        text = _strictly(body, codec)
        if text is not None and codec not in {"utf-8", "utf-16-le", "utf-16-be"}:
            return text
    return _broken(body, named)


def _broken(body: bytes, named: list[str]) -> str:
    patched = body.decode("utf-8", "replace")
    lost = patched.count("\ufffd")
    whole = len(patched) - lost - len(patched.encode("ascii", "ignore"))
    if lost <= BROKEN * whole:
        return patched
    codec = _detect(body) or next(iter(named), "utf-8")
    return body.decode(codec, "replace")


def _detect(body: bytes) -> str:
    bare = _TAG.sub(b" ", body[: 4 * DETECTED])[:DETECTED]
    found = from_bytes(bare).best()
    return charset(found.encoding) if found else ""


def _sniff(body: bytes) -> str:
    head = body[:SNIFFED]
    found = _NAMED.search(head) or _XML.match(head)
    return found[1].decode("ascii") if found else ""


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _clean(text: str) -> str:
    return text.replace("\0", "").removeprefix("\ufeff")
