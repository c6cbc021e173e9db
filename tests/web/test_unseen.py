"""What strangers wrote cannot steer the page."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from vedette.web.unseen import _UNSEEN, controls, outside, reveal, snippet

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@given(st.text())
def test_nothing_unseen_is_left(text):
    """Directional and other controls are gone, whatever stands around them."""
    shown = reveal(text)
    assert not set(shown) & set(BIDI + "\u200b\ufeff\x00\x1b")
    shown.encode("utf-8")


def test_whatever_is_shown_by_its_name_is_not_printable():
    """So text that is printable throughout may pass without a look at each character."""
    every = map(chr, range(0x110000))
    assert not [one for one in every if one.isprintable() and _UNSEEN.search(one)]


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z"), exclude_characters=BIDI)))
def test_words_are_left_alone(text):
    """Letters of any script stay as they are."""
    seen = text.replace("\u2028", "").replace("\u2029", "")
    assert reveal(seen) == seen


@given(st.text())
def test_controls_are_escaped_and_nothing_else_is_lost(text):
    """Taking the tags off and unescaping gives the text with its controls named."""
    markup = str(controls(text))
    named = html.unescape(re.sub(r"<[^>]*>", "", markup))
    assert named == re.sub("⟦(.*?)⟧", r"\1", reveal(text)) or "⟦" in text
    assert (
        re.sub(r'<span class="ctl" title="[^"<>]*">[A-Z0-9+]*</span>', "", markup).count("<") == 0
    )


def test_a_snippet_marks_what_was_found():
    """The words between the two signs are marked, hostile ones included."""
    assert snippet("a \x02<b>\x03 c \x02d\x03") == "a <mark>&lt;b&gt;</mark> c <mark>d</mark>"


def test_a_snippet_with_a_lost_sign_still_closes():
    """A sign without its partner costs nothing but the mark."""
    assert snippet("a\x03 b \x02c") == "a b <mark>c</mark>"


def test_only_the_web_is_linked():
    """Scripts, files and addresses without a host are no links."""
    refused = ["javascript:alert(1)", "data:text/html,x", "file:///etc", "http:", "//x", "", None]
    assert [outside(url) for url in [*refused, "http://[bad"]] == [None] * 8
    assert outside("HTTPS://example.org/?q=1") == "HTTPS://example.org/?q=1"
