"""What comes into a folder is seen at once, whole, and once."""

import os

from vedette.collect.vigil import Vigil

NOW = 1_800_000_000.0


def put(path, text, at=NOW):
    """Write a file as if at a moment."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def names(found):
    """The files' own names."""
    return sorted(os.path.basename(path) for path in found)  # noqa: PTH119


def test_what_comes_is_told_once_when_it_has_rested(tmp_path):
    """Into the folder or below it; what stood there before is no change."""
    put(tmp_path / "old.txt", "old")
    vigil = Vigil(str(tmp_path))
    assert not vigil.changed(NOW)
    put(tmp_path / "new.txt", "new", NOW)
    put(tmp_path / "deep" / "below.txt", "below", NOW)
    assert not vigil.changed(NOW + 0.005), "it may still be written"
    assert names(vigil.changed(NOW + 0.05)) == ["below.txt", "new.txt"]
    assert not vigil.changed(NOW + 10)


def test_a_file_that_goes_on_being_written_is_told_when_it_ends(tmp_path):
    """And again when somebody appends to it later."""
    vigil = Vigil(str(tmp_path))
    for n in range(3):
        put(tmp_path / "lines.jsonl", "x" * (n + 1), NOW + n / 200)
        assert not vigil.changed(NOW + n / 200)
    assert names(vigil.changed(NOW + 0.1)) == ["lines.jsonl"]
    put(tmp_path / "lines.jsonl", "xxxxxx", NOW + 5)
    assert names(vigil.changed(NOW + 6)) == ["lines.jsonl"]


def test_hidden_files_and_those_that_go_are_nothing(tmp_path):
    """A part of a download, and a file that somebody took away and brings back."""
    put(tmp_path / "a.txt", "a")
    vigil = Vigil(str(tmp_path))
    put(tmp_path / ".part", "half", NOW)
    (tmp_path / "a.txt").unlink()
    assert not vigil.changed(NOW + 2)
    put(tmp_path / "a.txt", "a", NOW + 3)
    assert names(vigil.changed(NOW + 4)) == ["a.txt"]


def test_a_single_file_can_be_watched_and_a_pattern_cannot(tmp_path):
    """A pattern is polled as before."""
    put(tmp_path / "a.jsonl", "1")
    vigil = Vigil(str(tmp_path / "a.jsonl"))
    put(tmp_path / "a.jsonl", "12", NOW + 3)
    assert names(vigil.changed(NOW + 4)) == ["a.jsonl"]
    assert not Vigil.fits(str(tmp_path / "*.jsonl"))


def test_a_large_folder_is_looked_at_less_often(tmp_path):
    """As often as a tenth of a core can."""
    for n in range(400):
        put(tmp_path / f"{n}.txt", "x")
    vigil = Vigil(str(tmp_path))
    vigil.changed(NOW)
    put(tmp_path / "new.txt", "new", NOW)
    assert not vigil.changed(NOW + 0.019)
    assert names(vigil.changed(NOW + 0.03)) == ["new.txt"]
