"""Who is subscribed to which list, and who is not to be written to.

    subscribers  the address, what is wanted, and the name that stands in the ledger
    suppressed   who left, wants no question, or is not there: by a keyed hash of the mailbox
    asked        how often was asked, as hashes, for a day
    own          the key by which links are signed and mailboxes hashed

Whoever leaves is forgotten but for that hash: with it a link from before he left is void, and who
wants no question gets none. Without the key nobody can try addresses on it.
"""

import hmac
import json
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from vedette.alerts import Alert
from vedette.people.file import BYTES, File, Make, stamp
from vedette.people.tries import neighbourhood
from vedette.signup import links
from vedette.signup.asking import Answer, asked
from vedette.signup.links import Leaving
from vedette.signup.wish import Wish, mailbox

Why = Literal["left", "refused", "gone"]
"""He *left*; he *refused* to be asked, for good; or his server says that he is *gone*."""
AWAY: Final = timedelta(days=90)
"""For which nobody is asked whose server said that he is not there."""
MOST: Final = 5000
"""Subscribers of one list: a burst of mail to more wants a service that sends nothing else."""
NAME: Final = 12
"""Bytes of a name: drawn at random, it says nothing of whose it is."""

TABLES: Final = """
CREATE TABLE own (key BLOB NOT NULL) STRICT;
CREATE TABLE subscribers (
    channel TEXT NOT NULL, mailbox TEXT NOT NULL, name TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
    kinds TEXT NOT NULL, places TEXT NOT NULL, languages TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (channel, mailbox)) STRICT;
CREATE TABLE suppressed (
    channel TEXT NOT NULL, mailbox TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (channel, mailbox)) STRICT;
CREATE TABLE asked (mailbox TEXT NOT NULL, comer TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX asked_at ON asked (at);
"""
MAKE: Final = Make(tables=TABLES, version=1, called="the file of subscribers")


