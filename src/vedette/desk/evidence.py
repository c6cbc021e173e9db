"""Evidence that lasts: captures out of a ledger as one WACZ, and such a package looked at again."""

import json
import zipfile
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from vedette import __version__
from vedette.answers import Held
from vedette.collect import wacz as packages
from vedette.collect.lines import Reading
from vedette.collect.zips import BROKEN
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.files import whole
from vedette.desk.settings import Settings
from vedette.desk.stamping import Stamped, look_at, stamped
from vedette.errors import EvidenceError
from vedette.handling import Tlp
from vedette.ledger import holding
from vedette.ledger.store import Store
from vedette.records import Issue
from vedette.write import wacz
from vedette.write.warcs import sha256

SMALL = 10_000_000
"""Bytes of the two parts that seal a package, read whole; ours have a few hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to pack: articles, those that tell an incident, or all of a time."""

    articles: tuple[str, ...] = ()
    incident: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def title(self) -> str:
        """Say in words what is packed."""
        if self.incident or self.articles:
            articles = f"articles {', '.join(self.articles)}" if self.articles else ""
            incident = f"incident {self.incident}" if self.incident else ""
            return " and ".join(filter(None, (incident, articles)))
        first = f"{self.since:%Y-%m-%d %H:%M} UTC" if self.since else "the beginning"
        return f"from {first} to {self.until:%Y-%m-%d %H:%M} UTC" if self.until else f"from {first}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed: how many captures, and the hash that seals them."""

    captures: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a package proves: its pages, its hash, its time stamp, and what does not hold."""

    pages: int
    hash: str
    stamp: Stamped | None
    issues: tuple[Issue, ...]


def pack(
    settings: Settings, wanted: Wanted, output: Path, *, stamp: bool, ceiling: Tlp = "clear"
) -> Packed:
    """Write captures as a WACZ, which is there whole or not at all; nothing above a ceiling is in.

    Raises EvidenceError where there is nothing to pack or no authority to ask, NotHeld where the
    ledger holds no such incident, Withheld where an incident or article is above the ceiling.
    """
    if stamp and not settings.authority:
        raise EvidenceError(
            what="no authority is named that could stamp",
            where="[evidence] authority",
            remedy='write authority = "https://…" there, the address of one that you trust',
        )
    with whole(output) as file, closing(Store(settings.ledger_url, ceiling=ceiling)) as store:
        count, seal = wacz.write(
            _kept(store, settings, wanted),
            file,
            title=wanted.title,
            made=clock(),
            software=f"vedette {__version__}",
            stamp=partial(stamped, authority=settings.authority) if stamp else None,
        )
        if not count:
            raise EvidenceError(
                what=f"nothing is held of {wanted.title}",
                where=store.place,
                remedy="give the id that stands in the address of the article or incident",
            )
    return Packed(captures=count, hash=seal)


def _kept(store: Store, settings: Settings, wanted: Wanted) -> Iterator[Held]:
    articles = set(wanted.articles)
    with closing(running.live_desk(settings)) as whole:
        desk = whole.under(store.veil.ceiling, frank=True)
        for name in wanted.articles:
            desk.article(name)  # says so where it is above the ceiling
        if wanted.incident:
            sheet = desk.only("incident", wanted.incident)
            articles |= {account.head.article for account in sheet.accounts}
    with store.reading(always=True) as connection:
        found = (
            holding.of_articles(connection, articles)
            if articles
            else holding.of_time(connection, wanted.since, wanted.until)
        )
        yield from found


# ── Looked at again ─────────────────────────────────────────────────────────────────────────────


def verify(path: Path, roots: Iterable[Path] = ()) -> Verified:
    """Look whether a package is as it was sealed, and whether its time stamp is of the seal.

    Every part that was changed, is missing or was added is an issue that names it. Raises
    EvidenceError where it has no seal, or one that does not hold.
    """
    told, seal = _sealed(path)
    token = _token(seal, str(path))
    stamp = look_at(token, told, str(path), roots) if token else None
    count, issues = 0, []
    for one in packages.pages(path, Reading(known=clock()), whole=True):
        if isinstance(one, Issue):
            issues.append(one)
        else:
            count += 1
    return Verified(pages=count, hash=sha256(told), stamp=stamp, issues=tuple(issues))


def _token(seal: Mapping[str, object], where: str) -> bytes:
    """Unpack the time stamp of a seal; empty where it has none."""
    try:
        return b64decode(str(seal.get(wacz.STAMP) or ""), validate=True)
    except ValueError as fault:
        raise EvidenceError(
            what="a time stamp that cannot be read",
            where=where,
            why=str(fault)[:200],
            remedy="get the package again",
        ) from fault


def _sealed(path: Path) -> tuple[bytes, dict[str, object]]:
    """Read what is sealed, and the seal; the one must have the hash that the other gives."""
    try:
        with zipfile.ZipFile(path) as archive:
            if missing := {wacz.SEALED, wacz.SEAL} - set(archive.namelist()):
                raise zipfile.BadZipFile(f"{', '.join(sorted(missing))} is missing")
            told = archive.open(wacz.SEALED).read(SMALL)
            seal = json.loads(archive.open(wacz.SEAL).read(SMALL))
    except BROKEN as fault:
        raise EvidenceError(
            what="no package with a seal",
            where=str(path),
            why=str(fault)[:200],
            remedy="give a WACZ as `vedette evidence` and its likes write them",
        ) from fault
    if not isinstance(seal, dict) or seal.get("hash") != sha256(told):
        raise EvidenceError(
            what="the seal does not hold: what the package says of itself was changed",
            where=str(path),
            remedy="get the package again from who made it",
        )
    return told, seal
