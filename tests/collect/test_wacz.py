"""Packages of web archives: read, their hashes looked at, tricks refused."""

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.collect.warcs import NOW, bodies, http, issues, packed, page, record, stories

from vedette.collect import holdings
from vedette.collect.file import collect_files
from vedette.collect.harvest import Past, recall
from vedette.collect.lines import Reading
from vedette.records import Capture, Issue


def seal(body: bytes) -> str:
    """Label a hash as packages do."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def write(path: Path, parts: Mapping[str, bytes], **lies: str) -> Path:
    """Write a package; `lies` are hashes that are not those of their parts."""
    told = [{"path": name, "hash": lies.get(name, seal(body))} for name, body in parts.items()]
    listed = json.dumps({"profile": "data-package", "resources": told}).encode()
    sealed = json.dumps({"path": "datapackage.json", "hash": seal(listed)}).encode()
    every = {**parts, "datapackage.json": listed, "datapackage-digest.json": sealed}
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in every.items():
            archive.writestr(name, body)
    return path


def lists(*urls: str) -> bytes:
    """Write a list of pages."""
    rows = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in urls)]
    return b"\n".join(json.dumps(row).encode() for row in rows)


def parts(count: int = 4) -> dict[str, bytes]:
    """Give the parts of a package with so many pages, in two archives."""
    made, half = stories(count), count // 2
    urls = [f"https://paper.example/{n}" for n in range(count)]
    return {
        "archive/a.warc.gz": packed(made[:half]),
        "archive/b.warc.gz": packed(made[half:]),
        "pages/pages.jsonl": lists(*urls),
    }


def read(path: Path) -> list:
    """Read a package as a file."""
    return list(collect_files([str(path)], Reading(known=NOW)))


def test_a_package_is_read(tmp_path: Path) -> None:
    """All its archives, and nothing is amiss."""
    found = read(write(tmp_path / "a.wacz", parts()))
    assert (bodies(found), issues(found)) == ([page(n) for n in range(4)], [])


def test_a_part_with_another_hash_is_told_and_read(tmp_path: Path) -> None:
    """Its pages have digests of their own."""
    lie = {"archive/b.warc.gz": seal(b"another")}
    found = read(write(tmp_path / "a.wacz", parts(), **lie))
    assert len(bodies(found)) == 4
    (issue,) = issues(found)
    assert issue.what == "a part is not the one that was packed"
    assert issue.input.endswith("a.wacz, archive/b.warc.gz")
    found = read(write(tmp_path / "b.wacz", parts(), **{"pages/pages.jsonl": seal(b"")}))
    assert len(issues(found)) == 1


def test_a_package_without_hashes_says_so(tmp_path: Path) -> None:
    """It is read; nobody can tell whether it is whole."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", b"".join(stories(2)))
    found = read(tmp_path / "a.wacz")
    assert len(bodies(found)) == 2
    assert [issue.what for issue in issues(found)] == [
        "a package that gives no hashes",
        "a part whose hash nobody gives",
    ]


def test_listed_pages_that_are_missing_are_told(tmp_path: Path) -> None:
    """A redirect and a revisit are something; nothing at all is a loss."""
    made = {
        "archive/a.warc.gz": packed(
            [
                *stories(1),
                record(http(b"", status=301), url="https://paper.example/moved"),
                record(http(page(1)), url="https://paper.example/again", kind="revisit"),
            ]
        ),
        "pages/pages.jsonl": lists(
            "https://paper.example/0#top",
            "https://paper.example/moved",
            "https://paper.example/again",
            "https://paper.example/gone",
        ),
    }
    (issue,) = issues(read(write(tmp_path / "a.wacz", made)))
    assert issue.what == "1 of the listed pages are not in it"
    assert issue.why == "https://paper.example/gone"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../archive/x.warc.gz", "leads out of the package"),
        ("/etc/x", "leads out of the package"),
        ("C:/x", "leads out of the package"),
        ("archive/..\\x", "leads out of the package"),
        ("archive/a.warc.gz", "stands in it twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_trick_are_refused(tmp_path: Path, name: str, why: str) -> None:
    """Nothing of such a package is read."""
    path = write(tmp_path / "a.wacz", parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    (issue,) = read(path)
    assert why in issue.why


def test_bombs_are_refused(tmp_path: Path) -> None:
    """By what the zip says of a part, before a byte is unpacked."""
    path = tmp_path / "a.wacz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/a.warc", "w", force_zip64=True) as part,
    ):
        for _ in range(110):
            part.write(b"\0" * 1_000_000)
    (issue,) = read(path)
    assert "far more" in issue.why


