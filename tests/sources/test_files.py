"""Files: the shelf of those that ship and those of the user, where one bad file hides no other."""

import pytest

from vedette.sources import load, load_from
from vedette.sources.files import LARGEST

TEXT = """\
name = "{name}"
home = "https://{name}.example/"
country = "{country}"
languages = ["en"]
owner = "{name}"
ownership = "private"
licence = "all rights reserved"

[[channels]]
kind = "feed"
url = "https://{name}.example/rss"
"""


@pytest.fixture
def put(tmp_path):
    """Write a source file into the user's folder."""

    def write(path, text=None, **given):
        country, _, name = path.removesuffix(".toml").rpartition("/")
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = text or TEXT.format(name=given.get("name", name), country=country.upper())
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_a_users_folder_is_added_to_what_ships(put, tmp_path):
    """The user's own sources stand beside ours, in one order."""
    put("ee/mine.toml")
    ours, both = load().sources, load(tmp_path)
    assert both.issues == ()
    assert {source.id for source in both.sources} == {s.id for s in ours} | {"ee/mine"}
    assert [s.id for s in both.sources] == sorted(s.id for s in both.sources)


def test_one_bad_file_hides_no_other(put, tmp_path):
    """What is wrong becomes an issue with file and line; the rest is there."""
    put("ee/good.toml")
    put("ee/broken.toml", "name = \n")
    put("lv/wrong.toml", TEXT.format(name="wrong", country="EE"))
    loaded = load_from(tmp_path)
    assert [source.id for source in loaded.sources] == ["ee/good"]
    assert [issue.input for issue in loaded.issues] == [
        f"{tmp_path}/ee/broken.toml:1",
        f"{tmp_path}/lv/wrong.toml:3",
    ]
    assert {issue.stage for issue in loaded.issues} == {"source"}
    assert all(issue.remedy for issue in loaded.issues)


def test_a_feed_that_is_listed_is_not_listed_again(put, tmp_path):
    """One feed under two names would be two voices; the first id keeps it."""
    put("ee/same.toml")
    put("ee/same-again.toml", name="same")
    loaded = load_from(tmp_path)
    assert [source.id for source in loaded.sources] == ["ee/same"]
    (issue,) = loaded.issues
    assert issue.what == "https://same.example/rss is already asked for ee/same"


def test_what_ships_keeps_its_id_and_its_feed(put, tmp_path):
    """A user's file that takes the id of one that ships is refused, and says so."""
    put("ee/err-news.toml")
    loaded = load(tmp_path)
    assert [issue.what for issue in loaded.issues] == ["the id ee/err-news is taken by ERR News"]
    assert loaded.sources == load().sources


def test_a_refused_file_does_not_take_its_feed_along(put, tmp_path):
    """A feed in a file with another fault is still free for the next file."""
    put("ee/a.toml", TEXT.format(name="same", country="LV"))
    put("ee/b.toml", name="same")
    assert [source.id for source in load_from(tmp_path).sources] == ["ee/b"]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        (b"name = 'a'\nowner = '\xff'\n", "it is not UTF-8", ":2"),
        (b"#" * (LARGEST + 1), f"it is larger than {LARGEST} bytes", ""),
    ],
)
def test_bytes_that_are_no_source_file_are_an_issue(put, tmp_path, text, what, line):
    """A wrong encoding or a giant is named, not thrown."""
    file = put("ee/odd.toml", text)
    (issue,) = load_from(tmp_path).issues
    assert (issue.what, issue.input) == (what, f"{file}{line}")


def test_a_file_outside_a_country_is_an_issue(put, tmp_path):
    """A file laid beside the folders would be overlooked for ever."""
    put("ee/good.toml")
    (tmp_path / "stray.toml").write_text("x = 1")
    loaded = load_from(tmp_path)
    assert [issue.what for issue in loaded.issues] == ["it stands outside a country"]
    assert len(loaded.sources) == 1


def test_a_folder_that_is_not_there_is_an_issue_and_ours_remain(tmp_path):
    """A mistyped path to the user's sources does not stop the desk."""
    loaded = load(tmp_path / "nowhere")
    assert [issue.what for issue in loaded.issues] == ["it cannot be read"]
    assert loaded.sources == load().sources


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(put, tmp_path):
    """Editors on Windows write both."""
    put(
        "ee/win.toml",
        b"\xef\xbb\xbf" + TEXT.format(name="w", country="EE").replace("\n", "\r\n").encode(),
    )
    assert [source.id for source in load_from(tmp_path).sources] == ["ee/win"]


def test_hidden_files_and_folders_are_passed_by(put, tmp_path):
    """What editors and file managers leave behind is not a source."""
    put("ee/.swp.toml", "x")
    put(".git/config.toml", "x")
    (tmp_path / "ee" / "readme.md").write_text("x")
    assert load_from(tmp_path) == ((), ())


def test_loading_twice_gives_the_same(put, tmp_path):
    """Nothing depends on the order in which a disk lists its files."""
    for name in ("b", "a", "a-b"):
        put(f"ee/{name}.toml")
    assert load_from(tmp_path) == load_from(tmp_path)
    assert [s.id for s in load_from(tmp_path).sources] == ["ee/a", "ee/a-b", "ee/b"]
