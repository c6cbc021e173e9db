"""Decoding: what the bytes are, whatever is said about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.captures import PARAGRAPHS, capture, page

from vedette.read import read
from vedette.read.decode import charset, decode

RUSSIAN = "Кабель между материком и островом перестал работать в пятницу, сообщил оператор. " * 3


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", "windows-1251"),
        ("utf-16", "iso-8859-1"),
        ("cp1251", "windows-1251"),
        ("cp1251", ""),
        ("koi8-r", "utf-8"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_cyrillic_in_every_coat(codec: str, declared: str) -> None:
    """Marks win over headers, bytes over lies, and silence is answered by detection."""
    assert decode(RUSSIAN.encode(codec), declared=declared) == RUSSIAN


def test_page_names_its_own_charset() -> None:
    """The meta element counts where no header speaks."""
    markup = f'<meta charset="iso-8859-2"><p>{"Zażółć gęślą jaźń. " * 5}</p>'
    assert "Zażółć gęślą jaźń" in decode(markup.encode("iso-8859-2"))


def test_broken_letters_become_replacements_and_the_rest_stays() -> None:
    """A few bad bytes in UTF-8 cost those letters alone, and NULs go."""
    body = "Sjökabel vid Marsö, Öland och Åland. ".encode() * 4 + b"\xff\0end"
    text = decode(body, declared="utf-8")
    assert text.endswith("\ufffdend")
    assert text.startswith("Sjökabel vid Marsö")


def test_codecs_that_are_no_charsets_are_not_used() -> None:
    """A header cannot make Python run one of its stranger codecs."""
    for name in ("unicode_escape", "idna", "zip", "rot13", "undefined", "utf-7", "\0", ""):
        assert charset(name) == ""
    assert decode(b"a\\u0041b", declared="unicode_escape") == "a\\u0041b"


def test_reader_uses_the_charset_of_the_header() -> None:
    """The content type's parameter reaches the decoder."""
    body = page().replace('<meta charset="utf-8">', "").encode("cp1252")
    article = read(capture(body, headers={"content-type": 'text/html; charset="windows-1252"'}))
    assert PARAGRAPHS[0] in article.text


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "koi8-r", "big5", "nope"]))
def test_any_bytes_decode_without_nul(body: bytes, declared: str) -> None:
    """Decoding never fails and never leaves a NUL."""
    assert "\0" not in decode(body, declared=declared)
