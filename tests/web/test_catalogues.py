"""What translators keep: every message said, with the same values and tags in it."""

import re
from collections import Counter

import pytest
from tools import tongues as tool

from vedette.web.catalogue import Entry, entries, keyed, read
from vedette.web.tongues import LOCALE, TONGUES

FILLED = re.compile(r"%\(\w+\)s|%%|%")
TAGS = re.compile(r"</?[a-z]+[^>]*>")
FOREIGN = [one for one in TONGUES if one != "en"]


def listed(tongue: str) -> list[Entry]:
    """Give the entries of a catalogue without its header."""
    text = (LOCALE / tongue / "LC_MESSAGES" / "desk.po").read_text("utf-8")
    return [one for one in entries(text) if one.one]


@pytest.fixture(scope="module")
def said() -> dict[str, tool.Message]:
    """Give every marked string of the desk."""
    return {keyed(one.context, one.one): one for one in tool.messages()}


@pytest.mark.parametrize("tongue", FOREIGN)
def test_a_catalogue_has_what_pages_say(tongue: str, said: dict[str, tool.Message]):
    """No more and no less; `python tools/tongues.py` brings it up to date."""
    assert {one.key for one in listed(tongue)} == set(said)


@pytest.mark.parametrize("tongue", FOREIGN)
def test_nothing_is_left_in_english(tongue: str):
    """Every form is filled in, and none is fuzzy."""
    wanting = [one.key for one in listed(tongue) if one.fuzzy or not all(map(str.strip, one.forms))]
    assert wanting == []


@pytest.mark.parametrize("tongue", FOREIGN)
def test_there_is_a_form_for_each_number(tongue: str):
    """As many as the header's rule tells apart; of what is not counted, one."""
    rule = read((LOCALE / tongue / "LC_MESSAGES" / "desk.po").read_text("utf-8")).plural
    forms = len(set(map(rule, range(200))))
    wrong = [one.key for one in listed(tongue) if len(one.forms) != (forms if one.many else 1)]
    assert wrong == []


@pytest.mark.parametrize("pattern", [FILLED, TAGS], ids=["values", "tags"])
@pytest.mark.parametrize("tongue", FOREIGN)
def test_values_and_tags_are_those_of_the_english(tongue: str, pattern: re.Pattern[str]):
    """Each as often as in the message, or as in its form for one."""
    wrong = [
        (one.key, form)
        for one in listed(tongue)
        for form in one.forms
        if Counter(pattern.findall(form))
        not in [Counter(pattern.findall(words)) for words in (one.one, one.many or one.one)]
    ]
    assert wrong == []


@pytest.mark.parametrize("tongue", FOREIGN)
def test_blanks_at_the_ends_stay(tongue: str):
    """A run that stands between others keeps its distance."""
    wrong = [
        one.key
        for one in listed(tongue)
        for form in one.forms
        if [form[:1].isspace(), form[-1:].isspace()]
        != [one.one[:1].isspace(), one.one[-1:].isspace()]
    ]
    assert wrong == []


def test_what_has_no_translation_stays_english():
    """A message that is fuzzy, empty or absent is said as it is."""
    book = read(
        'msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "b"\nmsgstr "x"\n\nmsgid "c"\nmsgstr "y"\n\n'
        '#, fuzzy\nmsgid "d"\nmsgstr "z"\n'
    )
    assert [book.one(word) for word in "abcde"] == ["a", "b", "y", "d", "e"]


def test_a_catalogue_is_written_as_it_is_read():
    """Gathering anew keeps every translation, whatever signs it has."""
    told = [
        tool.Message("x.html", "", 'a "b"\n\\'),
        tool.Message("x.html", "of", "%(num)s", "many"),
    ]
    text = tool.written(LOCALE / "none.po", "uk", told)
    assert [one.key for one in entries(text)] == ["", 'a "b"\n\\', keyed("of", "%(num)s")]
