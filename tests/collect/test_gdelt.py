"""GDELT's bulk files: addresses of the wanted outlets and themes, and nothing else of them."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect import gdelt
from vedette.collect.harvest import Past, recall
from vedette.entries import entry_from
from vedette.errors import CollectError

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ERR, DELFI = "https://news.err.ee/1/cable", "https://www.delfi.lt/en/2/balloons"


def gkg(url: str, themes: str = "", title: str = "") -> str:
    """Write a line of the knowledge graph."""
    row = [""] * 27
    row[4], row[7] = url, themes
    row[26] = f"<PAGE_TITLE>{title}</PAGE_TITLE>" if title else ""
    return "\t".join(row)


def export(url: str) -> str:
    """Write a line of the other file."""
    return "\t".join([*[""] * 60, url])


def packed(*lines: str) -> bytes:
    """Pack lines as GDELT does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "\n".join(lines) + "\n")
    return out.getvalue()


class Bulk:
    """A list and its files on the loopback web."""

    def __init__(self, web, invented, ask) -> None:
        self.web, self.invented, self.ask = web, invented, ask
        self.lines: list[str] = []

    def add(self, stamp: str, kind: str, body: bytes, *, md5: str = "") -> None:
        """Publish a file and name it in the list."""
        path = f"/gdeltv2/{stamp}.{kind}.zip"
        self.web.paths[path] = self.web.plain(body, content_type="application/zip")
        sealed = md5 or hashlib.md5(body).hexdigest()
        self.lines.append(f"{len(body)} {sealed} {self.web.url(path)}")
        for name in ("lastupdate.txt", "masterfilelist.txt"):
            told = "\n".join(self.lines).encode() + b"\n"
            self.web.paths[f"/gdeltv2/{name}"] = self.web.plain(told, content_type="text/plain")

    async def poll(self, wish: str, past: Past | None = None, name: str = "masterfilelist.txt"):
        """Poll the list."""
        url = self.web.url(f"/gdeltv2/{name}") + f"#{wish}"
        source, channel = self.invented.source(url, "gdelt")
        return await gdelt.collect_gdelt(source, channel, past or Past(), self.ask, now=NOW)


@pytest.fixture
def bulk(web, invented, ask) -> Bulk:
    """Give an empty list."""
    return Bulk(web, invented, ask)


async def test_addresses_of_a_domain_become_entries(bulk) -> None:
    """Each once, without a text: the page is asked of its publisher."""
    lines = [export(url) for url in (ERR, DELFI, ERR, f"{ERR}?utm_source=x", "nothing")]
    bulk.add("20260302081500", "export.CSV", packed(*lines))
    found = await bulk.poll("domain=err.ee", name="lastupdate.txt")
    assert (found.poll.outcome, found.poll.etag) == ("new", "20260302081500")
    (capture,) = found.captures
    assert (capture.source, capture.key, capture.known) == ("xx/invented", ERR, NOW)
    assert entry_from(capture.body).link == ERR
    again = await bulk.poll("domain=err.ee", recall([found.poll], {}))
    assert (again.poll.outcome, again.captures) == ("quiet", ())


async def test_themes_are_found_whoever_printed_them(bulk) -> None:
    """Another house's article is another voice: its source is named for its host."""
    lines = [
        gkg(ERR, "SABOTAGE;TAX_X", "Cable &amp; anchor"),
        gkg(DELFI, "TAX_SABOTAGE_X"),
        gkg("https://www.lrt.lt/3", "CYBER_ATTACK"),
    ]
    bulk.add("20260302081500", "gkg.csv", packed(*lines))
    found = await bulk.poll("file=gkg&theme=SABOTAGE,CYBER_ATTACK&domain=err.ee")
    assert [one.source for one in found.captures] == ["xx/invented", "gdelt/lrt-lt"]
    assert entry_from(found.captures[0].body).title == "Cable & anchor"


async def test_what_came_meanwhile_is_caught_up_with(bulk) -> None:
    """A first poll takes the newest file, later ones all since, a day's at a time."""
    for n in range(3):
        bulk.add(f"2026030208{n}000", "export.CSV", packed(export(f"https://err.ee/{n}")))
        bulk.add(f"2026030208{n}000", "mentions.CSV", packed("x"))
    first = await bulk.poll("domain=err.ee")
    assert [one.key for one in first.captures] == ["https://err.ee/2"]
    asked = next(one for one in bulk.web.log if one.path.endswith("list.txt"))
    assert asked.headers["range"] == f"bytes=-{gdelt.TAIL}"
    for n in range(gdelt.FILES + 2):
        bulk.add(f"20260303{n:06}", "export.CSV", packed(export(f"https://err.ee/3/{n}")))
    second = await bulk.poll("domain=err.ee", recall([first.poll], {}))
    third = await bulk.poll("domain=err.ee", recall([first.poll, second.poll], {}))
    assert [len(one.captures) for one in (second, third)] == [gdelt.FILES, 2]


