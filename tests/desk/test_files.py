"""Files are there whole or not at all."""

import subprocess
import sys

import pytest

from vedette.desk.files import whole, whole_folder
from vedette.errors import VedetteError


def test_what_was_written_stands_in_its_place(tmp_path):
    """In the place of what was there before, and nothing beside it."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    with whole(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_half_file_is_none(tmp_path):
    """What breaks on the way leaves what was there before, and no part of its own."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="broke"), whole(path) as file:
        file.write(b"ne")
        raise ValueError("broke")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def builds(place, *, name="new.txt", wait=False):
    """A process that builds a folder, and with `wait` never comes to its end."""
    told = f"""
import sys, time
from pathlib import Path
from vedette.desk.files import whole_folder
with whole_folder(Path({str(place)!r})) as part:
    (part / {name!r}).write_text("new")
    print("half", flush=True)
    time.sleep(600 if {wait} else 0)
"""
    return subprocess.Popen([sys.executable, "-c", told], stdout=subprocess.PIPE, text=True)


def names(place):
    """The files of a folder."""
    return sorted(path.name for path in place.iterdir())


def test_a_folder_takes_the_place_of_the_older_one_whole(tmp_path):
    """What only the older one had is gone, and nothing is left beside it but the lock."""
    place = tmp_path / "site"
    with whole_folder(place) as part:
        (part / "old.txt").write_text("old")
    with whole_folder(place) as part:
        assert names(place) == ["old.txt"]
        (part / "new.txt").write_text("new")
    assert names(place) == ["new.txt"]
    assert names(tmp_path) == [".site.lock", "site"]


def test_a_folder_that_fails_leaves_the_older_one(tmp_path):
    """An error on the way changes nothing."""
    place = tmp_path / "site"
    with whole_folder(place) as part:
        (part / "old.txt").write_text("old")
    with pytest.raises(ZeroDivisionError), whole_folder(place) as part:
        (part / "new.txt").write_text(str(1 / 0))
    assert names(place) == ["old.txt"]
    assert names(tmp_path) == [".site.lock", "site"]


def test_a_kill_half_way_leaves_the_older_one_and_the_next_build_clears_up(tmp_path):
    """A process that dies while it builds is as if it had never begun."""
    place = tmp_path / "site"
    with whole_folder(place) as part:
        (part / "old.txt").write_text("old")
    process = builds(place, wait=True)
    assert process.stdout.readline() == "half\n"
    process.kill()
    process.communicate()
    assert names(place) == ["old.txt"]
    assert builds(place).communicate()[0] == "half\n"
    assert names(place) == ["new.txt"]
    assert names(tmp_path) == [".site.lock", "site"]


def test_a_folder_is_built_by_one_at_a_time(tmp_path):
    """A second process is refused while the first builds."""
    place = tmp_path / "site"
    process = builds(place, wait=True)
    try:
        assert process.stdout.readline() == "half\n"
        with pytest.raises(VedetteError, match="another vedette writes this folder"):
            whole_folder(place).__enter__()
    finally:
        process.kill()
        process.communicate()


def test_what_a_kill_between_two_renames_left_is_put_back(tmp_path):
    """Where a system cannot exchange folders, the older one comes back with the next build."""
    old = tmp_path / ".site.old"
    old.mkdir()
    (old / "old.txt").write_text("old")
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "site"):
        raise ZeroDivisionError
    assert names(tmp_path / "site") == ["old.txt"]
