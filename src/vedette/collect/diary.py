"""One line about each request: what was asked, for whom, and what became of it.

Whoever runs a desk can show a publisher what was asked of his host and when; the rules of a host
are only kept to if that can be looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Became = Literal["answered", "failed", "busy", "refused"]
"""`refused` (by robots.txt or by the guard) and `busy` (the host is left alone) were never sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request and what became of it; `why` says who refused it, or what broke.

    `bytes` are those of the body once it is unpacked. `waited` is for the host's turn, `took` on
    the network, both in seconds. `conditional` requests named what is known already.
    """

    url: str
    source: str = ""
    method: str = "GET"
    conditional: bool = False
    became: Became = "failed"
    status: int | None = None
    bytes: int = 0
    waited: float = 0.0
    took: float = 0.0
    why: str = ""

    @property
    def unchanged(self) -> bool:
        return self.status == 304


Note = Callable[[Request], None]
"""Keeps a request; it knows the time. It must not raise: nobody stops asking for a full disk."""


def forget(_request: Request) -> None:
    """Keep no record."""
