"""The papers are true: their examples run, their commands do what stands under them."""

import doctest
import importlib
import os
import pkgutil
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools import check_docs

import vedette
from vedette.desk.reading import read
from vedette.records import FindingType
from vedette.taxonomy.kinds import ORDER, kinds

ROOT = Path(__file__).resolve().parents[1]
SERVING = ("vedette watch", "vedette demo", "vedette desk")
MODULES = [
    found.name
    for found in pkgutil.walk_packages(vedette.__path__, "vedette.")
    if not found.name.endswith(("__main__", ".naive"))  # the latter needs the packages of `bench`
]
runs_shell = pytest.mark.skipif(os.name == "nt", reason="the papers speak to a POSIX shell")


@pytest.mark.parametrize("name", ["vedette", *MODULES])
def test_examples_in_docstrings_hold(name):
    """Every example in a docstring gives what it says it gives."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


# ── What the check of the papers finds ──────────────────────────────────────────────────────────


def line(text, fence=None):
    """A line as it would stand in the README."""
    return check_docs.Line(path=ROOT / "README.md", number=1, text=text, fence=fence)


def test_the_papers_hold():
    """No stale page, dead link, unknown option or missing path."""
    assert list(check_docs.complaints()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["watch", "--port", "0"], ""),
        (["sources", "add", "https://news.example/", "--print"], ""),
        (["--help"], ""),
        (["look"], "No such command 'look'"),
        (["watch", "--colour"], "No such option '--colour'"),
        (["sources", "add"], "Missing argument 'URL'"),
        (["export", "--since", "yesterday"], "does not match the format"),
    ],
)
def test_a_command_that_would_not_run_is_found(words, told):
    """What the command line would object to, the check objects to, and nothing else."""
    fault = check_docs.fault_of(words)
    assert told in fault
    assert bool(fault) == bool(told)


def test_commands_are_found_behind_pipes_prompts_and_variables():
    """A command is seen wherever a shell would see it, and only in shell blocks."""
    text = "$ cat a | VEDETTE_LEDGER=x vedette read - > b && vedette watch # all"
    found = check_docs.commands([line(text, "console"), line("vedette nonsense", "text")])
    assert [words for _, words in found] == [["read", "-"], ["watch"]]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("[there](docs/nowhere.md)", check_docs.dead_links),
        ("[there](docs/why.md#no-such-heading)", check_docs.dead_links),
        ('<img src="docs/pictures/none.png">', check_docs.dead_links),
        ("see `src/vedette/nothing.py`", check_docs.missing_paths),
        ("see `src/vedette/taxonomy/kinds/*.yaml`", check_docs.missing_paths),
    ],
)
def test_what_leads_nowhere_is_found(text, check):
    """A link or path to something that is not there is a complaint."""
    assert list(check(line(text)))


@pytest.mark.parametrize(
    "told",
    [
        "`tests/test_docs.py::test_what_nobody_wrote`",
        "`tests/test_docs.py::test_the_papers_hold`, `…::test_what_nobody_wrote`",
        "`…::test_the_papers_hold`",
    ],
)
def test_a_test_that_is_not_there_is_found(told):
    """Also where its file is the one that was named before, and where none was."""
    assert list(check_docs.missing_tests([line(told)]))
    whole = "`tests/test_docs.py`, `…::test_the_papers_hold`"
    assert not list(check_docs.missing_tests([line(whole)]))


def test_every_threat_has_its_test():
    """Or the page says that nothing is promised."""
    paper = (ROOT / "docs/trust.md").read_text("utf-8").partition("## Threat model")[2]
    rows = [row for row in paper.splitlines() if row.count("|") == 5]
    threats = [
        row for row in rows if re.search(r"spoofing|tampering|repud|disclosure|denial|elev", row)
    ]
    assert len(threats) > 30
    assert not [
        row
        for row in threats
        if "::test_" not in row and "tests/" not in row and "not promised" not in row
    ]


def test_the_codebook_names_every_type_and_kind():
    """The codebook has a section for each type, the page of kinds one for each kind."""
    reference = ROOT / "docs" / "reference"
    types = FindingType.__args__
    assert check_docs.anchors(reference / "findings.md") >= set(types)
    assert check_docs.anchors(reference / "kinds.md") >= set(ORDER)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_the_sentences_on_the_page_of_kinds_are_what_it_says(kind):
    """No counter-example of a kind is coded as one; that examples are is for tests/taxonomy."""

    def coded(sentence):
        return {found.kind for found in read(sentence).findings if found.type == "incident"}

    assert [one for one in kind.counter_examples if kind.name in coded(one)] == []


# ── Commands that are run ───────────────────────────────────────────────────────────────────────


@dataclass
class Step:
    """A command of a paper, what stands under it, and the desk's addresses in the text after it."""

    command: str
    expected: str
    links: list[str]


