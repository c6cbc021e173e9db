"""The verbs: facts on standard output, errors as one sentence, exit status that tells."""

import csv
import io
import json
import os
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select
from tests.killing import run
from tests.newsday import NewsDay

from vedette import sample
from vedette.cli import main
from vedette.ledger import schema as t
from vedette.ledger.store import Store

TEXT = """Railway signals burnt near Narva

2 March 2026

NARVA — Two railway signal cabinets were set on fire near Narva on Sunday, police said. The
interior minister accused Russia of sabotage. Moscow denied it.
"""


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb in a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    return lambda *args, **more: runner.invoke(main, [str(arg) for arg in args], **more)


def test_read_gives_one_report_a_line(vedette, tmp_path):
    """Every key of the contract is there, and every span slices back to its words."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = vedette("read", "--json", tmp_path / "a.txt")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert report["schema"] == "vedette.report/1"
    text = report["article"]["text"]
    assert text == TEXT
    assert report["article"]["published"] == "2026-03-02"
    assert {finding["type"] for finding in report["findings"]} >= {"incident", "attribution"}
    for finding in report["findings"]:
        assert all(0 <= start < end <= len(text) for start, end in finding["anchor"])
        for entries in finding["fields"].values():
            for entry in entries:
                if "span" in entry:
                    assert text[slice(*entry["span"])] == entry["text"]


def test_read_tells_what_cannot_be_read_in_its_place(vedette):
    """Order is kept, the others go on, and the status is 1 only when nothing could be read."""
    lines = [
        {"slug": "one", "text": TEXT, "published": "2026-03-02"},
        {"nothing": 1},
        {"slug": "two", "text": "It rained in Narva."},
    ]
    given = "\n".join(json.dumps(line) for line in lines) + "\nnot json\n"
    done = vedette("read", "-", "none.txt", input=given)
    assert done.exit_code == 0
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("slug") for line in told] == ["one", None, "two", None, None]
    assert [line["schema"][8:-2] for line in told] == [
        "report",
        "issue",
        "report",
        "issue",
        "issue",
    ]
    assert all(told[n]["issue"]["what"] for n in (1, 3, 4))
    assert vedette("read", "none.txt").exit_code == 1


def test_read_explains_with_the_rule_that_fired(vedette, tmp_path):
    """The text comes with its findings marked, and each says why it is there."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = vedette("read", "--explain", tmp_path / "a.txt")
    assert done.exit_code == 0
    assert "attribution" in done.stdout
    assert "accused" in done.stdout


def test_read_keeps_to_a_confidence(vedette, tmp_path):
    """Only findings that reach it are told, in JSON and in text; all say whether they wait."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    whole = json.loads(vedette("read", tmp_path / "a.txt").stdout)["findings"]
    middle = sorted(one["confidence"] for one in whole)[len(whole) // 2]
    kept = [one for one in whole if one["confidence"] >= middle]
    assert 0 < len(kept) < len(whole)
    narrow = ("read", "--confidence", middle, tmp_path / "a.txt")
    assert json.loads(vedette(*narrow).stdout)["findings"] == kept
    assert vedette(*narrow, "--explain").stdout.count("\n[") == len(kept)
    assert vedette("read", "--confidence", 7, tmp_path / "a.txt").exit_code == 2


def test_read_marks_what_is_in_review(vedette, tmp_path, monkeypatch):
    """The settings say what waits; JSON has it as a key, the text as a line."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for needed, waits in (("1", True), ("0", False)):
        monkeypatch.setenv("VEDETTE_REVIEW_ATTRIBUTION", needed)
        monkeypatch.setenv("VEDETTE_REVIEW_INCIDENT", "0")
        found = json.loads(vedette("read", tmp_path / "a.txt").stdout)["findings"]
        marked = {one["type"]: one["review"] for one in found}
        assert marked["attribution"] is waits
        assert not marked["incident"]
        told = vedette("read", "--explain", tmp_path / "a.txt").stdout
        assert ("in review: yes, an alert needs 1" in told) is waits