async def test_a_list_that_was_taken_whole_is_asked_for_with_a_condition(bulk) -> None:
    """It comes no more, but for a day later, and where one of its files could not be had."""
    bulk.add("20260302080000", "export.CSV", packed(export(ERR)))
    moment = "Mon, 02 Mar 2026 08:01:00 GMT"

    async def listed(writer, asked) -> None:
        same = asked.headers.get("if-modified-since") == moment
        told = b"" if same else "\n".join(bulk.lines).encode() + b"\n"
        answer = bulk.web.plain(told, 304 if same else 206, last_modified=moment)
        await answer(writer, asked)

    bulk.web.paths["/gdeltv2/masterfilelist.txt"] = listed
    first = await bulk.poll("domain=err.ee")
    again = await bulk.poll("domain=err.ee", recall([first.poll], {}))
    assert [one.poll.outcome for one in (first, again)] == ["new", "unchanged"]
    third = await bulk.poll("domain=err.ee", recall([first.poll, again.poll], {ERR: "x"}))
    assert (third.poll.outcome, third.poll.etag) == ("unchanged", "20260302080000")
    old = replace(first.poll, at=NOW - timedelta(days=1))
    assert (await bulk.poll("domain=err.ee", recall([old], {ERR: "x"}))).poll.status == 206
    bulk.lines.append(f"9 {'0' * 32} {bulk.web.url('/gdeltv2/20260302081500.export.CSV.zip')}")
    failed = await bulk.poll("domain=err.ee", recall([old], {ERR: "x"}))
    assert (failed.poll.etag, failed.poll.modified) == ("20260302080000", "")


async def test_who_wants_little_does_not_fall_behind(bulk) -> None:
    """Six hours between two polls are 24 files; the wanted address in the last of them is there."""
    for n in range(24):
        told = ERR if n == 23 else DELFI
        bulk.add(f"20260302{n // 4:02}{n % 4 * 15:02}00", "export.CSV", packed(export(told)))
    found = await bulk.poll("domain=err.ee", Past(etag="20260301234500"))
    assert [one.key for one in found.captures] == [ERR]


async def test_what_is_too_much_for_a_poll_comes_with_the_next(bulk) -> None:
    """No file is opened after there is enough, so that none of its addresses is left."""
    many = packed(*(export(f"https://err.ee/{n}") for n in range(gdelt.MOST)))
    bulk.add("20260302080000", "export.CSV", many)
    bulk.add("20260302081500", "export.CSV", packed(export(ERR)))
    first = await bulk.poll("domain=err.ee", Past(etag="20260302074500"))
    assert (first.poll.new, first.poll.etag, first.poll.issue) == (
        gdelt.MOST,
        "20260302080000",
        None,
    )
    second = await bulk.poll("domain=err.ee", recall([first.poll], {}))
    assert [one.key for one in second.captures] == [ERR]


async def test_a_file_for_which_there_is_no_room_comes_with_the_next_poll(bulk) -> None:
    """Whole, so that none of its addresses is left."""
    for stamp in ("20260302080000", "20260302081500"):
        many = packed(*(export(f"https://err.ee/{stamp}/{n}") for n in range(300)))
        bulk.add(stamp, "export.CSV", many)
    first = await bulk.poll("domain=err.ee", Past(etag="20260302074500"))
    assert (first.poll.new, first.poll.etag, first.poll.issue) == (300, "20260302080000", None)
    known = {one.key: one.hash for one in first.captures}
    second = await bulk.poll("domain=err.ee", recall([first.poll], known))
    assert (second.poll.new, second.poll.etag, second.poll.issue) == (300, "20260302081500", None)


