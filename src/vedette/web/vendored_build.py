"""Fetch what the pages draw maps and charts with, while a wheel is built.

The files come from the npm registry by npm itself, whose settings say where that is; each package
is checked against the Subresource Integrity hash in `requirements/web.toml`. Whoever installs the
wheel needs neither npm nor a network. Runs before anything is installed: the standard library
alone.
"""

import base64
import json
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Final

from vedette.web.land_build import land

STAMP: Final = "made-of.txt"
"""Names what the files were made of: while it holds they are not fetched again."""

MISSING: Final = (
    "The desk's maps and charts are drawn by files from the npm registry, and there is no npm. "
    "Install Node.js with npm, or copy src/vedette/web/static/vendor from another build."
)


def fetched(
    listed: Path, folder: Path, codes: Mapping[str, str], names: Mapping[str, str]
) -> list[Path]:
    """Give the files of a folder, fetched where they are not those of the list."""
    wanted, kept = stamp(listed), folder / STAMP
    if not kept.is_file() or kept.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for package in tomllib.loads(listed.read_text("utf-8"))["package"]:
            _unpack(package, folder)
        _draw(folder, codes, names)
        kept.write_text(wanted)
    return sorted(path for path in folder.iterdir() if path.is_file())


def stamp(listed: Path) -> str:
    """Hash a list and what turns an atlas into a map."""
    state = sha256()
    here = Path(__file__)
    for path in (listed, here, here.with_name("land_build.py"), here.with_name("countries.py")):
        state.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()


def _unpack(package: Mapping[str, Any], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as room:
        packed = _pack(f"{package['name']}@{package['version']}", Path(room))
        check(packed, package["integrity"])
        with tarfile.open(packed) as tar:
            for inside, name in package["files"].items():
                member = tar.extractfile(f"package/{inside}")
                assert member, inside
                (folder / name).write_bytes(member.read())


def _pack(spec: str, room: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(MISSING)
    command = [npm, "pack", spec, "--silent", "--ignore-scripts", "--pack-destination", str(room)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own list
    return next(room.glob("*.tgz"))


def check(packed: Path, integrity: str) -> None:
    """Raise SystemExit unless a package has the hash that is asked for (W3C SRI, section 3.1)."""
    found = "sha512-" + base64.b64encode(sha512(packed.read_bytes()).digest()).decode()
    if found != integrity:
        raise SystemExit(f"{packed.name} is not what was asked for: it has {found}")


def _draw(folder: Path, codes: Mapping[str, str], names: Mapping[str, str]) -> None:
    atlas = folder / "world.topojson"
    drawn = land(json.loads(atlas.read_text("utf-8")), codes, names)
    raw = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    (folder / "land.geojson").write_text(raw, "utf-8", newline="\n")
    atlas.unlink()