def test_read_explains_accusations_as_somebodys(vedette, tmp_path):
    """The text says who accuses whom, and labels the actor as one who is said to be behind it."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    told = vedette("read", "--explain", tmp_path / "a.txt").stdout
    assert "interior minister accuses Russia" in " ".join(told.split())
    assert "actor:" not in told


def test_read_explains_what_to_do_about_what_it_cannot_read(vedette):
    """A path that is not there and a scheme that is not asked are told with their remedies."""
    done = vedette("read", "--explain", "none.txt", "ftp://news.example/a")
    assert done.exit_code == 1
    missing, scheme = done.stdout.splitlines()
    assert missing == "none.txt: no such file. Remedy: check the path."
    assert "the scheme ftp is not asked" in scheme


def test_a_day_of_publication_is_an_iso_date(vedette, tmp_path):
    """Anything else is a wrong command; a date is kept."""
    (tmp_path / "a.txt").write_text("It rained in Narva.", encoding="utf-8")
    assert vedette("read", tmp_path / "a.txt", "--published", "yesterday").exit_code == 2
    done = vedette("read", tmp_path / "a.txt", "--published", "2026-03-02")
    assert json.loads(done.stdout)["article"]["published"] == "2026-03-02"


def test_read_asks_an_address_politely(vedette, monkeypatch):
    """A loopback address is refused unless the configuration names it."""
    day = NewsDay(outlets=1, entries=1, every=0.01)
    url = f"http://127.0.0.1:{day.port}/outlet0/0"
    refused = vedette("read", url)
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["schema"] == "vedette.issue/1"
    assert not day.asked
    monkeypatch.setenv("VEDETTE_COLLECT_ALLOW", "127.0.0.1")
    asked = vedette("read", url)
    day.close()
    assert asked.exit_code == 0
    assert json.loads(asked.stdout)["article"]["title"].startswith("News 0 of outlet0")
    assert day.asked["/robots.txt"] == 1


def test_replay_export_and_rebuild(vedette, tmp_path, monkeypatch):
    """An archive goes in, findings come out in both formats, and the views are proven."""
    archive = tmp_path / "archive.jsonl"
    archive.write_bytes(b"".join(sample.archive().read_bytes().splitlines(keepends=True)[:12]))
    ledger = ("--ledger", tmp_path / "l.sqlite")
    done = vedette("replay", archive, "--json", *ledger)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["found"] == 12
    lines = [json.loads(x) for x in vedette("export", *ledger).stdout.splitlines()]
    assert {line["article"]["source"] for line in lines} <= {r.source for r in sample.reports()}
    assert all(line["schema"] == "vedette.finding/1" for line in lines)
    out = tmp_path / "findings.csv"
    assert vedette("export", "--format", "csv", "--output", out, *ledger).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [row["finding"] for row in rows] == [line["id"] for line in lines]
    sure = vedette("export", "--confidence", "0.6", *ledger).stdout.splitlines()
    assert [json.loads(x) for x in sure] == [x for x in lines if x["confidence"] >= 0.6]
    for asked, waits in (("yes", True), ("no", False)):
        found = vedette("export", "--review", asked, *ledger).stdout.splitlines()
        assert [json.loads(x) for x in found] == [x for x in lines if x["review"] is waits]
        assert 0 < len(found) < len(lines)
    monkeypatch.setenv("VEDETTE_REVIEW_INCIDENT", "0.1")
    monkeypatch.setenv("VEDETTE_REVIEW_ATTRIBUTION", "0")
    assert not vedette("export", "--review", "yes", *ledger).stdout
    (tmp_path / "vedette").mkdir()
    shutil.copy(tmp_path / "l.sqlite", tmp_path / "vedette" / "sample.sqlite")
    assert vedette("export", "--sample", "--review", "no").stdout
    assert not vedette("export", "--sample", "--review", "yes").stdout
    some = vedette("export", "--type", "statement", *ledger).stdout.splitlines()
    assert 0 < len(some) < len(lines)
    assert vedette("rebuild", "--check", *ledger).exit_code == 0
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    with store.transaction() as connection:
        connection.execute(delete(t.standing))
    store.close()
    broken = vedette("rebuild", "--check", "--json", *ledger)
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["differing"] == ["view_standing"]
    assert vedette("rebuild", *ledger).exit_code == 0
    assert vedette("rebuild", "--check", *ledger).exit_code == 0


def test_an_unknown_format_is_refused_with_those_there_are(vedette, tmp_path):
    """The error names what could have been asked for; no half-written file is left."""
    Store(f"sqlite:///{tmp_path}/l.sqlite", write=True).close()
    out = tmp_path / "x.out"
    given = "--output", out, "--ledger", tmp_path / "l.sqlite"
    done = vedette("export", "--format", "pigeon", *given)
    assert done.exit_code == 1
    assert "csv, " in done.stderr
    done = vedette("export", "--incidents", "--format", "jsonl", *given)
    assert done.exit_code == 1
    assert "stix" in done.stderr
    assert not out.exists()


def test_sources_are_listed_and_checked(vedette, tmp_path):
    """Without a ledger no source has been polled; a broken file of the user's is named."""
    listed = [json.loads(x) for x in vedette("sources", "list", "--json").stdout.splitlines()]
    assert len(listed) >= 25
    assert {one["state"] for one in listed} == {"unpolled"}
    sound = vedette("sources", "check", "--json")
    assert sound.exit_code == 0
    told = [json.loads(x) for x in sound.stdout.splitlines()]
    assert {one["schema"] for one in told} == {"vedette.remark/1", "vedette.gap/1"}
    own = tmp_path / "vedette" / "sources" / "ee" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_text('name = "Mine"\nreliabilty = "B"\n', encoding="utf-8")
    done = vedette("sources", "check")
    assert done.exit_code == 1
    assert f"{own}:2" in done.stdout
    assert len(done.stdout.splitlines()) > 1
    assert "1 unusable files; " in done.stderr
    assert "GE [unheard] " in done.stdout


