"""Long answers, kept packed until what they are made of is another.

20,000 places are 5.6 MB of JSON, which take 0.3 s to put together and a tenth of their length
packed. Who has them already is told so (RFC 9110, section 13).
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from litestar import MediaType, Response

from vedette.web.room import AnyRequest

MOST: Final = 4 << 20
"""Bytes that are kept, packed; the answers that were longest not asked for go first."""
LEVEL: Final = 1
"""Of gzip: 9 ms for 5.6 MB instead of 23, for a tenth more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, packed by gzip (RFC 1952), and the tag by which it is known again."""

    body: bytes
    tag: str

    @classmethod
    def of(cls, body: bytes) -> "Answer":
        """Pack an answer; the same bytes have the same tag."""
        tag = hashlib.sha256(body).hexdigest()[:32]
        return cls(body=gzip.compress(body, LEVEL, mtime=0), tag=tag)


class Packed:
    """Answers by what they hang on, made once however many ask at a time."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, tuple[Hashable, Answer]] = OrderedDict()

    def of(self, question: Hashable, state: Hashable, make: Callable[[], bytes]) -> Answer:
        """Give the answer to a question in a state; that of an earlier state is forgotten."""
        with self._lock:
            held = self._held.pop(question, None)
            answer = held[1] if held and held[0] == state else Answer.of(make())
            self._held[question] = state, answer
            while sum(len(one.body) for _, one in self._held.values()) > self._most:
                self._held.popitem(last=False)
            return answer


def sent(request: AnyRequest, answer: Answer) -> Response[bytes]:
    """Send JSON, packed to who takes it so, or 304 to who has it already."""
    packs = "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{answer.tag}{"-gzip" if packs else ""}"'
    headers = {"cache-control": "private, no-cache", "etag": tag, "vary": "accept-encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    if packs:
        headers["content-encoding"] = "gzip"
    body = answer.body if packs else gzip.decompress(answer.body)
    return Response(body, media_type=MediaType.JSON, headers=headers)
