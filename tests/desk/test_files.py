"""Files are there whole or not at all."""

import pytest

from vedette.desk.files import whole


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