def test_a_source_is_added_from_its_address(vedette, tmp_path, monkeypatch):
    """The feed is found, the file written, and the list has it."""
    monkeypatch.setenv("VEDETTE_COLLECT_ALLOW", "127.0.0.1")
    day = NewsDay(outlets=1, entries=3, every=0.01)
    url = f"http://127.0.0.1:{day.port}/outlet0/feed"
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "file" / "deep"))
    barred = vedette("sources", "add", url)
    monkeypatch.delenv("VEDETTE_SOURCES")
    done = vedette("sources", "add", url, "--folder", tmp_path / "mine")
    day.close()
    assert barred.exit_code == 1
    assert "--folder" in barred.stderr
    assert done.exit_code == 0, done.stderr
    assert url in Path(done.stdout.strip()).read_text(encoding="utf-8")
    again = vedette("sources", "add", url, "--folder", tmp_path / "mine")
    assert again.exit_code == 1


@pytest.mark.parametrize("verb", [("watch", "--no-sample"), ("demo",)])
def test_a_port_that_is_taken_is_told_at_once(vedette, tmp_path, verb):
    """The remedy is another port; nothing was begun before that."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = vedette(*verb, "--port", taken.getsockname()[1])
    assert done.exit_code == 1
    assert "--port" in done.stderr
    assert not (tmp_path / "vedette").exists()


def test_a_place_that_cannot_be_written_is_told(vedette, tmp_path, monkeypatch):
    """The message names the place and what to do; nothing ends in a traceback."""
    Store(f"sqlite:///{tmp_path}/l.sqlite", write=True).close()
    output = tmp_path / "nowhere" / "a.csv"
    done = vedette("export", "--ledger", tmp_path / "l.sqlite", "--output", output)
    assert done.exit_code == 1
    assert f"{output}: the file cannot be written" in done.stderr
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file" / "deep"))
    for verb in (("demo", "--port", 0), ("watch", "--port", 0)):
        done = vedette(*verb)
        assert done.exit_code == 1
        assert str(tmp_path / "file") in done.stderr
        assert "XDG_DATA_HOME" in done.stderr


def test_a_desk_without_a_ledger_says_how_to_get_one(vedette):
    """Nothing is created by looking."""
    done = vedette("desk", "--port", 0)
    assert done.exit_code == 1
    assert "vedette watch" in done.stderr


def test_every_verb_has_help_with_an_example(vedette):
    """`--help` of each verb opens with a sentence and shows how it is called."""
    for name, command in main.commands.items():
        told = vedette(name, "--help").stdout
        assert command.help.split(".")[0] in " ".join(told.split())
        if name not in {"sources", "demo"}:
            assert f"vedette {name}" in told.split("Options:")[0]


@pytest.mark.parametrize(
    "verb", [("rebuild",), ("rebuild", "--check"), ("erase", "x", "--author", "a", "--reason", "b")]
)
def test_a_mistyped_ledger_does_not_become_an_empty_one(vedette, tmp_path, verb):
    """Who names a ledger that is not there is told so, and finds no new file."""
    done = vedette(*verb, "--ledger", tmp_path / "typo.sqlite")
    assert done.exit_code == 1
    assert "there is no ledger here" in done.stderr
    assert not list(tmp_path.glob("typo*"))


def test_a_sample_that_is_not_there_names_what_makes_it(vedette):
    """Whatever asks for it."""
    done = vedette("incidents", "--sample")
    assert done.exit_code == 1
    assert "vedette demo" in done.stderr


def test_a_port_that_cannot_be_is_a_wrong_command(vedette):
    """It is refused like any other wrong option, without a traceback."""
    assert vedette("watch", "--port", "70000").exit_code == 2


def test_an_article_is_erased_once_by_somebody_for_a_reason(vedette, tmp_path):
    """An empty author or reason is a wrong command; a second time appends nothing."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ledger = ("--ledger", tmp_path / "l.sqlite")
    assert vedette("replay", tmp_path / "a.txt", *ledger).exit_code == 0
    article = json.loads(vedette("export", *ledger).stdout.splitlines()[0])["article"]["id"]
    for author, reason in (("", "b"), ("a", " ")):
        wrong = vedette("erase", article, "--author", author, "--reason", reason, *ledger)
        assert wrong.exit_code == 2
    erasing = ("erase", article, "--author", "a", "--reason", "b", *ledger)
    assert vedette(*erasing).exit_code == 0
    again = vedette(*erasing)
    assert again.exit_code == 1
    assert "is erased already" in again.stderr
    store = Store(f"sqlite:///{tmp_path}/l.sqlite")
    with store.reading() as connection:
        assert len(connection.execute(select(t.tombstones)).all()) == 1
    store.close()


