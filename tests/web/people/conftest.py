"""A small site that asks for a login, and those who come to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from tests.people.conftest import PASSWORD, Clock, copied
from tests.web.conftest import AT, PORT
from tests.web.small import SmallDesk

from vedette.people import Comer, People, Role, people
from vedette.web import app

Visiting = Callable[..., TestClient[Litestar]]


@pytest.fixture
def clock() -> Clock:
    """Give the clock of the file of people."""
    return Clock()


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file with one person for each role, called by it; hashes of passwords take long."""
    path = tmp_path_factory.mktemp("people") / "drafted"
    made = people(path, Clock())
    made.invitations.accept(made.first(), "Admin", PASSWORD)
    for name in ("Analyst", "Reader"):
        role: Role = "analyst" if name == "Analyst" else "reader"
        made.accounts.add(name, role, by="Admin")
        made.invitations.accept(made.invitations.invite(name, by="Admin"), "", PASSWORD)
    made.close()
    return path


@pytest.fixture
def known(tmp_path: Path, clock: Clock, drafted: Path) -> Iterator[People]:
    """Give a copy of that file."""
    with copied(drafted, tmp_path, clock) as made:
        yield made


@pytest.fixture
def live() -> SmallDesk:
    """Give the desk of the site."""
    return SmallDesk()


@pytest.fixture
def site(known: People, live: SmallDesk) -> Litestar:
    """Give the site, with a sample beside it."""
    return app(live, SmallDesk(sample=True), host="127.0.0.1", port=PORT, people=known)


@pytest.fixture
def visit(site: Litestar, known: People) -> Visiting:
    """Open the site as somebody by a session, with a token, or as nobody.

    A browser says with each request that it comes from the desk's own pages.
    """

    def begin(name: str = "", token: str = "", at: str = AT) -> TestClient[Litestar]:
        headers = {"sec-fetch-site": "same-origin", "accept": "text/html"}
        if token:
            headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        client = TestClient(site, base_url=at, raise_server_exceptions=False)
        client.headers.update(headers)
        client.follow_redirects = False
        if name:
            secret = known.door.let_in(name, Comer(address="192.0.2.1", agent="Browser"))
            client.cookies.set("vedette_session", secret)
        return client

    return begin
