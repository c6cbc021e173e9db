"""Marks that are printed once are those that are printed anew."""

import pytest

from vedette.web.press import _environment
from vedette.web.tongues import TONGUES, speaking

MARKS = ("kind_tap", "sign_tap", "sureness", "stands", "mark")
GIVEN = {
    "kind_tap": [("sabotage",), ("arson",), ("no such <kind>",)],
    "sign_tap": [("kind-arson", "arson"), ("kind-arson", "<b>")],
    "sureness": [("0.90",), ("0.35",)],
    "stands": [("reported", ()), ("attributed", ("<i>Police</i>",)), ("attributed", ("Rail",))],
    "mark": [("",), ("B2",), ("F6",)],
}


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_the_same_however_often_and_in_whatever_language(name, tongue):
    """Each language has its own, and what a report says in one is escaped in it."""
    jinja = _environment("/static", tongue)
    with speaking(tongue):
        macro = getattr(jinja.get_template("bits.html").module, name)
        once = jinja.globals["once"]
        for given in GIVEN[name] * 2:
            assert once(macro, *given) == macro(*given)
            assert "<i>" not in once(macro, *given)
        assert once.cache_info().hits == len(GIVEN[name]) * 3


def test_lines_import_their_marks_without_the_page():
    """Else a mark would be another on every page, and be kept for nothing."""
    jinja = _environment("/static", "en")
    for name in ("affairs.html", "stream.html", "news.html"):
        lines = jinja.loader.get_source(jinja, name)[0].splitlines()
        (taken,) = [line for line in lines if 'from "bits.html" import' in line]
        assert "with context" not in taken
