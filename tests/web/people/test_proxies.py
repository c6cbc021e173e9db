"""A server before the desk, and whether it is believed whose request it brings; over a socket."""

import asyncio
import http.client
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlencode

import pytest
from tests.people.conftest import PASSWORD
from tests.web.small import SmallDesk

from vedette.cli.serving import bound, serving
from vedette.desk.settings import Settings

BEFORE, STRANGER = "127.0.0.2", "127.0.0.3"
"""Addresses that lead here and are not the one that the desk believes by itself."""
VISITOR = "192.0.2.44"


@asynccontextmanager
async def served(people, **more):
    """A desk that listens; gives its port."""
    settings = Settings(port=0, login=True, **more)
    with bound(settings) as listening:
        started = asyncio.Event()
        serve = serving(listening, settings, started.set, people=people)
        task = asyncio.create_task(serve(None, SmallDesk(sample=True)))
        await started.wait()
        yield listening.getsockname()[1]
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def log_in(port, by):
    """Log in as the server at an address brings it; gives the answer's headers."""
    try:
        going = http.client.HTTPConnection("127.0.0.1", port, source_address=(by, 0), timeout=20)
        going.connect()
    except OSError:
        pytest.skip("this system has one address for itself")
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
        "x-forwarded-for": VISITOR,
        "x-forwarded-proto": "https",
    }
    going.request("POST", "/login", urlencode({"name": "Reader", "password": PASSWORD}), headers)
    answer = going.getresponse()
    answer.read()
    going.close()
    assert answer.status == 303
    return answer.headers


@pytest.mark.parametrize("proxies", [(BEFORE,), ("127.0.0.0/30", "10.0.0.0/8")])
@pytest.mark.parametrize(("by", "seen"), [("127.0.0.1", VISITOR), (BEFORE, VISITOR)])
async def test_a_server_that_is_named_is_believed(known, by, seen, proxies):
    """The audit log has the visitor's address, and his cookie is bound to TLS."""
    async with served(known, proxies=proxies) as port:
        headers = await asyncio.to_thread(log_in, port, by)
    assert known.audit.entries()[0].address == seen
    assert headers["set-cookie"].startswith("__Host-")
    assert "; Secure" in headers["set-cookie"]


@pytest.mark.parametrize(("by", "proxies"), [(BEFORE, ()), (STRANGER, (BEFORE,))])
async def test_nobody_else_is_believed(known, by, proxies):
    """Whoever comes by himself may say what he likes."""
    async with served(known, proxies=proxies) as port:
        headers = await asyncio.to_thread(log_in, port, by)
    assert known.audit.entries()[0].address == by
    assert "Secure" not in headers["set-cookie"]
