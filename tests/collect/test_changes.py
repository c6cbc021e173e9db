"""The laws of the decider: nothing twice, nothing lost, no hanging on order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.changes import changes, undated, wants_page
from vedette.collect.listing import Listing
from vedette.entries import entry_bytes
from vedette.records import Channel, Entry, digest

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
moments = st.integers(0, 400).map(lambda hours: NOW - timedelta(hours=hours))
entries = st.builds(
    Entry,
    key=st.sampled_from(["a", "b", "https://example.org/1"]),
    link=st.sampled_from(["", "https://example.org/1", "https://example.org/2"]),
    title=st.sampled_from(["", "One", "Two", "Three"]),
    summary=st.text(max_size=5),
    published=st.none() | moments,
    updated=st.none() | moments,
)
entries = entries.filter(lambda entry: entry.link or not entry.key.startswith("https:"))
listings = st.lists(entries, max_size=8).map(tuple)


def decide(listed: tuple[Entry, ...], known: dict[str, str]) -> dict[str, str]:
    """Decide, and give what would be known afterwards."""
    found = changes(Listing(kind="rss20", entries=listed), known, now=NOW)
    assert len({change.entry.key for change in found}) == len(found)
    return {change.entry.key: digest(change.body) for change in found}


@given(listings)
def test_deciding_again_gives_nothing(listed: tuple[Entry, ...]) -> None:
    """What was captured is known, and known bytes are no change."""
    assert decide(listed, decide(listed, {})) == {}


@given(listings, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(listed: tuple[Entry, ...], rng) -> None:
    """A feed may list its entries as it likes."""
    mixed = list(listed)
    rng.shuffle(mixed)
    assert decide(tuple(mixed), {}) == decide(listed, {})


@given(listings, listings)
def test_an_entry_that_stays_is_not_captured_again(
    first: tuple[Entry, ...], second: tuple[Entry, ...]
) -> None:
    """Two polls later, whatever came between, a steady feed is quiet."""
    known = decide(first, {})
    known |= decide(second, known)
    assert decide(second, known) == {}


@given(listings)
def test_no_link_is_lost(listed: tuple[Entry, ...]) -> None:
    """Whatever ids a feed gives, each page that it links to is captured."""
    kept = changes(Listing(kind="rss20", entries=listed), {}, now=NOW)
    assert {entry.link for entry in listed} == {change.entry.link for change in kept}


def test_thirty_entries_with_one_id_are_thirty_articles() -> None:
    """A feed that gives all its entries one id does not hide 29 of them."""
    listed = tuple(
        Entry(key="same", link=f"https://example.org/{n}", title=f"Story {n}") for n in range(30)
    )
    known = decide(listed, {})
    assert len(known) == 30
    assert decide(listed[:1], known) == {}


def test_a_second_entry_under_a_known_id_leaves_the_first_alone() -> None:
    """The one that was known first keeps its name."""
    first = Entry(key="same", link="https://example.org/1", title="One")
    second = Entry(key="same", link="https://example.org/2", title="Two")
    known = decide((first,), {})
    assert list(decide((first, second), known)) == ["same https://example.org/2"]


def test_a_changed_text_is_a_new_capture_under_the_same_key() -> None:
    """An edit is a new version, and `first` tells it from a new entry."""
    entry = Entry(key="a", title="Cable cut", summary="One cable.")
    edited = replace(entry, summary="Two cables.")
    (change,) = changes(Listing(kind="rss20", entries=(edited,)), decide((entry,), {}), now=NOW)
    assert (change.entry.key, change.first) == ("a", False)
    assert change.body == entry_bytes(edited)


def test_two_versions_in_one_feed_leave_the_newer() -> None:
    """Atom may list an entry twice; the later update stands."""
    old = Entry(key="a", link="https://example.org/x", title="Old", updated=NOW - timedelta(days=1))
    new = replace(old, title="New", updated=NOW)
    (change,) = changes(Listing(kind="atom10", entries=(new, old)), {}, now=NOW)
    assert change.entry.title == "New"


def test_dates_of_the_feed_are_not_dates_of_its_entries() -> None:
    """A feed that stamps every entry at every poll is not changed at every poll."""

    def stamped(now: datetime) -> Listing:
        listed = tuple(Entry(key=str(n), title=f"Story {n}", published=now) for n in range(3))
        return Listing(kind="rss20", entries=listed, dated=now)

    known = {c.entry.key: digest(c.body) for c in changes(stamped(NOW), {}, now=NOW)}
    later = NOW + timedelta(hours=3)
    assert changes(stamped(later), known, now=later) == ()


def test_a_shared_update_time_is_dropped_and_own_dates_stay() -> None:
    """The publication dates differ, so they are real; the one update time is the feed's."""
    listed = tuple(
        Entry(key=str(n), published=NOW - timedelta(days=n), updated=NOW) for n in range(3)
    )
    kept = undated(listed, None, NOW)
    assert [entry.published for entry in kept] == [entry.published for entry in listed]
    assert {entry.updated for entry in kept} == {None}


def test_an_update_of_one_entry_stays() -> None:
    """It may be all that tells of a changed page."""
    listed = (Entry(key="a", updated=NOW), Entry(key="b", updated=NOW - timedelta(hours=1)))
    assert undated(listed, NOW, NOW) == listed


def test_pages_are_wanted_for_teasers_only() -> None:
    """A whole text, or a channel that is known to give whole texts, needs no page."""
    teaser, whole = Channel(kind="feed", url="x"), Channel(kind="feed", url="x", full=True)
    entry = Entry(key="a", link="https://example.org/a", content="<p>Short.</p>")
    assert wants_page(entry, teaser)
    assert not wants_page(entry, whole)
    assert wants_page(replace(entry, content="", summary=""), whole)
    assert not wants_page(replace(entry, content="", summary="All of it."), whole)
    assert not wants_page(replace(entry, whole=True), teaser)
    assert not wants_page(replace(entry, link=""), teaser)
