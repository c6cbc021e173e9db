"""The way out to servers on the web, for channels that use it: guarded as asking is."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Mapping

import httpx2

from vedette.collect import Allowed, Guard, connect
from vedette.collect.transport import WIRE_FAULTS, broken
from vedette.send import Reply

LARGEST = 64 * 1024
"""Bytes of an answer that are read: a receiver has little to say."""
SECONDS = 15.0
"""For one question; who takes longer is asked again."""


CONNECTING = 10.0
"""Seconds for one connection, as for those that collect."""


class HttpWire:
    """Asks servers; private hosts only where `allow` names them. Close it in the end."""

    def __init__(
        self, agent: str, allow: Iterable[str] = (), *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._guard = Guard(Allowed.of(allow))
        self._http = connect(self._guard, agent=agent, tls=tls)

    async def ask(
        self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST"
    ) -> Reply:
        """Put one question and read the answer; no redirect is followed. Raises CollectError."""
        try:
            self._guard.admit(httpx2.URL(url))
            return await self._ask(url, body, headers, method)
        except WIRE_FAULTS as fault:
            raise broken(fault, httpx2.URL(url).host) from fault

    async def _ask(self, url: str, body: bytes, headers: Mapping[str, str], method: str) -> Reply:
        asked = self._http.stream(
            method, url, content=body, headers=dict(headers), timeout=httpx2.Timeout(SECONDS)
        )
        async with asked as answer:
            read = b""
            async for piece in answer.aiter_raw():
                read += piece
                if len(read) >= LARGEST:
                    break
            told = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(status=answer.status_code, headers=told, body=read[:LARGEST])

    async def reach(self, host: str, port: int) -> socket.socket:
        """Connect to a host at one of the addresses that the guard looked at."""
        fault: OSError | None = None
        for address in await self._guard.checked(host, port):
            try:
                async with asyncio.timeout(CONNECTING):
                    return await _connected(str(address), port)
            except OSError as failed:  # a timeout is one
                fault = failed
        assert fault is not None
        raise broken(httpx2.ConnectError(str(fault) or "no connection in time"), host) from fault

    async def close(self) -> None:
        """Let go of every connection."""
        await self._http.aclose()


async def _connected(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.setblocking(False)  # noqa: FBT003  # its only argument, by position alone
        await asyncio.get_running_loop().sock_connect(plain, (address, port))
    except BaseException:
        plain.close()
        raise
    return plain