class Signups:
    """The subscribers of a file; used from many threads, one at a time."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._key = self._own_key()

    def _own_key(self) -> bytes:
        with self._file.writing() as connection:
            row = connection.execute("SELECT key FROM own").fetchone()
            if row is None:
                row = (secrets.token_bytes(BYTES),)
                connection.execute("INSERT INTO own VALUES (?)", row)
        key: bytes = row[0]
        return key

    # ── coming in ────────────────────────────────────────────────────────────────────────────

    def ask(self, wish: Wish, comer: str) -> Answer:
        """Count a question to an address, asked from another, and say whether it is to be sent."""
        box, now = self._hash("mailbox", mailbox(wish.address)), self._file.now()
        with self._file.writing() as connection:
            answer = asked(connection, box, self._hash("comer", neighbourhood(comer)), now)
            if answer == "ask" and self._wants_none(connection, wish, now):
                return "silent"
        return answer

    def _wants_none(self, connection: sqlite3.Connection, wish: Wish, now: datetime) -> bool:
        """Whether somebody refused to be asked, by any list, or is not there."""
        query = """SELECT 1 FROM suppressed
            WHERE mailbox = ? AND (why = 'refused' OR (why = 'gone' AND channel = ? AND at > ?))"""
        told = (self._hash("subscriber", wish.address), wish.channel, stamp(now - AWAY))
        return connection.execute(query, told).fetchone() is not None

    def link(self, wish: Wish) -> str:
        """Give what the link to confirm a wish by holds: of it nothing is kept here."""
        return links.confirming(self._key, wish, self._file.now())

    def wish(self, link: str) -> Wish | None:
        """Give what a link asks for; None where it is not good any more, or never was."""
        with self._file.reading() as connection:
            return self._wish(connection, link)

    def _wish(self, connection: sqlite3.Connection, link: str) -> Wish | None:
        told = links.confirmed(self._key, link, self._file.now())
        if told is None:
            return None
        query = "SELECT at FROM suppressed WHERE channel = ? AND mailbox = ?"
        box = self._hash("subscriber", told.wish.address)
        row = connection.execute(query, (told.wish.channel, box)).fetchone()
        return told.wish if row is None or row["at"] < stamp(told.at) else None

    def confirm(self, link: str) -> Wish | None:
        """Subscribe whoever has a link to what it asks for; in the place of what he had before.

        None where the link is not good, or the list is full.
        """
        with self._file.writing() as connection:
            wish = self._wish(connection, link)
            if wish is None:
                return None
            told = {**self._row(wish), "name": secrets.token_hex(NAME), "since": self._file.stamp()}
            there = connection.execute(HELD, told).fetchone()
            if there is None and self._count(connection, wish.channel) >= MOST:
                return None
            connection.execute(PUT, told)
            connection.execute(FORGIVEN, told)
        return wish

    def _row(self, wish: Wish) -> dict[str, str]:
        lists = {name: json.dumps(getattr(wish, name)) for name in ("kinds", "places", "languages")}
        box = self._hash("subscriber", wish.address)
        return {"channel": wish.channel, "mailbox": box, "address": wish.address, **lists}

    # ── going ────────────────────────────────────────────────────────────────────────────────

    def leaving(self, channel: str, name: str) -> str:
        """Give what the link to leave by holds."""
        return links.leaving(self._key, channel, name)

    def left(self, link: str) -> Leaving | None:
        """Say whom a link to leave by is for; None where it is none of ours."""
        return links.left(self._key, link)

    def leave(self, link: str) -> bool:
        """Strike off whom a link is for; who is off already stays so. False for no link of ours."""
        told = self.left(link)
        if told is not None:
            self.strike(told.channel, told.name, "left")
        return told is not None

    def refuse(self, link: str) -> Wish | None:
        """Never ask again whoever has a link to confirm by, for any list; he leaves this one."""
        with self._file.writing() as connection:
            wish = self._wish(connection, link)
            if wish is not None:
                told = self._row(wish)
                connection.execute(OUT, told)
                self._suppress(connection, told["channel"], told["mailbox"], "refused")
        return wish

    def strike(self, channel: str, name: str, why: Why) -> bool:
        """Strike somebody off by his name; say whether he was there."""
        query = "DELETE FROM subscribers WHERE channel = ? AND name = ? RETURNING mailbox"
        with self._file.writing() as connection:
            row = connection.execute(query, (channel, name)).fetchone()
            if row is not None:
                self._suppress(connection, channel, row["mailbox"], why)
        return row is not None

    def erase(self, address: str) -> int:
        """Strike an address off every list, as who has it asks; give how many it was on.

        It is written to no more, asked or not, until it is confirmed anew.
        """
        box = self._hash("subscriber", address)
        query = "DELETE FROM subscribers WHERE mailbox = ? RETURNING channel"
        with self._file.writing() as connection:
            found = connection.execute(query, (box,)).fetchall()
            for row in found:
                self._suppress(connection, row["channel"], box, "left")
        return len(found)

    def lift(self, address: str) -> int:
        """Let an address be asked again that refused it or was gone; give on how many lists."""
        query = "DELETE FROM suppressed WHERE mailbox = ? AND why <> 'left'"
        with self._file.writing() as connection:
            told = connection.execute(query, (self._hash("subscriber", address),))
        return int(told.rowcount)

    def _suppress(self, connection: sqlite3.Connection, channel: str, box: str, why: Why) -> None:
        told = (channel, box, why, self._file.stamp())
        connection.execute("INSERT OR REPLACE INTO suppressed VALUES (?, ?, ?, ?)", told)

    # ── who is to be told ────────────────────────────────────────────────────────────────────

    def wanting(self, channel: str, alert: Alert) -> tuple[str, ...]:
        """Name the subscribers of a list who asked for what an alert tells."""
        query = "SELECT * FROM subscribers WHERE channel = ? ORDER BY name"
        with self._file.reading() as connection:
            found = connection.execute(query, (channel,)).fetchall()
        return tuple(row["name"] for row in found if _wish_of(row).answers(alert))

    def names(self, channel: str) -> tuple[str, ...]:
        """Name all subscribers of a list."""
        query = "SELECT name FROM subscribers WHERE channel = ? ORDER BY name"
        with self._file.reading() as connection:
            return tuple(row["name"] for row in connection.execute(query, (channel,)))

    def address_of(self, channel: str, name: str) -> str | None:
        """Give where a subscriber is reached, None where he is none any more."""
        query = "SELECT address FROM subscribers WHERE channel = ? AND name = ?"
        with self._file.reading() as connection:
            row = connection.execute(query, (channel, name)).fetchone()
        return str(row["address"]) if row else None

    def count(self, channel: str) -> int:
        """Count the subscribers of a list."""
        with self._file.reading() as connection:
            return self._count(connection, channel)

    def _count(self, connection: sqlite3.Connection, channel: str) -> int:
        query = "SELECT count(*) FROM subscribers WHERE channel = ?"
        told: int = connection.execute(query, (channel,)).fetchone()[0]
        return told

    def _hash(self, purpose: str, words: str) -> str:
        told = f"{purpose}\0{words.casefold()}".encode()
        return hmac.digest(self._key, told, "sha256").hex()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


HELD: Final = "SELECT 1 FROM subscribers WHERE channel = :channel AND mailbox = :mailbox"
PUT: Final = """INSERT INTO subscribers
    VALUES (:channel, :mailbox, :name, :address, :kinds, :places, :languages, :since)
    ON CONFLICT (channel, mailbox) DO UPDATE SET address = excluded.address,
    kinds = excluded.kinds, places = excluded.places, languages = excluded.languages"""
OUT: Final = "DELETE FROM subscribers WHERE channel = :channel AND mailbox = :mailbox"
FORGIVEN: Final = "DELETE FROM suppressed WHERE channel = :channel AND mailbox = :mailbox"


def _wish_of(row: Any) -> Wish:
    lists = {name: tuple(json.loads(row[name])) for name in ("kinds", "places", "languages")}
    return Wish(channel=row["channel"], address=row["address"], **lists)


def signups(path: Path | str, now: Callable[[], datetime]) -> Signups:
    """Open a file of subscribers, made where there is none."""
    return Signups(File(path, now, MAKE))