async def test_a_file_that_is_no_use_is_told_and_passed(bulk) -> None:
    """Another hash, no zip, too many addresses; the next file counts."""
    many = packed(*(export(f"https://err.ee/{n}") for n in range(gdelt.MOST + 3)))
    bulk.add("20260302080000", "export.CSV", packed(export(ERR)), md5="0" * 32)
    bulk.add("20260302081500", "export.CSV", b"no zip")
    bulk.add("20260302083000", "export.CSV", many)
    found = await bulk.poll("domain=err.ee", Past(etag="20260302074500"))
    assert (found.poll.new, found.poll.etag) == (gdelt.MOST, "20260302083000")
    told = [found.poll.issue.what, *(issue.what for issue in found.issues)]
    assert told == [
        "a file of the list is not the one that it names",
        "a damaged file",
        "3 addresses were left",
    ]


def odd(method: int | None) -> bytes:
    """Pack a line in a way that GDELT does not, and break it; without a method, pack nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method or 0) as archive:
        if method is not None:
            archive.writestr("a.csv", export(ERR) * 9)
    made = bytearray(out.getvalue())
    if method is not None:
        at = made.index(b"a.csv") + 5
        made[at : at + 20] = b"\xff" * 20
    return bytes(made)


@pytest.mark.parametrize("method", [None, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
async def test_an_odd_zip_is_told_as_damaged(bulk, method: int | None) -> None:
    """Each way of packing has errors of its own, and a collector never raises."""
    bulk.add("20260302081500", "export.CSV", odd(method))
    found = await bulk.poll("domain=err.ee", Past(etag="20260302074500"))
    assert found.poll.issue.what == "a damaged file"


async def test_a_file_that_is_not_there_yet_is_asked_for_again(bulk) -> None:
    """The list may be ahead of it."""
    bulk.add("20260302081500", "export.CSV", packed(export(ERR)))
    path = "/gdeltv2/20260302081500.export.CSV.zip"
    whole = bulk.web.paths.pop(path)
    first = await bulk.poll("domain=err.ee", Past(etag="20260302080000"))
    assert (first.poll.outcome, first.poll.etag) == ("failed", "20260302080000")
    bulk.web.paths[path] = whole
    assert (await bulk.poll("domain=err.ee", recall([first.poll], {}))).poll.new == 1
    bulk.web.paths.pop(path)
    bulk.add("20260302083000", "export.CSV", packed(export(DELFI)))
    found = await bulk.poll("domain=delfi.lt", Past(etag="20260302080000"))
    assert (found.poll.new, "cannot be had" in found.poll.issue.what) == (1, True)


async def test_a_file_that_comes_too_slowly_is_asked_for_again(bulk) -> None:
    """It is no less a file of the list for that; what is behind it waits."""
    bulk.add("20260302081500", "export.CSV", packed(export(ERR)))
    bulk.add("20260302083000", "export.CSV", packed(export(f"{ERR}/2")))
    path = "/gdeltv2/20260302081500.export.CSV.zip"
    whole, usual = bulk.web.paths[path], bulk.ask.limits
    bulk.web.paths[path] = bulk.web.raw(b"HTTP/1.1 200 OK\r\n", pause=30.0)
    bulk.ask.limits = replace(usual, seconds=1.0)
    first = await bulk.poll("domain=err.ee", Past(etag="20260302080000"))
    assert (first.poll.outcome, first.poll.etag) == ("failed", "20260302080000")
    bulk.web.paths[path], bulk.ask.limits = whole, usual
    second = await bulk.poll("domain=err.ee", recall([first.poll], {}))
    assert [one.key for one in second.captures] == [ERR, f"{ERR}/2"]


async def test_a_list_sends_us_to_no_other_host(bulk) -> None:
    """It names files beside itself; what is no list is told."""
    bulk.add("20260302081500", "export.CSV", packed(export(ERR)))
    text = bulk.lines[0].replace("127.0.0.1", "elsewhere.example")
    wish = gdelt.wish_of("http://127.0.0.1/lastupdate.txt#domain=err.ee")
    assert gdelt.files_of(text, wish) == []
    bulk.web.paths["/gdeltv2/masterfilelist.txt"] = bulk.web.plain(b"<html>")
    assert (await bulk.poll("domain=err.ee")).poll.issue.what == "no list of GDELT's files"


@pytest.mark.parametrize("wish", ["", "file=gkg", "theme=X&file=export", "domain=", "country=EE"])
async def test_who_wants_everything_gets_nothing(bulk, wish: str) -> None:
    """A channel must say which domains or themes."""
    with pytest.raises(CollectError):
        gdelt.wish_of(f"https://a.example/lastupdate.txt#{wish}")
    found = await bulk.poll(wish)
    assert (found.poll.outcome, bulk.web.asked()) == ("failed", [])
    assert found.poll.issue.remedy
