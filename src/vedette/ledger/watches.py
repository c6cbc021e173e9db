"""Watches: rules of alerts that were made at the desk, as the log of decisions has them."""

from sqlalchemy import Connection, exists, select

from vedette.alerts import CAUSES, Watch
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.deciding import change, told

_d, _later = t.decisions.c, t.decisions.alias("later")
_GONE = exists().where(_later.c.verb == "withdraw", _later.c.withdraws == _d.seq)
_STANDING = Question(select(t.decisions).where(_d.verb == "watch", ~_GONE).order_by(_d.seq))


def watches(connection: Connection) -> list[Watch]:
    """Give the watches as they stand, by their names; what was withdrawn counts for nothing."""
    found: dict[str, Watch] = {}
    for row in _STANDING(connection):
        read = told(row.change)
        name = read["watch"]
        found[name] = Watch(
            name=name,
            query=read["query"],
            channels=tuple(read.get("channels", ())),
            on=read.get("on", "incident"),
            causes=tuple(one for one in CAUSES if one in read.get("causes", CAUSES)),
            switched=read.get("switched", False),
            quiet=read.get("quiet", ""),
            wakes=read.get("wakes", "severe"),
            urgent=read.get("urgent", False),
            author=row.author,
            reason=row.reason,
            since=rows.moment(row.at),
            number=row.seq,
        )
    return sorted(found.values(), key=lambda one: one.name)


def change_of(watch: Watch) -> str:
    """Write what a decision keeps of a watch."""
    return change(
        watch=watch.name,
        query=watch.query,
        channels=list(watch.channels),
        on=None if watch.on == "incident" else watch.on,
        causes=None if watch.causes == CAUSES else list(watch.causes),
        switched=watch.switched,
        quiet=watch.quiet or None,
        wakes=None if watch.wakes == "severe" else watch.wakes,
        urgent=watch.urgent or None,
    )
