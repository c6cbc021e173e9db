"""Feeds that are built to waste a parser's time are told before it has begun."""

import pytest
from tests.effort import grows_in_proportion
from tests.hostile.carriers import rss

from vedette.collect.feed import read_bytes
from vedette.collect.traps import crowded, unveiled


@pytest.mark.parametrize("name", ["author", "dc:creator", "managingEditor", "x:publisher"])
def test_a_name_without_end_is_told(name):
    """Whatever prefix it has, and however its letters are written."""
    for words in ("cable" * 20_000, "&#65;" * 20_000, "<b>cable</b>" * 20_000):
        assert crowded(f"<item><{name}>{words}</{name}></item>".encode()) == "a name without end"
    assert not crowded(f"<item><{name}>Lena Varg</{name}></item>".encode() * 1000)


def test_pictures_in_a_text_are_no_names():
    """A long run of letters elsewhere costs nothing, and is left alone."""
    assert not crowded(b"<author>Lena</author><description>" + b"QUJD" * 100_000)


@pytest.mark.parametrize(
    "piece", ["<author>", "<author", "</author>", "<a:author x='", "<author/>"]
)
def test_looking_costs_in_proportion(piece):
    """The look itself is no trap."""
    assert grows_in_proportion(lambda text: crowded(text.encode()), piece)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_letters_do_not_hide_marks(coding):
    """A feed in wide letters is read as any other, and looked at as any other."""
    told = rss().decode().replace("utf-8", coding)
    assert len(read_bytes(told.encode(coding)).entries) == 1
    evil = rss(author="cable" * 20_000).decode().replace("utf-8", coding)
    assert read_bytes(evil.encode(coding)).damage == "a name without end"


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "raw_unicode_escape", "cp037", "hz"]
)
def test_a_charset_that_hides_marks_is_not_believed(charset):
    """Neither in the prolog nor in the header."""
    body = f'<?xml version="1.0" encoding="{charset}"?><rss/>'.encode()
    assert unveiled(f"text/xml; charset={charset}", body) == (
        "text/xml",
        b'<?xml version="1.0"?><rss/>',
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "shift_jis", "x-nobody"])
def test_other_charsets_are(charset):
    """What feeds are really written in stays as it was declared."""
    body = f'<?xml version="1.0" encoding="{charset}"?><rss/>'.encode()
    assert unveiled("text/xml", body) == ("text/xml", body)
