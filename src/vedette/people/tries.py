"""How often somebody may guess: by name and address together, by address, and by name.

A try counts before its password is looked at, so that a hundred at once are not one. It is
forgotten when it was right. An address that guesses at one name is stopped after five, which locks
nobody else out of that name; only hundreds of addresses together can do that, for a while.
"""

import sqlite3
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from vedette.people.file import stamp

SPAN: Final = timedelta(minutes=15)
"""For which a wrong try counts."""
EACH: Final = 5
"""Wrong tries at one name from one address: a typing error and a forgotten password."""
ADDRESS: Final = 30
"""From one address at all names: a newsroom behind one address in the morning."""
NAME: Final = 100
"""At one name from all addresses: 400 an hour find no password of 15 characters."""


def begin(connection: sqlite3.Connection, name: str, address: str, at: datetime) -> bool:
    """Count a try; give whether it may be looked at."""
    connection.execute("DELETE FROM tries WHERE at <= ?", (stamp(at - SPAN),))
    query = """SELECT count(*) FILTER (WHERE account = :name AND address = :address),
        count(*) FILTER (WHERE address = :address), count(*) FILTER (WHERE account = :name)
        FROM tries"""
    told = {"name": name, "address": address, "at": stamp(at)}
    each, by_address, by_name = connection.execute(query, told).fetchone()
    if each >= EACH or by_address >= ADDRESS or by_name >= NAME:
        return False
    connection.execute("INSERT INTO tries VALUES (:name, :address, :at)", told)
    return True


def forget(connection: sqlite3.Connection, name: str, address: str) -> None:
    """Forget the tries at a name from an address: the last was right."""
    connection.execute("DELETE FROM tries WHERE account = ? AND address = ?", (name, address))


def neighbourhood(address: str) -> str:
    """Give what is one guesser: an address, or the 64 bits of IPv6 that one subscriber has.

    >>> neighbourhood("2001:db8::1:2:3:4"), neighbourhood("192.0.2.7"), neighbourhood("a name")
    ('2001:db8::/64', '192.0.2.7', '')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found.ipv4_mapped or found if isinstance(found, IPv6Address) else found)
