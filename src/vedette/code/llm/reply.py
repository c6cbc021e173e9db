"""Opens what a server answered: findings as the model wrote them, or one clear reason why not."""

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from vedette.code.llm.server import Reply
from vedette.errors import CodeError, CoderAway

CONFIDENCE = 0.5
"""Of a finding where the server gives no probabilities of its words: nothing is known."""

LEAST = -1e6
"""A log probability below it is none: e to its power is 0 long before."""

WHERE = "[code.llm] url"
_LIST = re.compile(r'"findings"\s*:\s*\[')
_NEXT = re.compile(r"[\s,]*")
_SHOWN = 160
"""Characters of a server's complaint that an issue quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One finding as the model wrote it, and how sure it was of the words it wrote, 0 to 1."""

    told: Mapping[str, Any]
    confidence: float


def open_reply(reply: Reply) -> list[Written]:
    """Give the findings of an answer.

    Raises CoderAway where the server cannot answer now, or refuses whoever asks; CodeError where it
    answered and the answer is of no use.
    """
    if reply.status != 200:
        raise _refused(reply)
    choice = _choice(_json(reply.body, "the server's answer is no JSON"))
    if choice.get("finish_reason") == "length":
        raise CodeError(
            what="the answer was cut off before its end",
            where=WHERE,
            why="finish_reason is length",
            remedy="give the server a longer context, or let it write more tokens",
        )
    content = _content(choice)
    told = _json(content, "the model did not answer in JSON")
    findings = told.get("findings") if isinstance(told, dict) else None
    if not isinstance(findings, list):
        raise CodeError(
            what="the model's answer has no findings",
            where=WHERE,
            why="the server does not hold the model to the schema that it was given",
            remedy="use a server that knows response_format json_schema, such as llama.cpp",
        )
    sure = list(_confidences(content, choice.get("logprobs"), len(findings)))
    return [
        Written(told=one, confidence=confidence)
        for one, confidence in zip(findings, sure, strict=True)
        if isinstance(one, dict)
    ]


def _refused(reply: Reply) -> CodeError:
    """Say what a status means: for the server, for whoever asks, or for this article alone."""
    status, why = reply.status, _complaint(reply.body)
    match status:
        case 401 | 403:
            remedy = "give the server's key in VEDETTE_LLM_KEY"
        case 404 | 405:
            remedy = "check url and model in [code.llm]; url ends where /chat/completions begins"
        case 408 | 429 | 503:
            remedy = "wait: what is left is asked again"
        case _ if status >= 500:
            remedy = "look at the server's log; what is left is asked again"
        case _ if 300 <= status < 400:
            remedy = "name the address that it leads to: redirects are not followed"
        case _:
            return CodeError(
                what=f"the server refused the question with {status}",
                where=WHERE,
                why=why,
                remedy="see its reason; a longer context, or a server that knows json_schema",
            )
    doubt = status >= 500 and status != 503
    what = f"the server answered {status}"
    wait = reply.wait or 0.0
    return CoderAway(what=what, where=WHERE, why=why, remedy=remedy, wait=wait, doubt=doubt)


def _complaint(body: bytes) -> str:
    words = " ".join(body[: 4 * _SHOWN].decode("utf-8", "replace").split())
    return "".join(c for c in words if c.isprintable())[:_SHOWN]


def _json(raw: bytes | str, what: str) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as fault:
        why = f"{type(fault).__name__}: {fault}"[:_SHOWN]
        remedy = "check that url is that of an OpenAI-compatible server"
        raise CodeError(what=what, where=WHERE, why=why, remedy=remedy) from fault


def _choice(told: Any) -> dict[str, Any]:
    match told:
        case {"choices": [{"message": {}} as choice, *_]}:
            return dict(choice)
    raise CodeError(
        what="the server's answer is none of a chat",
        where=WHERE,
        why=f"it holds {', '.join(map(str, told))[:_SHOWN]}" if isinstance(told, dict) else "",
        remedy="check that url is that of an OpenAI-compatible server",
    )


def _content(choice: Mapping[str, Any]) -> str:
    content = choice["message"].get("content")
    if isinstance(content, str) and content.strip():
        return content
    refusal = choice["message"].get("refusal")
    raise CodeError(
        what="the model answered nothing",
        where=WHERE,
        why=str(refusal or choice.get("finish_reason") or "")[:_SHOWN],
        remedy="try another model",
    )


# ── How sure the model was ──────────────────────────────────────────────────────────────────────


def _confidences(content: str, logprobs: Any, count: int) -> Iterator[float]:
    """Give a confidence for each finding: the geometric mean of its tokens' probabilities.

    Where the server tells no probabilities, or they are not those of these words, it is a constant.
    """
    tokens = _tokens(content, logprobs)
    places = list(_places(content))
    if tokens is None or len(places) != count:
        yield from [CONFIDENCE] * count
        return
    starts = [0, *accumulate(len(token) for token, _ in tokens)]
    for start, end in places:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        told = [probability for _, probability in tokens[first:last]]
        yield math.exp(sum(told) / len(told)) if told else CONFIDENCE


def _tokens(content: str, logprobs: Any) -> list[tuple[str, float]] | None:
    """Give the tokens with their log probabilities, None where they do not make up the content."""
    listed = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not isinstance(listed, list):
        return None
    tokens = []
    for one in listed:
        match one:
            case {"token": str(token), "logprob": int() | float() as told} if LEAST <= told <= 0:
                tokens.append((token, float(told)))
            case _:
                return None
    return tokens if "".join(token for token, _ in tokens) == content else None


def _places(content: str) -> Iterator[tuple[int, int]]:
    """Give where each finding of an answer begins and ends in it."""
    opened = _LIST.search(content)
    decoder, at = json.JSONDecoder(), opened.end() if opened else len(content)
    while at < len(content):
        at = _skipped(content, at)
        if content[at : at + 1] in {"]", ""}:
            return
        _, end = decoder.raw_decode(content, at)
        yield at, end
        at = end


def _skipped(content: str, at: int) -> int:
    found = _NEXT.match(content, at)
    return found.end() if found else at
