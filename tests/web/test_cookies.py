"""Cookies of other programs on the same host: ours are found among them."""

import pytest

from vedette.web.people.doorway import session_of
from vedette.web.tongues import asked

OTHERS = (
    "",
    "a=b; ",
    'prefs={"theme":"dark"}; ',
    "a[0]=1;",
    "flag; ",
    "t=ąć; ",
    "=; ;; a=b=c; ",
    "expires=Mon, 02 Mar 2026 12:00:00 GMT; ",
)


@pytest.mark.parametrize("before", OTHERS)
@pytest.mark.parametrize("after", ["", ';prefs={"theme":"dark"}', "; flag"])
def test_a_session_is_found_among_others(before, after):
    """Whatever they are called and hold."""
    assert session_of(f"{before}vedette_session=x{after}".encode()) == "x"
    assert session_of(f'{before}vedette_session="x"{after}'.encode()) == "x"


@pytest.mark.parametrize("before", OTHERS)
def test_the_chosen_language_is_found_among_others(before):
    """It counts before what the browser wishes; one that is not spoken does not."""
    wish = (b"accept-language", b"uk")
    assert asked([(b"cookie", f"{before}vedette_lang=pl".encode()), wish]) == "pl"
    assert asked([(b"cookie", f"{before}vedette_lang=xx".encode()), wish]) == "uk"


def test_a_session_over_tls_comes_first():
    """Nobody else can have set that one."""
    header = b"vedette_session=x; __Host-vedette_session=y"
    assert session_of(header) == "y"
    assert session_of(b"not_vedette_session=x") == ""
