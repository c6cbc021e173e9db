"""What vedette writes down of its own work: `--log-format`, `--log-level`, `--traces`."""

import sys
from importlib import import_module
from typing import Any

import click

from vedette import __version__
from vedette.desk import journal
from vedette.errors import MissingExtra

LEVELS = ("debug", "info", "warning", "error")


def options(command: Any) -> Any:
    """Add the options; each has a variable too, for units and containers."""
    for option in (
        click.option(
            "--traces",
            metavar="URL",
            envvar="VEDETTE_TRACES",
            help="Send spans there (OTLP over HTTP), such as http://127.0.0.1:4318/v1/traces.",
        ),
        click.option(
            "--log-level",
            type=click.Choice(LEVELS),
            envvar="VEDETTE_LOG_LEVEL",
            help="The least that is logged: else info, where a format is named.",
        ),
        click.option(
            "--log-format",
            type=click.Choice(sorted(journal.FORMATS)),
            envvar="VEDETTE_LOG_FORMAT",
            help="Log each step to standard error, as text or as one JSON object a line.",
        ),
    ):
        command = option(command)
    return command


def begin(ctx: click.Context, form: str | None, level: str | None, traces: str | None) -> None:
    """Log and trace from now on, as far as it was asked for, until the command ends."""
    if form or level:
        ctx.with_resource(journal.kept(sys.stderr, form=form or "text", level=level or "info"))
    if traces:
        provider = _provider(traces)
        journal.spans(provider.get_tracer("vedette", __version__))
        ctx.call_on_close(provider.shutdown)
        ctx.call_on_close(lambda: journal.spans(None))


def _provider(url: str) -> Any:
    """Give what sends spans in the background; what cannot be sent is dropped, and logged."""
    try:
        sdk = import_module("opentelemetry.sdk.trace")
        batches = import_module("opentelemetry.sdk.trace.export")
        otlp = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
        resources = import_module("opentelemetry.sdk.resources")
    except ModuleNotFoundError as fault:
        raise MissingExtra(
            what="spans need OpenTelemetry",
            where="--traces",
            remedy="pip install 'vedette[otel]'",
        ) from fault
    named = resources.Resource.create({"service.name": "vedette", "service.version": __version__})
    provider = sdk.TracerProvider(resource=named)
    provider.add_span_processor(batches.BatchSpanProcessor(otlp.OTLPSpanExporter(endpoint=url)))
    return provider
