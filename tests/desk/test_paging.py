"""A list is read to its end, and no further than is wanted."""

from dataclasses import dataclass

from vedette.desk.paging import pages


@dataclass(frozen=True)
class Ask:
    """A question, as far as paging knows it."""

    before: int | None = None


@dataclass(frozen=True)
class Page:
    """A page, as far as paging knows it."""

    lines: tuple[int, ...]
    next: int | None


class Listed:
    """Ten numbers, three a page; `asked` is what was asked for."""

    def __init__(self):
        self.asked = []

    def page(self, ask):
        """Give the numbers below `before`."""
        self.asked.append(ask.before)
        left = list(range(10 if ask.before is None else ask.before))[::-1]
        return Page(lines=tuple(left[:3]), next=left[2] if len(left) > 3 else None)


def test_every_line_is_read_once():
    """From the first page to the last, which names no next one."""
    listed = Listed()
    assert [n for page in pages(listed.page, Ask()) for n in page.lines] == list(range(9, -1, -1))
    assert listed.asked == [None, 7, 4, 1]


def test_it_begins_where_it_is_asked_to_and_asks_for_no_page_too_many():
    """Who stops after a page has asked for that page alone."""
    listed = Listed()
    assert next(pages(listed.page, Ask(before=4))).lines == (3, 2, 1)
    assert listed.asked == [4]
