"""A desk on loopback that pushes, served to a real browser."""

import threading

import uvicorn
from tests.desk.test_subscribing import Pushed
from tests.web.small import SmallDesk

from vedette.web import app


class Served:
    """The pages of a small desk, over the ledger of one that alerts."""

    def __init__(self, folder):
        self.alerted = Pushed(folder)
        live = SmallDesk()
        live.subscribing = self.alerted.subscribing
        site = app(live, None, host="127.0.0.1", port=0)
        config = uvicorn.Config(site, port=0, log_level="error", lifespan="on", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    @property
    def port(self):
        """Where it listens."""
        return self._server.servers[0].sockets[0].getsockname()[1]

    @property
    def started(self):
        """Whether it can be asked."""
        return self._server.started

    def close(self):
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join()
        self.alerted.service.close()
