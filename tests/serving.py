"""An application served on loopback, as a browser or a client meets it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from litestar import Litestar

SECONDS = 20.0
"""For a server to come up; a tenth is usual."""


@contextmanager
def serving(site: Litestar) -> Iterator[str]:
    """Serve a site from a thread of its own; gives the address of its first page, without `/`."""
    config = uvicorn.Config(site, port=0, log_level="error", lifespan="on", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + SECONDS
    while not server.started:
        assert thread.is_alive(), "the server gave up"
        assert time.monotonic() < end, "the server did not come up"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
