"""What an answer must look like: a JSON schema that follows from the codebook.

Servers that can, hold the model to it while it writes (`response_format` of type `json_schema`; so
do llama.cpp, vLLM and others). It uses only what their grammars have in common: objects with every
property required and none besides, arrays, enums, `anyOf`.
"""

from functools import cache
from typing import Any, get_args

from vedette.records import FindingType
from vedette.taxonomy.codebook import ENUMS, FIELDS, REFERENCES
from vedette.taxonomy.kinds import ORDER

STATUS_WORDS = "status_words"
"""Where an answer quotes the words that show an incident's status; in a finding they stand beside
the value."""

MAY_BE_ABSENT = frozenset({("pledge", "status")})
"""Enums that are only told where the article tells them."""

QUOTATIONS = {"type": "array", "items": {"type": "string"}}


@cache
def schema() -> dict[str, Any]:
    """Give the schema of a whole answer."""
    types = [_finding(type_) for type_ in get_args(FindingType)]
    findings = {"type": "array", "items": {"anyOf": types}}
    return _closed({"findings": findings})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _finding(type_: FindingType) -> dict[str, Any]:
    told: dict[str, Any] = {"type": {"type": "string", "enum": [type_]}, "id": {"type": "string"}}
    if type_ == "incident":
        told["kind"] = {"type": "string", "enum": list(ORDER)}
    told["anchor"] = QUOTATIONS
    for name in sorted(FIELDS[type_]):
        told[name] = _field(type_, name)
    if type_ == "incident":
        told[STATUS_WORDS] = QUOTATIONS
    return _closed(told)


def _field(type_: FindingType, name: str) -> dict[str, Any]:
    values = ENUMS.get((type_, name))
    if values is None or is_reference(type_, name):
        return QUOTATIONS
    if values == {True, False}:
        return {"type": "boolean"}
    listed: list[Any] = sorted(values, key=str)
    if (type_, name) in MAY_BE_ABSENT:
        return {"enum": [*listed, None]}
    return {"type": "integer" if isinstance(listed[0], int) else "string", "enum": listed}


def is_reference(type_: str, name: str) -> bool:
    """Say whether a field holds ids of other findings."""
    return name in REFERENCES and type_ in {"attribution", "denial"}