@pytest.mark.parametrize("cut", [10, 300, 900])
def test_damage_is_told(tmp_path: Path, cut: int) -> None:
    """A cut zip has lost its table; one with rotten bytes names the page or the part."""
    path = write(tmp_path / "a.wacz", parts())
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert len(issues(read(path))) == 1
    rotten = bytearray(whole)
    at = whole.index(gzip.compress(stories(1)[0])[12:30]) + 40
    rotten[at] ^= 0xFF
    path.write_bytes(bytes(rotten))
    found = read(path)
    assert bodies(found) == [page(n) for n in (1, 2, 3)]
    assert [issue.what.partition(":")[0] for issue in issues(found)] == [
        "a part of the archive is lost",
        "a part is not the one that was packed",
        "1 of the listed pages are not in it",
    ]


@cache  # what is packed at another moment has other bytes
def repacked(method: int) -> bytes:
    """Pack a package in another way, one part under a name that is not of ASCII alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, body in parts().items():
            archive.writestr(name.replace("pages.jsonl", "pagés.jsonl"), body)
    return made.getvalue()


METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("method", METHODS)
def test_a_rotten_part_is_told_however_it_is_packed(tmp_path: Path, method: int) -> None:
    """Every way of packing has errors of its own."""
    path, rotten = tmp_path / "a.wacz", bytearray(repacked(method))
    at = rotten.index(b"archive/a.warc.gz") + 60
    rotten[at : at + 40] = b"\xff" * 40
    path.write_bytes(bytes(rotten))
    found = read(path)
    assert {page(2), page(3)} <= set(bodies(found))
    assert any(issue.input.endswith("a.wacz, archive/a.warc.gz") for issue in issues(found))


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    """The library says so in an error of its own."""
    path = tmp_path / "a.wacz"
    path.write_bytes(repacked(zipfile.ZIP_STORED).replace("é".encode(), b"\xff\xff"))
    (issue,) = read(path)
    assert issue.what == "the package cannot be read"


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_breaks_the_reader(tmp_path: Path, data) -> None:
    """Whatever is overwritten, there are captures and issues and nothing else."""
    path, made = tmp_path / "a.wacz", bytearray(repacked(data.draw(st.sampled_from(METHODS))))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(made) - 1))
        rubbish = data.draw(st.binary(max_size=8))
        made[at : at + len(rubbish)] = rubbish
    path.write_bytes(bytes(made))
    assert all(isinstance(one, Capture | Issue) for one in read(path))


async def test_a_package_is_a_channel_in_parts(tmp_path: Path, invented, ask) -> None:
    """Each archive in it is read once, and what is too much waits."""
    count = holdings.MOST + 10
    path = write(tmp_path / "a.wacz", parts(count))
    source, channel = invented.source(str(tmp_path), "warc")
    polls, found = [], []
    for _ in range(3):
        harvest = await holdings.collect_archives(
            source, channel, recall(polls, {}) if polls else Past(), ask, now=NOW
        )
        polls.append(harvest.poll)
        found += harvest.captures
    assert [poll.new for poll in polls] == [holdings.MOST, 10, 0]
    assert bodies(found) == [page(n) for n in range(count)]
    path.write_bytes(b"no zip")
    harvest = await holdings.collect_archives(source, channel, recall(polls, {}), ask, now=NOW)
    assert (harvest.poll.outcome, harvest.poll.issue is not None) == ("failed", True)
