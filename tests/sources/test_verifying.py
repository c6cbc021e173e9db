"""A day is written under the channels that answered, and nothing else in the file changes."""

from datetime import date

import pytest

from vedette.errors import SourceError
from vedette.sources import interpret
from vedette.sources.verifying import verified, write_verified

DAY = date(2026, 3, 2)
FILE = """\
# Kept by hand.
name = "Harbour Courier"
home = "https://courier.example/"
country = "EE"
languages = ["en"]
owner = "Harbour Courier"
ownership = "private"
licence = "invented"
found = "for a test"

[[channels]]
url = 'https://courier.example/rss'  # the old one
kind = "feed"
verified = 2025-01-01

[[channels]]
kind = "index"
url = "https://courier.example/news"
pattern = "/n/"
[channels.reading]
body = "div.text"
"""
FEED, NEWS = "https://courier.example/rss", "https://courier.example/news"


def source(text=FILE):
    """The source of a file."""
    return interpret(text, id="ee/courier", where="courier.toml")


@pytest.mark.parametrize("urls", [{FEED}, {NEWS}, {FEED, NEWS}, set()])
def test_only_days_change(urls):
    """Each channel that answered has the day, the others what they had; comments stay."""
    made = verified(FILE, urls, DAY)
    days = {one.url: one.verified for one in source(made).channels}
    assert days == {FEED: DAY if FEED in urls else date(2025, 1, 1),
                    NEWS: DAY if NEWS in urls else None}  # fmt: skip
    gone = [line for line in FILE.splitlines() if line not in made.splitlines()]
    assert gone == (["verified = 2025-01-01"] if FEED in urls else [])
    assert verified(made, urls, DAY) == made


def test_a_file_is_written_only_if_nothing_else_changes(tmp_path):
    """An address that stands elsewhere than on a line of its own is left to its author."""
    path = tmp_path / "courier.toml"
    path.write_text(FILE, encoding="utf-8")
    write_verified(source(), path, {NEWS}, DAY)
    assert source(path.read_text(encoding="utf-8")).channels[1].verified == DAY
    odd = FILE.replace('url = "https://courier.example/news"', f'url = """{NEWS}"""')
    path.write_text(odd, encoding="utf-8")
    with pytest.raises(SourceError, match="without changing more"):
        write_verified(source(odd), path, {NEWS}, DAY)
    assert path.read_text(encoding="utf-8") == odd
