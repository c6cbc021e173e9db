"""`vedette code`: another coder over a ledger, and what two of them find."""

import csv
import json

import pytest
from click.testing import CliRunner
from tests.code.llm.invented import DAY, FINDINGS, TEXT, answer, serving

from vedette.cli import main

LEDGER = "sqlite:///l.sqlite"
WRONG = FINDINGS[1] | {"kind": "sabotage", "where": ["Helsinki"]}


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb in a home of its own; a mapping is what vedette.toml says of the server."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("VEDETTE_LEDGER", LEDGER)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": TEXT, "title": "Cable cut near Hanko", "published": DAY.isoformat()}),
        encoding="utf-8",
    )

    def run(*args, url="", also="[]"):
        served = f'[code.llm]\nurl = "{url}"\nmodel = "small"\n' if url else ""
        text = f"[code]\nalso = {also}\n{served}"
        (tmp_path / "vedette.toml").write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, [str(arg) for arg in args])

    return run


def test_two_coders_are_compared_article_by_article(vedette):
    """Counts by type and field, and the words of what differs."""
    assert vedette("replay", "a.jsonl").exit_code == 0
    with serving(answer([WRONG, *FINDINGS[2:]])) as (url, asked):
        done = vedette("code", "run", "--coder", "llm", "--since", "2026-03-01", url=url)
        again = vedette("code", "run", "--coder", "llm", "--json", url=url)
    assert (done.exit_code, len(asked)) == (0, 1)
    assert "1 articles done by llm:small@1/" in done.stdout
    assert "dropped: 1 quotations that are not in the article" in done.stdout
    assert json.loads(again.stdout)["done"] == 0
    shown = vedette("code", "diff", "tagger@1", "llm:small@1")
    assert shown.exit_code == 0, shown.stderr
    assert "1 articles coded by both, 0 by A alone, 0 by B alone" in shown.stdout
    assert "Cable cut near Hanko" in shown.stdout
    assert "kind: undersea_infrastructure → sabotage" in shown.stdout
    assert "only A: attribution “accused" in shown.stdout


def test_a_comparison_as_json_is_an_object_an_article_and_then_the_counts(vedette):
    """Nothing else stands on standard output."""
    vedette("replay", "a.jsonl")
    with serving(answer([WRONG])) as (url, _):
        vedette("code", "run", "--coder", "llm", url=url)
    done = vedette("code", "diff", "tagger@1", "llm:small@1", "--json")
    one, counts = (json.loads(line) for line in done.stdout.splitlines())
    assert one["schema"] == "vedette.difference/1"
    (pair,) = one["changed"]
    assert pair["fields"]["kind"]["from"] == [{"value": "undersea_infrastructure"}]
    assert {finding["coder"] for finding in one["only_a"]} == {"tagger@1"}
    waiting = {finding["type"]: finding["review"] for finding in one["only_a"]}
    assert waiting["attribution"] is True
    assert counts["schema"] == "vedette.diff/1"
    assert counts["types"]["incident"]["changed"] == 1
    assert counts["fields"]["incident.kind"] == {"changed": 1, "close": 0}
    told = vedette("code", "diff", "tagger@1", "tagger@1", "--json")
    (same,) = (json.loads(line) for line in told.stdout.splitlines())
    assert not any(n["changed"] + n["only_a"] for n in same["types"].values())


def test_a_version_that_coded_nothing_is_told_with_those_that_did(vedette):
    """The remedy names the verb that makes something to compare."""
    vedette("replay", "a.jsonl")
    done = vedette("code", "diff", "tagger@1", "tagger@7")
    assert done.exit_code == 1
    assert "nothing is coded by tagger@7" in done.stderr
    assert "tagger@1/" in done.stderr
    assert vedette("code", "diff", "tagger", "tagger@1").exit_code == 2
    assert vedette("code", "diff", "tagger@1/ffffff", "tagger@1").exit_code == 1


def test_a_server_that_is_away_ends_the_run_with_what_to_do(vedette):
    """The status tells that something is left."""
    vedette("replay", "a.jsonl")
    done = vedette("code", "run", "--coder", "llm", url="http://127.0.0.1:9/v1")
    assert done.exit_code == 1
    assert "0 articles done" in done.stdout
    assert "The rest waits: the server of the coder llm is not there" in done.stderr
    assert vedette("code", "run", "--coder", "nobody").exit_code == 1
    assert "no server to ask" in vedette("code", "run", "--coder", "llm").stderr


def test_findings_of_both_coders_are_read_and_exported_under_their_names(vedette):
    """`also` is all it takes; without it the desk and its exports are as they were."""
    with serving(answer()) as (url, _):
        both = {"url": url, "also": '["llm"]'}
        done = vedette("replay", "a.jsonl", "--json", **both)
        assert json.loads(done.stdout)["beside"] == 1
        report = json.loads(vedette("read", "a.jsonl", **both).stdout)
        explained = vedette("read", "--explain", "a.jsonl", **both).stdout
        whole = vedette("export", **both).stdout.splitlines()
        one = vedette("export", "--coder", "llm:small@1", **both).stdout.splitlines()
        table = vedette("export", "--format", "csv", **both).stdout
    names = {"tagger@1", "llm:small@1"}
    assert {finding["coder"] for finding in report["findings"]} == names
    assert [coding["coder"] for coding in report["codings"]] == ["tagger@1", "llm:small@1"]
    assert "when: on Sunday = 2026-03-01   (times)" in explained
    assert {json.loads(line)["coder"] for line in whole} == names
    assert len(one) == len(FINDINGS)
    assert {row["coder"] for row in csv.DictReader(table.splitlines())} == names
    assert {json.loads(line)["coder"] for line in vedette("export").stdout.splitlines()} == {
        "tagger@1"
    }
