"""Lists of sources."""

from dataclasses import replace

import pytest
from tests.web.conftest import visiting
from tests.web.small import POLLS, SmallDesk

from vedette.web.sighting import listed, offline

SEEING, QUIET, BLIND, GONE, UNPOLLED = SmallDesk().sources()
DARK = replace(BLIND, last=POLLS[3])


def test_sources_are_in_the_order_of_their_countries_names():
    """Germany stands before Poland by its name, and what is blind before both."""
    told = [
        replace(one, state=state, source=replace(one.source, country=country))
        for one, country, state in (
            (SEEING, "PL", "seeing"),
            (QUIET, "EE", "seeing"),
            (GONE, "DE", "seeing"),
            (BLIND, "UA", "blind"),
        )
    ]
    assert [one.source.country for one in listed(told)] == ["UA", "EE", "DE", "PL"]


@pytest.mark.parametrize(
    ("health", "said"),
    [
        ((DARK, UNPOLLED), True),
        ((DARK, SEEING), False),
        ((UNPOLLED,), False),
        ((), False),
        ((replace(BLIND, last=POLLS[0]),), False),
        ((DARK, replace(DARK, state="gone")), False),
    ],
)
def test_a_machine_without_a_line_is_suspected(health, said):
    """Only where all that was polled gives no answer; who is no longer polled tells nothing."""
    assert offline(health) == said


def test_an_inbox_tells_nothing_of_the_line():
    """A folder on the disk answers on a machine that is offline."""
    channels = tuple(replace(one, kind="file") for one in SEEING.source.channels)
    inbox = replace(SEEING, source=replace(SEEING.source, channels=channels))
    assert offline((DARK, inbox))


def test_the_pages_hint_at_it(client, empty_client, live):
    """Sources' page and empty desk ask whether the machine is offline, and only then."""
    hint = "Every source is blind: is this machine offline?"
    for path in ("/sources", "/"):
        assert hint not in client.get(path).text
        assert hint not in empty_client.get(path).text
    live.sources = lambda: (DARK,)
    assert hint in client.get("/sources").text
    empty = SmallDesk(empty=True)
    empty.sources = live.sources
    with visiting(empty, None) as visitor:
        assert hint in visitor.get("/").text


def test_the_head_says_what_it_counts(client):
    """Blind and gone are counted together and called so; the log's age is called its own."""
    page = client.get("/sources").text
    assert "<dt>blind or gone</dt><dd>1</dd>" in page
    assert "<small>1 blind or gone</small>" in page
    assert "<dt>log since</dt>" in page


def test_an_empty_desk_names_countries(empty_client):
    """The table of what is watched tells whose country each is."""
    page = empty_client.get("/").text
    assert "<td>Poland</td>" in page
    assert "blind or gone" in page
