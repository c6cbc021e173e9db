"""A desk over the sample archive that offers its incidents over TAXII, on a real port."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.collect.conftest import ask, clock
from tests.serving import serving

from vedette.desk import Desk, answering, running
from vedette.desk.settings import Settings, settle
from vedette.desk.taxii import Publisher, exchange
from vedette.engines import Local
from vedette.ledger.store import Store
from vedette.web import app

__all__ = ["ask", "clock"]

READER = "reader-4f1c6f0d2f9a4b7e"
BALTIC = "baltic-83d2c1c8a54e4c10"
PARTNER = "partner-1c9f3a6be1d24d55"
TOKENS = f"""
[reader]
secret = "{READER}"
read = ["*"]

[baltic]
secret = "{BALTIC}"
read = ["sabotage-and-arson"]

[partner]
secret = "{PARTNER}"
read = ["incidents"]
add = true
source = "xx/partner"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A desk that is served: its ledger, its settings, its shelf's publisher, and where it is."""

    store: Store
    settings: Settings
    desk: Desk
    publisher: Publisher
    root: str

    @property
    def discovery(self) -> str:
        return f"{self.root}/taxii2/"

    @property
    def api(self) -> str:
        return f"{self.root}/taxii2/api/"


def settings(folder: Path, **more: object) -> Settings:
    """Settings of a desk that offers two collections and an inbox."""
    tokens = folder / "tokens.toml"
    tokens.write_text(TOKENS, "utf-8")
    return replace(
        settle(None, {}),
        ledger=f"sqlite:///{folder}/ledger.sqlite",
        taxii_serve=True,
        taxii_title="A test desk",
        taxii_collections=("Sabotage and arson: kind=sabotage&kind=arson",),
        taxii_tokens=str(tokens),
        **more,
    )


@contextmanager
def opened(folder: Path, chosen: Settings | None = None) -> Iterator[Site]:
    """Open a desk over the ledger in a folder and serve it."""
    chosen = chosen or settings(folder)
    with running.opened(chosen.ledger_url) as store:
        desk = Desk(chosen.ledger_url, sources=running.sample_sources())
        desk.exchange = exchange(chosen, store, store, now=answering.clock)
        publisher = Publisher(desk, store, now=answering.clock)
        with serving(app(desk, None, host="127.0.0.1", port=0)) as root:
            yield Site(store=store, settings=chosen, desk=desk, publisher=publisher, root=root)
        desk.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the sample's ledger."""
    folder = tmp_path_factory.mktemp("taxii")
    with running.opened(f"sqlite:///{folder}/ledger.sqlite") as store:
        running.fill_sample(store, Local())
    return folder


@pytest.fixture(scope="module")
def site(filled: Path) -> Iterator[Site]:
    """Serve the sample, with all of it on the shelf."""
    with opened(filled) as one:
        one.publisher.finish()
        yield one
