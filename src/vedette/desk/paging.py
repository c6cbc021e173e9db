"""Reading a list to its end: lists are asked for page by page, whatever they are of."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Protocol, TypeVar


class _Page(Protocol):
    @property
    def next(self) -> int | None: ...


Page = TypeVar("Page", bound=_Page)


def pages(of: Callable[[Any], Page], ask: Any) -> Iterator[Page]:
    """Give the pages of a list from the one asked for on; the next is asked for when it is wanted.

    `ask` is the list's own question: its `before` takes a page's `next`.
    """
    while True:
        page = of(ask)
        yield page
        if page.next is None:
            return
        ask = replace(ask, before=page.next)