def test_a_replay_names_what_it_could_not_take(vedette, tmp_path):
    """The first five issues are named and the rest counted, those of the reader among them."""
    ledger = ("--ledger", tmp_path / "l.sqlite")
    missing = vedette("replay", "missing.jsonl", *ledger)
    assert missing.exit_code == 1
    assert "missing.jsonl: no such file. Remedy: check the path." in missing.stderr
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    empty = vedette("replay", tmp_path / "empty.jsonl", *ledger)
    assert empty.exit_code == 1
    assert f"No article was found in {tmp_path}/empty.jsonl." in empty.stderr
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{\n" * 6, encoding="utf-8")
    done = vedette("replay", tmp_path / "a.html", tmp_path / "b.jsonl", "--json", *ledger)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["issues"] == 7
    assert f"{tmp_path}/b.jsonl:5: " in done.stderr
    assert "… and 2 more" in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--type", "rumour"), "'attribution'"),
        (("--kind", "sabotag"), "'sabotage'"),
        (("--country", "Poland"), "'Poland' is no country's code"),
        (("--confidence", "1.2"), "'1.2' is not a number from 0 to 1"),
        (("--confidence", "nan"), "'nan' is not a number from 0 to 1"),
        (("--confidence", "high"), "'high' is not a number from 0 to 1"),
        (("--review", "maybe"), "'yes', 'no'"),
        (("--since", "2026-03-02", "--until", "2026-03-01"), "--since 2026-03-02 comes after"),
    ],
)
def test_a_filter_that_can_match_nothing_is_a_wrong_command(vedette, given, told):
    """Who mistypes a filter is told what there is, instead of finding nothing."""
    done = vedette("export", *given)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_ledger_that_is_named_must_be_there_to_tell_of_sources(vedette, tmp_path, monkeypatch):
    """A mistyped one is told; that of the settings may be still to come, if it is a file."""
    done = vedette("sources", "list", "--json", "--ledger", tmp_path / "typo.sqlite")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{tmp_path}/typo.sqlite: there is no ledger here" in done.stderr
    monkeypatch.setenv("VEDETTE_LEDGER", f"sqlite:///{tmp_path}/later.sqlite")
    assert '"state":"unpolled"' in vedette("sources", "list", "--json").stdout.replace(" ", "")
    (tmp_path / "later.sqlite").write_text("no ledger", encoding="utf-8")
    assert vedette("sources", "list").exit_code == 1
    monkeypatch.setenv("VEDETTE_LEDGER", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    done = vedette("sources", "list")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "127.0.0.1" in done.stderr


@pytest.mark.parametrize("hours", ["nan", "inf", "0", "soon"])
def test_an_incident_is_put_off_for_a_number_of_hours(vedette, hours):
    """What is none is a wrong command."""
    done = vedette("decide", "snooze", "4af7a5", "--hours", hours, "--reason", "waits")
    assert done.exit_code == 2
    assert f"'{hours}' is not a number of hours from 0.1 to 8784" in done.stderr


def test_a_folder_of_sources_that_is_named_must_be_there(vedette, tmp_path, monkeypatch):
    """A mistyped path is told instead of watching without those sources."""
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "typo"))
    for verb in (("sources", "list"), ("sources", "check"), ("watch", "--port", 0)):
        done = vedette(*verb)
        assert done.exit_code == 1
        assert f"{tmp_path}/typo: the folder of sources cannot be read" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent there")
