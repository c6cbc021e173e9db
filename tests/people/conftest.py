"""A file of people whose clock is wound by hand."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vedette.people import Comer, People, people

PASSWORD = "correct horse battery staple"
HERE = Comer(address="192.0.2.7", agent="Browser")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def go(self, **told: float) -> None:
        """Go on by so much."""
        self.at += timedelta(**told)


@pytest.fixture
def clock() -> Clock:
    """Give the clock of the file."""
    return Clock()


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file in which Ada is the administrator, and Max an analyst without a password."""
    path = tmp_path_factory.mktemp("people") / "drafted"
    made = people(path, Clock())
    made.invitations.accept(made.first(), "Ada", PASSWORD)
    made.accounts.add("Max", "analyst", by="Ada")
    made.close()
    return path


@contextmanager
def copied(drafted: Path, folder: Path, now: Callable[[], datetime]) -> Iterator[People]:
    """Open a copy of a file, which a test may change: to hash passwords takes long."""
    shutil.copy(drafted, folder / "ledger.sqlite.people")
    with closing(people(folder / "ledger.sqlite.people", now)) as made:
        yield made


@pytest.fixture
def found(tmp_path: Path, clock: Clock, drafted: Path) -> Iterator[People]:
    """Give a copy of that file."""
    with copied(drafted, tmp_path, clock) as made:
        yield made


@pytest.fixture
def session(found: People) -> str:
    """Give the secret of a session of Ada's."""
    secret, refusal = found.door.enter("Ada", PASSWORD, HERE)
    assert refusal is None
    return secret
