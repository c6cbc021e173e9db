"""The way to a language model's server: one question, one answer, within limits.

Nothing is taken from the environment (no proxy, no certificates), no redirect is followed, and the
key goes to the address that the user named and nowhere else.
"""

import time
from collections.abc import Iterator
from functools import partial

import httpx2

from vedette.code.llm import Post, Reply, Server, Wire
from vedette.collect.pace import retry_after
from vedette.desk.answering import clock
from vedette.errors import CodeError, CoderAway

LARGEST = 8_000_000
"""Bytes of an answer. The findings of our longest article, with the probability of each token, come
to less than one."""
CONNECT = 10.0
"""Seconds until a server must have taken the call; the answer has all of `timeout`."""
PATH = "/chat/completions"


def wire(server: Server) -> Wire:
    """Give a coder the way to ask a server."""
    return Wire(model=server.model, post=post(server))


def post(server: Server) -> Post:
    """Give the function that puts one question; each is a connection of its own."""
    return partial(_post, server)


def address(url: str) -> httpx2.URL:
    """Give the address that is asked.

    >>> str(address("http://127.0.0.1:8080/v1/"))
    'http://127.0.0.1:8080/v1/chat/completions'
    """
    parsed = httpx2.URL(url)
    path = parsed.path.rstrip("/")
    return parsed if path.endswith(PATH) else parsed.copy_with(path=path + PATH)


def _post(server: Server, body: bytes) -> Reply:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    times = httpx2.Timeout(server.timeout, connect=min(CONNECT, server.timeout))
    until = time.monotonic() + server.timeout
    try:
        with (
            httpx2.Client(timeout=times, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", address(server.url), content=body, headers=headers) as answer,
        ):
            raw = b"".join(_bounded(answer.iter_raw(), until, server))
            return Reply(status=answer.status_code, body=raw, wait=_wait(answer))
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as fault:
        raise CoderAway(
            what="the server of the coder llm is not there",
            where=server.url,
            why=str(fault)[:200],
            remedy="start it, or name another in [code.llm]; what is left is asked again",
        ) from fault
    except httpx2.TimeoutException as fault:
        raise _late(server) from fault
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as fault:
        raise CoderAway(
            what="the connection to the server of the coder llm broke",
            where=server.url,
            why=f"{type(fault).__name__}: {fault}"[:200],
            remedy="look at the server's log; what is left is asked again",
            doubt=True,
        ) from fault


def _bounded(pieces: Iterator[bytes], until: float, server: Server) -> Iterator[bytes]:
    """Pass an answer on as it comes, up to so many bytes and so long."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise CodeError(
                what=f"the answer is larger than {LARGEST // 1_000_000} MB",
                where=server.url,
                remedy="use a server that holds the model to the schema it is given",
            )
        if time.monotonic() > until:
            raise _late(server)
        yield piece


def _late(server: Server) -> CoderAway:
    return CoderAway(
        what="the server of the coder llm did not answer in time",
        where=server.url,
        why=f"more than {server.timeout:g} seconds",
        remedy="raise timeout in [code.llm], or use a smaller model; what is left is asked again",
        doubt=True,
    )


def _wait(answer: httpx2.Response) -> float | None:
    now = clock()
    told = retry_after(answer.headers.get("retry-after"), now, answer.headers.get("date"))
    return max((told - now).total_seconds(), 0.0) if told else None
