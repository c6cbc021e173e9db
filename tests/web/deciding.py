"""A site over a ledger of forty invented reports, whose pages may decide."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.hushed import NOON

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.ledger.store import Store
from vedette.web import app


class Hand:
    """Lets pages decide in a ledger, at a moment that is set by hand."""

    def __init__(self, url: str, at: datetime = NOON) -> None:
        self.url, self.at = url, at

    @contextmanager
    def __call__(self, author: str, reason: str) -> Iterator[Deciding]:
        """Open the ledger for one decision."""
        store = Store(self.url, write=True)
        try:
            yield Deciding(store=store, author=author, reason=reason, at=self.at)
        finally:
            store.close()


@contextmanager
def deciding(desk: Desk, hand: Hand) -> Iterator[TestClient]:
    """Visit a desk whose pages decide."""
    site = app(desk, None, host="127.0.0.1", port=PORT, hand=hand)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as client:
        yield client
