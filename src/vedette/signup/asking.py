"""How often somebody may ask: for one mailbox, from one address on the net, and all together.

A form that sends mail to whatever address is typed into it can be used against that address. So a
mailbox is asked three times a day at the most, whoever asks and however he writes it; and nobody is
told whether it was. What is counted is kept as hashes for a day.
"""

import sqlite3
from datetime import datetime, timedelta
from typing import Final, Literal

from vedette.people.file import stamp

Answer = Literal["ask", "silent", "often"]
"""Ask the mailbox; say so and do not; or tell whoever asks that it is too often."""

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MAILBOX: Final = 3
"""Questions to one mailbox in a day: something forgotten to tick, and a mail that was lost."""
COMER: Final = 10
"""Questions from one address in an hour: an office that is shown the page."""
ALL: Final = 300
"""Questions in an hour by all: beyond it large mail servers take a sender for a spammer."""


def asked(connection: sqlite3.Connection, mailbox: str, comer: str, at: datetime) -> Answer:
    """Count a question, and say what is to be done with it; both are hashes."""
    connection.execute("DELETE FROM asked WHERE at <= ?", (stamp(at - DAY),))
    query = """SELECT count(*) FILTER (WHERE mailbox = :mailbox),
        count(*) FILTER (WHERE comer = :comer AND at > :hour), count(*) FILTER (WHERE at > :hour)
        FROM asked"""
    told = {"mailbox": mailbox, "comer": comer, "at": stamp(at), "hour": stamp(at - HOUR)}
    to_mailbox, by_comer, by_all = connection.execute(query, told).fetchone()
    if by_comer >= COMER or by_all >= ALL:
        return "often"
    connection.execute("INSERT INTO asked VALUES (:mailbox, :comer, :at)", told)
    return "ask" if to_mailbox < MAILBOX else "silent"
