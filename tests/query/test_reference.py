"""The reference of the query line says what the parser does."""

import re
from pathlib import Path

from vedette.query import FIELDS, parse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "query.md"


def test_the_reference_has_every_field_as_it_is():
    """Name, meaning and example, in the order of the table."""
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| `(.*)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    signs = {True: " Bears `>=` and `<=`.", False: ""}
    assert rows == [
        (one.name, one.meaning + signs[len(one.hows) > 1], one.example) for one in FIELDS.values()
    ]


def test_lines_of_the_papers_are_read():
    """Those that stand alone in a block."""
    for page in (PAGE, PAGE.parents[1] / "how-to" / "search.md"):
        for line in re.findall(r"^kind:.*$", page.read_text("utf-8"), re.MULTILINE):
            assert parse(line)