def test_ctrl_c_says_that_a_replay_goes_on(tmp_path):
    """One sentence, no traceback of ours or of a worker's, and the status that shells expect."""
    archive, ledger = str(sample.archive()), tmp_path / "l.sqlite"
    # Who runs the tests in the background has Ctrl-C ignored, and so would all that they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = run("replay", archive, "--ledger", str(ledger), home=tmp_path)
    signal.signal(signal.SIGINT, before)
    end = time.monotonic() + 30
    while not ledger.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert told.decode() == "Stopped. The same command goes on where it was.\n"
    assert process.returncode == 130


def test_every_request_can_be_looked_up(vedette, monkeypatch):
    """Those that were made, and those that robots.txt or the guard kept from being made."""
    day = NewsDay(outlets=1, entries=3, every=0.01)
    monkeypatch.setenv("VEDETTE_COLLECT_ALLOW", "127.0.0.1")
    monkeypatch.setenv("VEDETTE_COLLECT_PACE", "0")
    page = f"http://127.0.0.1:{day.port}/outlet0/1"
    assert vedette("read", page).exit_code == 0
    assert vedette("read", "http://10.0.0.1/").exit_code == 1
    day.close()
    listed = [json.loads(line) for line in vedette("log", "requests", "--json").stdout.splitlines()]
    assert {one["schema"] for one in listed} == {"vedette.request/1"}
    assert [(one["became"], one["status"]) for one in listed] == [
        ("answered", 404),
        ("answered", 200),
        ("refused", None),
    ]
    shown = vedette("log", "requests", "--host", "10.0.0.1", "--since", "2026-01-01").stdout
    assert shown.count("\n") == 1
    assert "refused" in shown
    assert vedette("log", "requests", "--limit", "1").stdout == shown
    none = vedette("log", "requests", "--host", "nowhere.example")
    assert (none.stdout, none.stderr) == ("", "No such request is in the log.\n")
    assert vedette("log", "requests", "--since", "yesterday").exit_code == 2


def test_archives_are_related_by_themselves_unless_a_ledger_is_named(vedette, tmp_path):
    """Nothing of one archive is in what another comes to, and nothing is kept of either."""
    lines = sample.archive().read_bytes().splitlines(keepends=True)
    slugs = []
    for n in (0, 3):
        archive = tmp_path / f"{n}.jsonl"
        archive.write_bytes(b"".join(lines[n : n + 3]))
        slugs.append({json.loads(line)["slug"] for line in lines[n : n + 3]})
    both = [vedette("replay", "--relate-json", tmp_path / f"{n}.jsonl") for n in (0, 3)]
    assert [_related(one) for one in both] == slugs
    assert not list(tmp_path.glob("**/*.sqlite")), "the user's own ledger is not touched"
    ledger = ("--ledger", tmp_path / "l.sqlite")
    for n in (0, 3):
        done = vedette("replay", "--relate-json", tmp_path / f"{n}.jsonl", *ledger)
    assert _related(done) == slugs[0] | slugs[1]


def _related(done):
    """The reports that an answer has stories of."""
    assert done.exit_code == 0, done.stderr
    return {name for story in json.loads(done.stdout)["stories"] for name in story["reports"]}
