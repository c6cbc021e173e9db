"""Visitors of a small site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.web.hushed import fill
from tests.web.invented import EVIL
from tests.web.small import SmallDesk

from vedette.desk import Desk
from vedette.web import app

PORT = 8400
AT = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def live() -> SmallDesk:
    """Give a live desk with a few findings."""
    return SmallDesk()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a ledger of forty reports."""
    address = f"sqlite:///{tmp_path}/l.sqlite"
    fill(address).close()
    return address


@pytest.fixture
def client(live: SmallDesk) -> Iterator[TestClient]:
    """Visit a site with a live desk at the root and a sample desk beside it."""
    with visiting(live, SmallDesk(sample=True)) as visitor:
        yield visitor


def visiting(live: SmallDesk | None, sample: SmallDesk | None) -> TestClient:
    """Open a site to a visitor who sees error pages, not exceptions."""
    site = app(live, sample, host="127.0.0.1", port=PORT)
    return TestClient(site, base_url=AT, raise_server_exceptions=False)


@pytest.fixture
def hostile_desk() -> SmallDesk:
    """Give a desk in which versions, copies, issues, sources and health attack the page too."""
    return SmallDesk(evil=EVIL)


@pytest.fixture
def empty_client() -> Iterator[TestClient]:
    """Visit a site whose live desk has nothing yet."""
    with visiting(SmallDesk(empty=True), SmallDesk(sample=True)) as visitor:
        yield visitor


@pytest.fixture
def sample_client() -> Iterator[TestClient]:
    """Visit a site that has the sample desk alone."""
    with visiting(None, SmallDesk(sample=True)) as visitor:
        yield visitor


@pytest.fixture
def visitor(desk: Desk, url: str) -> Iterator[TestClient]:
    """Visit the desk of a module over its ledger; its pages may decide."""
    from tests.web.deciding import Hand, deciding  # noqa: PLC0415 - which needs this module

    with deciding(desk, Hand(url)) as client:
        yield client
