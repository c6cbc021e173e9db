"""`--log-format` and `--traces`: what a run writes down, and what it sends."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import click
import pytest
from click.testing import CliRunner

from vedette.cli import main
from vedette.cli.observing import begin
from vedette.desk import journal


def test_a_verb_writes_its_journal_to_standard_error_alone():
    """What it prints stays what it is; and the next verb in this process writes none."""
    runner = CliRunner()

    @main.command("stepping")
    def stepping():
        with journal.step("poll", source="ee/err-news"):
            print("{}")  # noqa: T201  # as a verb does

    try:
        made = runner.invoke(main, ["--log-format", "json", "stepping"])
        by_variable = runner.invoke(main, ["stepping"], env={"VEDETTE_LOG_FORMAT": "text"})
        silent = runner.invoke(main, ["stepping"])
    finally:
        main.commands.pop("stepping")
    assert (made.stdout, silent.stdout) == ("{}\n", "{}\n")
    assert json.loads(made.stderr)["event"] == "poll"
    assert " info poll took=" in by_variable.stderr
    assert silent.stderr == ""


def test_spans_reach_a_collector():
    """As OTLP over HTTP, each step one span with what was told of it; none after the end."""
    pytest.importorskip("opentelemetry.sdk")
    proto = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2")
    taken = []

    class Collector(BaseHTTPRequestHandler):
        """Keeps what it is sent."""

        def do_POST(self):
            taken.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with click.Context(main) as ctx:
            begin(ctx, None, None, f"http://127.0.0.1:{server.server_port}/v1/traces")
            with journal.step("poll", source="ee/err-news"):
                pass
    finally:
        server.shutdown()
        server.server_close()
    with journal.step("poll", source="ee/other"):
        pass
    ((path, body),) = taken
    (resource,) = proto.ExportTraceServiceRequest.FromString(body).resource_spans
    (span,) = resource.scope_spans[0].spans
    assert path == "/v1/traces"
    assert span.name == "vedette.poll"
    assert {one.key: one.value.string_value for one in span.attributes} == {
        "vedette.source": "ee/err-news"
    }
