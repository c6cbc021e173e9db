"""Form: a source written as TOML is the same source when read, and its hash follows its content."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vedette.records import Channel, Source
from vedette.sources import interpret, load, toml_of, version_of
from vedette.sources.addresses import same
from vedette.sources.codes import COUNTRIES, LANGUAGES, OWNERSHIPS, SECTORS

PRINTABLE = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = st.text(PRINTABLE, min_size=1, max_size=40).map(str.strip).filter(bool)
NOTES = st.text(PRINTABLE | st.just("\n"), max_size=60).map(str.strip)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
CHANNELS = st.builds(
    Channel,
    kind=st.sampled_from(["feed", "page"]),
    url=SLUGS.map("https://example.org/{}?a=1&b=%22".format),
    full=st.booleans(),
    verified=st.none() | st.dates(),
)


@st.composite
def sources(draw):
    """Any source that a file may describe."""
    country = draw(st.sampled_from(sorted(COUNTRIES)))
    grade = draw(st.sampled_from("ABCDEF"))
    return Source(
        id=f"{country.lower()}/{draw(SLUGS)}",
        name=draw(WORDS),
        home=f"https://{draw(SLUGS)}.example.org/",
        country=country,
        languages=tuple(draw(st.sets(st.sampled_from(sorted(LANGUAGES)), min_size=1, max_size=3))),
        owner=draw(WORDS),
        ownership=draw(st.sampled_from(OWNERSHIPS)),
        licence=draw(WORDS),
        channels=tuple(
            draw(st.lists(CHANNELS, min_size=1, max_size=3, unique_by=lambda c: same(c.url)))
        ),
        reliability=grade,
        reason=draw(WORDS if grade != "F" else WORDS | st.just("")),
        found=draw(WORDS | st.just("")),
        note=draw(NOTES),
        sector=draw(st.none() | st.sampled_from(SECTORS)),
    )


@given(sources())
def test_what_is_written_reads_back_the_same(source):
    """Law: interpret undoes toml_of, quotes, backslashes and line breaks included."""
    assert interpret(toml_of(source), id=source.id, where="x") == source


@given(sources())
def test_a_version_outlives_the_trip_through_a_file(source):
    """Law: the hash is of the content alone, so it is the same after writing and reading."""
    assert version_of(interpret(toml_of(source), id=source.id, where="x")) == version_of(source)


def test_every_field_counts_for_the_version():
    """A change of any field is a new version, so that the ledger keeps the description of then."""
    base = load().sources[0]
    changed = {
        field.name: replace(base, **{field.name: f"{getattr(base, field.name)}x"})
        for field in fields(Source)
        if field.name not in {"languages", "channels"}
    }
    changed["languages"] = replace(base, languages=(*base.languages, "fy"))
    channel = base.channels[0]
    for name, value in {
        "url": "https://x.example/",
        "full": True,
        "verified": date(2026, 1, 1),
    }.items():
        changed[name] = replace(base, channels=(replace(channel, **{name: value}),))
    versions = {version_of(source) for source in changed.values()}
    assert len(versions | {version_of(base)}) == len(changed) + 1


def test_a_version_is_the_same_on_every_machine():
    """The hash is pinned: were it to move, every source would seem changed after an upgrade."""
    source = Source(
        id="ee/x", name="X", home="https://x.ee/", country="EE", languages=("et",), owner="X",
        ownership="private", licence="none", channels=(Channel(kind="feed", url="https://x.ee/rss"),),
    )  # fmt: skip
    assert version_of(source) == "f722678bd1dd60a8a8edb2d88bf6db65"


def test_defaults_are_left_out():
    """A file says what is known and no more."""
    base = replace(load().sources[0], reliability="F", reason="", found="", note="")
    assert not {"reliability", "reason", "found", "note"} & {
        line.partition(" ")[0] for line in toml_of(base).splitlines()
    }
