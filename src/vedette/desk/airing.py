"""What of an alert goes to strangers: when it may, and in which words.

A mail cannot be called back. So what goes to a list of the public waits until analysts have
released the incident, at least one, however the desk publishes otherwise; names of private persons
are withheld as on the public site. What takes a claim back waits for nobody.

A feed is asked for again and again: it offers what may be told at that moment, by as many analysts
as the desk asks for. All here is asked of the whole ledger. Through a veil, an incident that is
hidden looks like none.
"""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection

from vedette.alerts import Alert, Backing, Earlier, Envelope
from vedette.handling import Tlp, strictest
from vedette.ledger import deciding, handled, threads
from vedette.ledger.changes import blamed_in
from vedette.relate.rulings import Ruling
from vedette.write import wording
from vedette.write.withheld import names, quotation, without


def level(connection: Connection, alert: Alert) -> Tlp:
    """Give how an alert is handled by now: as when it was made, or as what it tells of if stricter.

    Where no incident tells of it any more, all counts that was decided of its reports.
    """
    found = threads.incidents(connection, alert.thread)
    articles = _articles(connection, alert)
    decided = [] if found else handled.raised(_in_force(connection, articles))
    return strictest(
        (
            alert.handling,
            *handled.of(connection, "incident", found).values(),
            *handled.of(connection, "article", articles).values(),
            *decided,
        )
    )


def _articles(connection: Connection, alert: Alert) -> set[str]:
    quoted = {one.article for one in alert.backing}
    return quoted.union(threads.articles(connection, alert.key))


def _in_force(connection: Connection, articles: Collection[str]) -> list[Ruling]:
    return deciding.in_force(connection, articles) if articles else []


def may_air(connection: Connection, alert: Alert, analysts: int) -> bool:
    """Say whether strangers may be told: that it is no more so, or what enough have released."""
    return alert.cause == "withdrawn" or _released(connection, alert, max(analysts, 1))


def _released(connection: Connection, alert: Alert, least: int) -> bool:
    """Whether all incidents that tell of a thread by now are clear and released by so many."""
    found = threads.incidents(connection, alert.thread)
    clear = not handled.of(connection, "incident", found)
    enough = all(len(handled.releasing(connection, one)) >= least for one in found)
    return bool(found) and clear and enough


def offered(connection: Connection, alert: Alert, analysts: int) -> Alert | None:
    """Give an alert as the desk's own feed tells it by now, None where it tells nothing of it.

    What takes a claim back that the feed has told stays, without words where they may be nothing
    for strangers.
    """
    if analysts and alert.subject != "incident":
        return None  # nobody releases anything else
    is_clear = level(connection, alert) == "clear"
    if is_clear and (not analysts or _released(connection, alert, analysts)):
        return _discreetly(alert, _names(connection, alert))
    if alert.cause == "withdrawn" and alert.handling == "clear":
        return _wordless(alert) if _was_released(connection, alert, analysts) else None
    return None


def _was_released(connection: Connection, alert: Alert, least: int) -> bool:
    """Whether enough analysts have released what is no more so by now, or is stricter."""
    if not least:
        return True
    if found := threads.incidents(connection, alert.thread):
        return all(len(handled.releasing(connection, one)) >= least for one in found)
    there = _in_force(connection, _articles(connection, alert))
    return len({one.decision.author for one in there if one.decision.verb == "release"}) >= least


def _wordless(alert: Alert) -> Alert:
    """Give of an alert no more than which it is and which it follows."""
    return Alert(
        key=alert.key,
        thread=alert.thread,
        after=alert.after,
        rule=alert.rule,
        subject=alert.subject,
        name=alert.name,
        cause=alert.cause,
        headline=wording.NO_MORE,
        made=alert.made,
        known=alert.known,
        path=alert.path,
        begun=alert.begun,
        sample=alert.sample,
    )


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
    told = _discreetly(alert, withheld)
    if alert.cause == "withdrawn" and not _released(connection, alert, max(analysts, 1)):
        return replace(told, lines=(), backing=())  # why may be nothing for strangers
    return told


def _discreetly(alert: Alert, withheld: frozenset[str]) -> Alert:
    return replace(
        alert,
        headline=without(alert.headline, withheld),
        lines=tuple(without(one, withheld) for one in alert.lines),
        backing=tuple(_quoted(one, withheld) for one in alert.backing),
    )


def _quoted(one: Backing, withheld: frozenset[str]) -> Backing:
    return replace(one, quote=quotation(one.quote, withheld), title=without(one.title, withheld))


def _discreet(one: Earlier, withheld: frozenset[str]) -> Earlier:
    return replace(one, headline=without(one.headline, withheld))


def _names(connection: Connection, alert: Alert) -> frozenset[str]:
    return names(blamed_in(connection, {one.article for one in alert.backing}))
