"""Drives targets with inputs that Atheris makes, so many seconds each.

    python -m tests.soak.fuzz.driving FOLDER SECONDS [TARGET …]

What breaks is written to FOLDER/TARGET/found, each kind of failure once, with what was said beside
it; the run goes on. An input that takes longer than `PATIENCE`, or more memory than `MEGABYTES`,
ends the run of its target, and libFuzzer writes it there. Each target has a process of its own,
forked from this one: to prepare what is followed takes longer than a run.

Source: Atheris (https://github.com/google/atheris), which guides libFuzzer by Python's bytecode.
"""

import os
import sys
import traceback
import warnings
from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import atheris

AIMED = (
    *("vedette.collect.file", "vedette.collect.gdelt", "vedette.collect.index"),
    *("vedette.collect.endpoint", "vedette.collect.table", "vedette.read", "vedette.query"),
    *("vedette.code.llm.coder", "vedette.code.languages.tagged", "vedette.code.tagger.coder"),
    *("vedette.code.imported", "vedette.sources.interpret", "vedette.sources.leads"),
    *("vedette.sources.imprint", "vedette.assess.assets", "vedette.assess.alarms.table"),
)
"""What is followed branch by branch, with all that it needs: parsers, which know no other stage. To
prepare the desk and its pages for it too takes twenty seconds, longer than a run."""

with atheris.instrument_imports(include=["vedette", "feedparser"], enable_loader_override=False):
    for module in AIMED:
        import_module(module)

from tests.soak.fuzz.laws import Target  # noqa: E402 - what it needs is followed by now
from tests.soak.fuzz.targets import TARGETS, kept  # noqa: E402 - as above

PATIENCE = 10
"""Seconds of one input of a few thousand bytes; the line's own limit is 60 for one of any size."""
MEGABYTES = 2_000
"""Of the process with its networks, of which the coder holds 400 by itself."""
TOKENS = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xD800;"),
    *(b"<!DOCTYPE a [", b"\r\n\r\n", b"1e999", b"-1", b"99999999999999999999", b"0001-01-01"),
    *(b"9999-12-31T23:59:59+14:00", b"0001-01-01T00:00:00+14:00", b"\\ud800", b"NaN", b"\xc2\xb2"),
    *(b"\xb2", b"\xd9\xa3", b"\xe2\x80\xae", b"\x1f\x8b\x08", b"PK\x03\x04", b"WARC/1.1\r\n"),
    *(b"[::1]", b"[", b"http://", b"xn--", b"charset=", b"Content-Length: ", b"base64", b"null"),
)


class Finder:
    """Tries inputs, and keeps the first of each kind that breaks."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target = target
        self._folder = folder
        self.found: set[tuple[object, ...]] = set()

    def __call__(self, body: bytes) -> None:
        """Try one input."""
        try:
            self._target.work(body)
        except Exception as fault:  # noqa: BLE001 - whatever comes out is what is sought
            self._keep(body, fault)

    def _keep(self, body: bytes, fault: Exception) -> None:
        frames = traceback.extract_tb(fault.__traceback__)
        kind = (type(fault), *((one.filename, one.lineno) for one in frames[-2:]))
        if kind in self.found:
            return
        self.found.add(kind)
        name = f"{type(fault).__name__}-{sha256(body).hexdigest()[:12]}"
        (self._folder / name).write_bytes(body)
        said = "".join(traceback.format_exception(fault))
        (self._folder / f"{name}.txt").write_text(said, encoding="utf-8", errors="replace")


def seeded(target: Target, folder: Path) -> None:
    """Write the seeds of a target, and what once broke it, as a corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    told: Iterable[bytes] = (*target.seeds(), *(path.read_bytes() for path in kept(target.name)))
    for body in told:
        (folder / sha256(body).hexdigest()[:16]).write_bytes(body[: target.longest])


def dictionary(path: Path) -> None:
    """Write the words that parsers stumble over, as libFuzzer reads them."""
    lines = ("".join(f"\\x{byte:02x}" for byte in token) for token in TOKENS)
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")


def drive(name: str, folder: Path, seconds: str) -> None:
    """Drive one target; libFuzzer ends the process."""
    target = TARGETS[name]
    found = folder / "found"
    found.mkdir(parents=True, exist_ok=True)
    seeded(target, folder / "corpus")
    dictionary(folder / "words")
    options = (
        f"-max_total_time={seconds}", f"-timeout={PATIENCE}", f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={target.longest}", f"-artifact_prefix={found}/", f"-dict={folder}/words",
        "-seed=20261127", "-print_final_stats=1", "-verbosity=0",
    )  # fmt: skip
    finder = Finder(target, found)
    for seed in sorted((folder / "corpus").iterdir()):
        finder(seed.read_bytes())  # a network that is loaded when first asked is no input's time
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus")], finder)
    atheris.Fuzz()


def main(given: str, seconds: str, *names: str) -> None:
    """Drive each target after the other, and note what its process ended with."""
    warnings.simplefilter("ignore")
    for name in names or TARGETS:
        folder = Path(given) / name
        folder.mkdir(parents=True, exist_ok=True)
        child = os.fork()
        if not child:
            with (folder / "said").open("wb") as said:
                os.dup2(said.fileno(), 2)
            drive(name, folder, seconds)
        _, status = os.waitpid(child, 0)
        (folder / "status").write_text(str(os.waitstatus_to_exitcode(status)), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
