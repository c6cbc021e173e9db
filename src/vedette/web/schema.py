"""The API's schema: OpenAPI as JSON, and a plain page of our own that lists the addresses.

The framework's own viewers load their scripts from elsewhere; a desk works without any network.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from litestar import Router
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import License, OpenAPIFormat, OpenAPIType, Schema, Server
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from vedette.records import Span
from vedette.web.room import SAMPLE, AnyRequest, Printer, Visit

VERSION: Final = "1"
"""Of the API: raised when an answer's shape changes in a way that breaks who reads it."""

PATHS: Final = frozenset({"/schema", "/schema/", "/schema/openapi.json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address of the API, as the page lists it."""

    method: str
    path: str
    summary: str
    parameters: tuple[dict[str, Any], ...]

    @property
    def said(self) -> list[str]:
        """Give what is said of it in paragraphs."""
        return self.summary.split("\n\n")


def config(printer: Printer) -> OpenAPIConfig:
    """Configure the schema; where both desks are served, each is a server of the same API."""
    return OpenAPIConfig(
        title="vedette",
        version=VERSION,
        description="What an early-warning desk knows: findings, and the words they came from.",
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        use_handler_docstrings=True,
        render_plugins=[Listing(printer), Described()],
        openapi_router=Router(
            "/schema", route_handlers=[], include_in_schema=False, before_request=_known
        ),
        servers=[Server(url=base) for base in _bases(printer)],
    )


def _bases(printer: Printer) -> Iterable[str]:
    if printer.live:
        yield "/"
    if printer.live and printer.sample:
        yield SAMPLE


def _known(request: AnyRequest) -> None:
    """Leave unknown addresses under `/schema` to our own page, not to the framework's."""
    if request.url.path not in PATHS:
        raise NotFoundException


class Listing(OpenAPIRenderPlugin):
    """The page at `/schema`."""

    def __init__(self, printer: Printer) -> None:
        super().__init__(path="/")
        self._printer = printer

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        """List every address with its parameters."""
        context = {"addresses": tuple(addresses(openapi_schema))}
        return self._printer("schema.html", Visit.of(request), context).encode()


def addresses(schema: dict[str, Any]) -> Iterable[Address]:
    """Read the addresses off a schema, in the order of their paths."""
    for path, methods in sorted(schema["paths"].items()):
        for method, operation in methods.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield Address(
                    method=method.upper(),
                    path=path,
                    summary=operation.get("description", ""),
                    parameters=tuple(operation.get("parameters", ())),
                )


class Described(JsonRenderPlugin):
    """The schema as JSON, where `anyOf` stands for the framework's `oneOf`.

    A whole number is an integer and a number too, so that exactly one of both never holds.
    """

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        """Write it."""
        return self.render_json(request, any_of(openapi_schema))


def any_of(told: Any) -> Any:
    """Give a schema with `anyOf` for every `oneOf` in it.

    >>> any_of({"oneOf": [{"oneOf": []}]})
    {'anyOf': [{'anyOf': []}]}
    """
    if isinstance(told, dict):
        return {"anyOf" if name == "oneOf" else name: any_of(of) for name, of in told.items()}
    return [any_of(one) for one in told] if isinstance(told, list) else told


class DaySchema(OpenAPISchemaPlugin):
    """Tells the schema that what we call a day may be told to the second: `published` is both."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether the type is a day."""
        return value is date

    def to_openapi_schema(
        self,
        field_definition: FieldDefinition,  # noqa: ARG002 -- the interface's
        schema_creator: Any,  # noqa: ARG002 -- the interface's; its type is private
    ) -> Schema:
        """Describe a day or a moment."""
        formats = (OpenAPIFormat.DATE, OpenAPIFormat.DATE_TIME)
        return Schema(any_of=[Schema(type=OpenAPIType.STRING, format=one) for one in formats])


class SpanSchema(OpenAPISchemaPlugin):
    """Tells the schema that a span is written as two numbers, `[start, end]`."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether the type is a span."""
        return value is Span

    def to_openapi_schema(
        self,
        field_definition: FieldDefinition,  # noqa: ARG002 -- the interface's
        schema_creator: Any,  # noqa: ARG002 -- the interface's; its type is private
    ) -> Schema:
        """Describe a span."""
        return Schema(
            type=OpenAPIType.ARRAY,
            items=Schema(type=OpenAPIType.INTEGER, minimum=0),
            min_items=2,
            max_items=2,
            description="Half-open interval of Unicode code points in the article's text.",
        )
