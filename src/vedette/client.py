"""A client of the desk's HTTP API, for programs in Python.

    from vedette.client import Client

    with Client("http://127.0.0.1:8470") as desk:
        for line in desk.incidents(kind=["sabotage", "arson"], country="PL", since="2026-03-01"):
            sheet = desk.incident(line["id"])
            print(line["grade"], line["title"], [one["sentence"] for one in sheet["accounts"]])

What is asked with are the parameters of the API, and what comes back are its objects, as `/schema`
describes both; several values go in a list. Lists are read page by page as far as they are wanted.
Whatever the desk refuses, or cannot do, is a `DeskError` with its own sentence and remedy.
"""

from collections.abc import Iterator
from datetime import date
from types import TracebackType
from typing import Any, Final, Self

import httpx2
import msgspec

from vedette.errors import VedetteError

SECONDS: Final = 30.0
"""How long an answer may take: a count over a year of a large ledger takes one or two."""

Told = dict[str, Any]
"""An object of the API, as JSON's own types."""


class DeskError(VedetteError):
    """The desk did not answer, or not with what was asked for; `status` is that of HTTP, or 0."""

    status = 0


class Client:
    """One desk. `sample` asks that of the bundled archive; `headers` go with every request.

    `token` is one that the desk gave with the scope `read`, where it asks for a login.
    """

    def __init__(
        self,
        address: str,
        *,
        sample: bool = False,
        token: str = "",
        headers: dict[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.address = address.rstrip("/") + ("/sample" if sample else "")
        shown = {"authorization": f"Bearer {token}"} if token else {}
        self._http = httpx2.Client(
            headers=shown | (headers or {}), timeout=seconds, follow_redirects=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    # ── lists ────────────────────────────────────────────────────────────────────────────────

    def findings(self, **asked: Any) -> Iterator[Told]:
        """Give findings, the newest first."""
        return self._lines("findings", asked)

    def incidents(self, **asked: Any) -> Iterator[Told]:
        """Give incidents, the one last reported first."""
        return self._lines("incidents", asked)

    def stories(self, **asked: Any) -> Iterator[Told]:
        """Give stories, the one last reported first."""
        return self._lines("stories", asked)

    def pledges(self, **asked: Any) -> Iterator[Told]:
        """Give pledges, what was moved last first."""
        return self._lines("pledges", asked)

    def calls(self, **asked: Any) -> Iterator[Told]:
        """Give calls, what was asked last first."""
        return self._lines("calls", asked)

    def search(self, words: str, **asked: Any) -> Iterator[Told]:
        """Give articles that hold words."""
        return self._lines("search", {"q": words, **asked})

    def issues(self, **asked: Any) -> Iterator[Told]:
        """Give what could not be done, the newest first."""
        return self._lines("issues", asked)

    # ── one answer ───────────────────────────────────────────────────────────────────────────

    def article(self, name: str, **asked: Any) -> Told:
        """Give everything about an article."""
        return self._told(f"articles/{name}", asked)

    def incident(self, name: str) -> Told:
        """Give everything about the incident whose id begins so."""
        return self._told(f"incidents/{name}", {})

    def story(self, name: str) -> Told:
        """Give everything about the story whose id begins so."""
        return self._told(f"stories/{name}", {})

    def pledge(self, name: str) -> Told:
        """Give everything about the pledge whose id begins so."""
        return self._told(f"pledges/{name}", {})

    def counts(self, **asked: Any) -> Told:
        """Count findings by facets."""
        return self._told("counts", asked)

    def postures(self, **asked: Any) -> Told:
        """Give the steps of postures by state."""
        return self._told("postures", asked)

    def sources(self) -> list[Told]:
        """Give every source with its health."""
        return list(self._one("sources", {}))

    def coverage(self, **asked: Any) -> Told:
        """Give how much was seen."""
        return self._told("coverage", asked)

    def standing(self) -> Told:
        """Give the desk's totals."""
        return self._told("standing", {})

    def json(self, path: str, **asked: Any) -> Any:
        """Give any other answer of the API: `alarms`, `unusual`, `forecasts/<id>`."""
        return self._one(path, asked)

    # ── asking ───────────────────────────────────────────────────────────────────────────────

    def _lines(self, path: str, asked: dict[str, Any]) -> Iterator[Told]:
        while True:
            told = self._one(path, asked)
            yield from told["lines"]
            if told["next"] is None:
                return
            asked = {**asked, "before": told["next"]}

    def _told(self, path: str, asked: dict[str, Any]) -> Told:
        return dict(self._one(path, asked))

    def _one(self, path: str, asked: dict[str, Any]) -> Any:
        where = f"{self.address}/api/{path}"
        try:
            answer = self._http.get(where, params=dict(_parameters(asked)))
        except httpx2.HTTPError as fault:
            raise DeskError(
                what="the desk did not answer",
                where=where,
                why=str(fault) or type(fault).__name__,
                remedy="see that `vedette watch` or `vedette desk` runs there",
            ) from fault
        if answer.status_code != httpx2.codes.OK:
            raise _refused(where, answer)
        try:
            return msgspec.json.decode(answer.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise DeskError(
                what="this is no answer of a desk",
                where=where,
                why=str(fault),
                remedy="see that the address is that of a desk",
            ) from fault


SEVERAL: Final = (list, tuple, set, frozenset)


def _parameters(asked: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Write what is asked with; what is None is not asked.

    >>> dict(_parameters({"kind": ["arson", "cbrn"], "since": date(2026, 3, 1), "place": None}))
    {'kind': ['arson', 'cbrn'], 'since': ['2026-03-01']}
    """
    for name, value in asked.items():
        if value is not None:
            yield name, [_text(one) for one in (value if isinstance(value, SEVERAL) else [value])]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _refused(where: str, answer: httpx2.Response) -> DeskError:
    """Give what the desk says was wrong, in its own words where it speaks ours."""
    try:
        told = msgspec.json.decode(answer.content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        told = {}
    fault = DeskError(
        what=str(told.get("what") or f"the desk answered {answer.status_code}"),
        where=where,
        why=str(told.get("why", "")),
        remedy=str(told.get("remedy", "")),
    )
    fault.status = answer.status_code
    return fault