def steps(text):
    """Read the commands of a paper's console blocks, in their order."""
    parts = re.split(r"^```console\n(.*?)^```\n", text, flags=re.MULTILINE | re.DOTALL)
    for block, after in zip(parts[1::2], parts[2::2], strict=True):
        links = re.findall(r"http://127\.0\.0\.1:\d+/[^\s>)]*", after)
        for told in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, expected = [], []
            for n, row in enumerate(told.splitlines()):
                goes_on = n == 0 or row[:1] == ">"
                (command if goes_on else expected).append(re.sub(r"^> ?", "", row))
            yield Step("\n".join(command), "\n".join(expected), links)


def matches(expected, told):
    """Whether the output is what the paper shows; `…` stands for anything, spaces for any."""
    pieces = [
        r"\s+".join(map(re.escape, piece.split(" "))) for piece in expected.strip().split("…")
    ]
    pattern = ".*?".join(re.sub(r"(?:\\s\+)+", r"\\s+", piece) for piece in pieces)
    return re.fullmatch(pattern, told.strip(), re.DOTALL) is not None


class Reader:
    """Somebody who follows a paper, in an empty folder and an empty home, without any network."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = {name: v for name, v in os.environ.items() if not name.startswith("VEDETTE_")}
        self.env |= {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "home" / "data"),
            "VEDETTE_WEB_PORT": str(self.port),
            "VEDETTE_BUNDLED": "false",
            "COLUMNS": "120",
        }

    def follow(self, paper):
        """Do what a paper says, step by step."""
        text = paper.read_text("utf-8").replace("8470", str(self.port))
        for step in steps(text):
            serves = step.command.startswith(SERVING)
            told = self.serve(step) if serves else self.run(step.command)
            assert matches(step.expected, told), f"$ {step.command}\n{told[:3000]}"

    def run(self, command):
        """Run a command to its end; give all that it printed."""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        return done.stdout.decode()

    def serve(self, step):
        """Start a desk, open the addresses that the paper names, stop it; give what it printed."""
        log = self.folder / "served.log"
        with log.open("wb") as out:
            desk = subprocess.Popen(
                ["sh", "-c", f"exec {step.command}"],
                cwd=self.folder,
                env=self.env,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            until(lambda: matches(step.expected, log.read_text("utf-8")) or desk.poll() is not None)
            base = "/sample" if "demo" in step.command else ""
            url = f"http://127.0.0.1:{self.port}{base}"
            until(lambda: '"findings":0' not in opened(f"{url}/api/standing"))
            for link in step.links:
                assert "<h1" in opened(link)
            desk.send_signal(signal.SIGINT)
            assert desk.wait(timeout=20) == 0
        finally:
            desk.kill()
            desk.wait()
        return log.read_text("utf-8")

    def sample(self):
        """Give the sample's ledger, coded if nobody has done so yet."""
        if not list(self.folder.rglob("sample.sqlite")):
            self.serve(Step("vedette demo", "The desk is at…", []))
        [ledger] = self.folder.rglob("sample.sqlite")
        return ledger


def until(holds, seconds=150):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.2)


def opened(url):
    """Open an address of the desk on loopback."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """One reader for all papers: the sample is coded once."""
    return Reader(tmp_path_factory.mktemp("reader"))


@runs_shell
@pytest.mark.parametrize("name", ["docs/tutorial.md", "README.md", "docs/how-to/assets.md"])
def test_commands_do_what_the_paper_shows(reader, name):
    """Who types what a paper says sees what it shows."""
    reader.follow(ROOT / name)


@runs_shell
def test_queries_run_on_the_sample(reader):
    """Each query of the page on SQL is valid, and the sample has an answer to it."""
    text = (ROOT / "docs" / "how-to" / "sql.md").read_text("utf-8")
    queries = re.findall(r"^```sql\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ledger = reader.sample()
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    found = [connection.execute(query).fetchall() for query in queries]
    connection.close()
    assert len(found) == 3
    assert all(found)
