"""What the pages draw maps and charts with, fetched while a wheel is built."""

import base64
import tomllib
from hashlib import sha512
from pathlib import Path

import pytest

from vedette.web.press import STATIC
from vedette.web.vendored_build import STAMP, check, fetched, stamp

ROOT = Path(__file__).parents[2]
LISTED = ROOT / "requirements" / "web.toml"


def test_a_package_that_is_not_what_was_asked_for_is_refused(tmp_path):
    """Its hash is compared before anything is unpacked."""
    packed = tmp_path / "drawn-1.0.0.tgz"
    packed.write_bytes(b"packed")
    right = "sha512-" + base64.b64encode(sha512(b"packed").digest()).decode()
    check(packed, right)
    packed.write_bytes(b"pecked")
    with pytest.raises(SystemExit, match=r"drawn-1\.0\.0\.tgz is not what was asked for"):
        check(packed, right)


def test_what_is_there_is_not_fetched_again(tmp_path):
    """A folder whose stamp fits its list is taken as it is, without npm."""
    listed, folder = tmp_path / "web.toml", tmp_path / "vendor"
    listed.write_text("package = []\n")
    folder.mkdir()
    (folder / "kept.mjs").write_text("export {};")
    (folder / STAMP).write_text(stamp(listed))
    assert folder / "kept.mjs" in fetched(listed, folder, {}, {})


def test_what_was_made_of_another_list_is_made_anew(tmp_path):
    """Nothing of it stays; here the list lacks the atlas, so that it ends there."""
    listed, folder = tmp_path / "web.toml", tmp_path / "vendor"
    listed.write_text("package = []\n")
    folder.mkdir()
    (folder / "kept.mjs").write_text("export {};")
    (folder / STAMP).write_text("of another list")
    with pytest.raises(FileNotFoundError):
        fetched(listed, folder, {}, {})
    assert not (folder / "kept.mjs").exists()


def test_every_package_lies_in_the_wheel_with_its_licence(client):
    """The files are served from the desk itself, and NOTICE names where they come from."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    page = client.get("/").text
    static = page.partition('href="/static/')[2].partition("/")[0]
    for package in tomllib.loads(LISTED.read_text("utf-8"))["package"]:
        names = [name for name in package["files"].values() if not name.endswith(".topojson")]
        assert all((STATIC / "vendor" / name).is_file() for name in names)
        assert not names or any("LICENSE" in name for name in names)
        assert {"maplibre-gl": "MapLibre GL JS", "uplot": "uPlot"}.get(
            package["name"], package["name"]
        ) in notice
    assert (STATIC / "vendor" / STAMP).is_file()
    served = client.get(f"/static/{static}/vendor/maplibre-gl-worker.mjs")
    assert "javascript" in served.headers["content-type"]
