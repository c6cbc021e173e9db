"""What of an alert goes to strangers: when it may, and in which words.

A mail cannot be called back. So what goes to a list of the public waits until analysts have
released the incident, at least one, however the desk publishes otherwise; names of private persons
are withheld as on the public site. What takes a claim back waits for nobody.
"""

from dataclasses import replace

from sqlalchemy import Connection

from vedette.alerts import Alert, Backing, Earlier, Envelope
from vedette.ledger import handled, threads
from vedette.ledger.changes import blamed_in
from vedette.write.withheld import names, quotation, without


def may_air(connection: Connection, alert: Alert, analysts: int) -> bool:
    """Say whether strangers may be told: that it is no more so, or what enough have released."""
    return alert.cause == "withdrawn" or _released(connection, alert, analysts)


def _released(connection: Connection, alert: Alert, analysts: int) -> bool:
    """Whether all incidents that tell of a thread by now are clear and released."""
    found = threads.incidents(connection, alert.thread)
    clear = not handled.of(connection, "incident", found)
    least = max(analysts, 1)
    enough = all(len(handled.releasing(connection, one)) >= least for one in found)
    return bool(found) and clear and enough


def aired(connection: Connection, envelope: Envelope, analysts: int) -> Envelope:
    """Give an envelope as strangers get it."""
    withheld = {one.key: _names(connection, one) for one in envelope.alerts}
    every = frozenset().union(*withheld.values())
    return replace(
        envelope,
        alerts=tuple(
            _aired(connection, one, withheld[one.key], analysts) for one in envelope.alerts
        ),
        earlier=tuple(_discreet(one, every) for one in envelope.earlier),
    )


def _aired(connection: Connection, alert: Alert, withheld: frozenset[str], analysts: int) -> Alert:
    told = replace(
        alert,
        headline=without(alert.headline, withheld),
        lines=tuple(without(one, withheld) for one in alert.lines),
        backing=tuple(_quoted(one, withheld) for one in alert.backing),
    )
    if alert.cause == "withdrawn" and not _released(connection, alert, analysts):
        return replace(told, lines=(), backing=())  # why may be nothing for strangers
    return told


def _quoted(one: Backing, withheld: frozenset[str]) -> Backing:
    return replace(one, quote=quotation(one.quote, withheld), title=without(one.title, withheld))


def _discreet(one: Earlier, withheld: frozenset[str]) -> Earlier:
    return replace(one, headline=without(one.headline, withheld))


def _names(connection: Connection, alert: Alert) -> frozenset[str]:
    return names(blamed_in(connection, {one.article for one in alert.backing}))
