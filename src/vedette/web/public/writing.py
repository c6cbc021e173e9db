"""A public site written into a folder: whole or not at all, and never over anything else."""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from vedette.desk.files import whole_folder
from vedette.errors import VedetteError
from vedette.web.public.paths import Leaf

LIST: Final = "manifest.json"
SCHEMA: Final = "vedette.site/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many files a site has, and how many bytes; `kept` are files that somebody put there."""

    files: int
    size: int
    kept: int = 0


def write(folder: Path, leaves: Iterable[Leaf]) -> Written:
    """Write a site; what stands there of an older one goes, what is not of it stays.

    Raises VedetteError for a folder with something in it that is no site, and while it is written.
    """
    held = check(folder)
    listed: dict[str, dict[str, Any]] = {}
    with whole_folder(folder) as part:
        for leaf in leaves:
            _put(part / leaf.path, leaf.body)
            told = {"bytes": len(leaf.body), "sha256": sha256(leaf.body).hexdigest()}
            listed[leaf.path] = told
        _put(part / LIST, _manifest(listed))
        kept = list(_keep(folder, part, held))
    size = sum(told["bytes"] for told in listed.values())
    return Written(files=len(listed), size=size, kept=len(kept))


def _manifest(listed: dict[str, dict[str, Any]]) -> bytes:
    told = {"schema": SCHEMA, "files": dict(sorted(listed.items()))}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def check(folder: Path) -> frozenset[str]:
    """Give the files of the site that stands in a folder; none where nothing does.

    Raises VedetteError where something else does.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return frozenset()
    try:
        told = json.loads((folder / LIST).read_bytes())
    except (OSError, ValueError):
        told = {}
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise VedetteError(
            what="the folder holds something else than a site that vedette wrote",
            where=str(folder),
            remedy="name a folder that is empty or is not there yet",
        )
    return frozenset({*told["files"], LIST})


def _keep(folder: Path, part: Path, held: frozenset[str]) -> Iterator[str]:
    """Take over what somebody else put beside the site, such as the name for a host of pages."""
    if not held:
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in held and not (part / name).exists():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, part / name, follow_symlinks=False)
            yield name
