"""The sources that ship: every file is right, and together they cover the field."""

from collections import Counter
from importlib.resources import files

from tools import reference

from vedette.sources import check, gaps, load
from vedette.sources.gaps import ANY, REASONS, REGION
from vedette.sources.interpret import interpret

# The states and bodies that the desk watches; a list that loses one has a hole in its horizon.
FIELD = {*REGION, "XX"}


def bundled_files():
    """Every file that ships, with its id."""
    root = files("vedette.sources")
    for country in sorted(root.iterdir(), key=lambda entry: entry.name):
        if country.is_dir() and not country.name.startswith("__"):
            for entry in country.iterdir():
                yield f"{country.name}/{entry.name.removesuffix('.toml')}", entry


def test_every_bundled_file_is_read_strictly():
    """Each file alone gives a source, without leaning on what load forgives."""
    read = [
        interpret(entry.read_text("utf-8"), id=id_, where=id_) for id_, entry in bundled_files()
    ]
    assert len(read) >= 125


def test_loading_them_all_leaves_no_issue_and_no_file_out():
    """No two files that ship claim one id or one feed."""
    loaded = load()
    assert loaded.issues == ()
    assert {source.id for source in loaded.sources} == {id_ for id_, _ in bundled_files()}


def test_they_cover_the_field():
    """Every state of the field has sources, and one that the English first coder reads."""
    by_country = Counter(source.country for source in load().sources)
    readable = {source.country for source in load().sources if "en" in source.languages}
    assert min(by_country[country] for country in FIELD) >= 2
    assert readable >= FIELD


def test_each_says_where_its_address_is_from():
    """An address of unknown origin could be anybody's."""
    assert [remark for remark in check(load().sources) if remark.field == "found"] == []


def test_an_address_that_never_answered_is_not_called_verified():
    """None of the addresses that ship has been asked by us; the day of asking would be a lie."""
    addresses = [channel for source in load().sources for channel in source.channels]
    unverified = [r for r in check(load().sources) if r.kind == "unverified"]
    assert len(unverified) == sum(channel.verified is None for channel in addresses)


def test_nothing_is_doubled():
    """No name, address or owner stands twice or in two spellings."""
    assert [remark for remark in check(load().sources) if remark.kind == "doubled"] == []


def test_state_media_carry_their_label_and_no_grade():
    """What a censoring state prints is evidence of its words, and is never graded up."""
    censoring = {"Russian Federation", "Republic of Belarus"}
    state = [s for s in load().sources if s.owner in censoring or s.ownership == "state_controlled"]
    assert {"by/belta", "ru/tass", "ru/rt", "ru/mil", "by/gpk"} <= {s.id for s in state}
    assert {(s.ownership, s.reliability) for s in state} == {("state_controlled", "F")}
    assert all(s.note.startswith("what it prints is evidence of what the") for s in state)


def test_a_good_grade_is_defended_by_a_fact():
    """Whoever stands above F has a reason of some length; F needs none."""
    graded = [source for source in load().sources if source.reliability != "F"]
    assert graded
    assert all(len(source.reason.split()) >= 3 for source in graded)


def test_a_state_is_one_owner():
    """Ministries and services of one state speak with one voice, so their owner is spelt alike."""
    owners = {s.owner for s in load().sources if s.country == "EE" and s.ownership == "government"}
    assert owners == {"Republic of Estonia"}


def test_each_says_what_kind_of_body_it_is():
    """A gap of the list can only be told where every source has its kind."""
    assert [source.id for source in load().sources if source.sector is None] == []


def test_the_larger_kinds_are_heard_in_most_of_the_region():
    """Police, defence, a newsroom: a state without them is told, and most states have them."""
    unheard = {(gap.country, sector) for gap in gaps(load().sources) for sector in gap.sectors}
    for sector, states in {"press": 19, "cert": 14, "defence": 15, "police": 13}.items():
        assert sum((state, sector) not in unheard for state in REGION) >= states


def test_no_reason_outlives_its_gap():
    """A reason for a gap that a new source has closed would be a lie."""
    unheard = {(gap.country, sector) for gap in gaps(load().sources) for sector in gap.sectors}
    used = {key for one, of in unheard for key in ((one, of), (one, ANY), (ANY, of))}
    assert set(REASONS) - used == set()


def test_of_telegram_only_offices_and_newsrooms_are_read():
    """A preview is read through its page; none of a private person, and none that needs a login."""
    previews = {c.url: c.kind for s in load().sources for c in s.channels if "//t.me/" in c.url}
    assert len(previews) >= 8
    assert all(url.startswith("https://t.me/s/") for url in previews)
    assert set(previews.values()) == {"index"}


def test_the_readme_tells_the_number_and_the_table():
    """The figures of the README are counted from the files."""
    told = (reference.ROOT / "README.md").read_text("utf-8")
    assert f"{len(load().sources)} sources ship with it" in told
    assert reference.overview(load().sources) in told
