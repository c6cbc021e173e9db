"""How to add a source, in five minutes: this file is the recipe of CONTRIBUTING, run.

1. Find the feed's address, in a public list or with `vedette sources add URL`.
2. Write `<country>/<outlet>.toml` in your folder of sources (or in `src/vedette/sources/`).
3. Load it; mend what the messages name.
4. Ask `check` what it leaves open.
"""

from vedette.sources import check, load, version_of

# Step 2. The outlet is invented.
FILE = """\
name = "Harbour Gazette"
home = "https://gazette.example.ee/"
country = "EE"                # ISO 3166-1; the folder is the same in lower case; XX: many states
languages = ["en"]            # ISO 639-1
owner = "Harbour Trust"       # two sources with one owner are one voice
ownership = "nonprofit"       # public private government party state_controlled nonprofit …
licence = "CC BY 4.0"         # what the outlet itself says of reuse
found = "its page of feeds, https://gazette.example.ee/rss-feeds"

[[channels]]
kind = "feed"
url = "https://gazette.example.ee/rss"
full = false                  # true where the feed carries whole texts
verified = 2026-11-25         # the day on which it answered you; leave it out if it did not
"""


def test_five_minutes(tmp_path):
    """A new source is one file, and nothing else has to be told of it."""
    file = tmp_path / "ee" / "harbour-gazette.toml"
    file.parent.mkdir()

    # Step 3, with a slip: the message names the file, the line and what to do.
    file.write_text(FILE.replace('"EE"  ', '"Estonia"  '), "utf-8")
    (issue,) = load(tmp_path).issues
    assert issue.input == f"{file}:3"
    assert issue.what == "country 'Estonia' is none"
    assert "ISO 3166-1" in issue.remedy

    # Mended, it stands beside those that ship.
    file.write_text(FILE, "utf-8")
    loaded = load(tmp_path)
    assert loaded.issues == ()
    source = next(source for source in loaded.sources if source.id == "ee/harbour-gazette")
    assert source.reliability == "F"

    # Step 4: nothing is open, and the ledger has a name for this state of it.
    assert [remark for remark in check(loaded.sources) if remark.source == source.id] == []
    assert len(version_of(source)) == 32
