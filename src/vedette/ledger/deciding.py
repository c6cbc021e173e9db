"""Decisions of analysts in the ledger: what may be decided, what holds, and what it reaches.

A decision is a row like any other: it is never changed, and one that was withdrawn stays readable.
Which of them are in force is a view, so that the fold finds those that aim at an article.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final, Literal, get_args

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from vedette import amended
from vedette.assess.forecasts.forecast import OUTCOMES
from vedette.duty import Act
from vedette.errors import LedgerError
from vedette.handling import LEVELS
from vedette.ledger import duties, erasing, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.records import Aim, Decision, LeftOut, Spot, Verb
from vedette.relate import rulings
from vedette.relate.rulings import Ruling, plain
from vedette.taxonomy.codebook import ENUMS, FIELDS
from vedette.taxonomy.kinds import ORDER

Verdict = Literal["dismissed", "kept"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""What an alarm was worth: a look that found nothing, or one that did."""

UNAIMED: Final = frozenset({"sign", "second", "hand_over", "take_over"})
"""Verbs that are about what has a number or a hash of its own."""
NEEDS_ALSO = frozenset({"must_link", "cannot_link"})
SELF: Final = re.compile("[bcdegmopqruvxz]+", re.IGNORECASE | re.ASCII)
"""Letters into which no character folds but their capitals: `ß` folds into two s, `ﬁ` into f, i."""
SHORTEST = 4
"""Letters in a phrase that is never shown again: a shorter one hides half of a desk."""


def change(*, also: Iterable[Aim] = (), at: int | None = None, **more: Any) -> str:
    """Write the particulars of a decision."""
    told = {**more, "also": [asdict(aim) for aim in also], "at": at}
    return rows.dumped({name: value for name, value in told.items() if value not in (None, [])})


def decisions(
    connection: Connection,
    *,
    until: str | None = None,
    verbs: Collection[str] = (),
    about: str | None = None,
) -> Iterator[tuple[int, Decision]]:
    """Give every decision with its number, withdrawn or not, in the order of the log.

    `until` is the last moment at which one was made, as a stamp. Of those `about` an article all
    come that name it, and whatever takes any decision back.
    """
    d = t.decisions.c
    query = select(t.decisions).order_by(d.seq)
    if until is not None:
        query = query.where(d.at <= until)
    if verbs:
        query = query.where(d.verb.in_(sorted(verbs)))
    if about is not None:
        named = or_(d.article == about, d.change.contains(about, autoescape=True))
        query = query.where(or_(named, d.verb == "withdraw"))
    for row in connection.execute(query):
        yield row.seq, rows.decision_from(row)


def newest(connection: Connection) -> tuple[int, Decision] | None:
    """Give the newest decision with its number, None where nothing was decided."""
    last = select(t.decisions).order_by(t.decisions.c.seq.desc()).limit(1)
    row = connection.execute(last).first()
    return None if row is None else (row.seq, rows.decision_from(row))


def in_force(connection: Connection, articles: Collection[str]) -> list[Ruling]:
    """Give the rulings that are in force and aim at one of these articles; `""` for what hides.

    What changes no view, as what was decided of a forecast, is not among them.
    """
    d, r = t.decisions.c, t.rulings.c
    query = (
        select(t.decisions)
        .where(d.seq.in_(select(r.decision).where(r.article.in_(articles))))
        .where(d.verb.in_(sorted(rulings.FOLDED)))
        .order_by(d.seq)
    )
    found = connection.execute(query)
    return [rulings.ruling(row.seq, rows.decision_from(row)) for row in found]


_ANY = Question(select(t.rulings.c.decision).limit(1))
_EVER = Question(select(t.decisions.c.seq).where(t.decisions.c.verb == bindparam("verb")).limit(1))


def any_in_force(connection: Connection) -> bool:
    """Say whether any ruling is in force at all."""
    return _ANY(connection).first() is not None


def ever(connection: Connection, verb: Verb) -> bool:
    """Say whether anybody has ever decided so, taken back or not."""
    return _EVER(connection, verb=verb).first() is not None


def left_out(connection: Connection) -> Iterator[LeftOut]:
    """Give every finding that a decision keeps out, by decision and article."""
    v = t.left_out.c
    for row in connection.execute(select(t.left_out).order_by(v.decision, v.article, v.finding)):
        yield LeftOut(
            number=row.decision,
            verb=row.verb,
            article=row.article,
            finding=row.finding,
            alone=row.alone,
        )


def told(change: str) -> dict[str, Any]:
    """Read the particulars of a decision."""
    read: dict[str, Any] = json.loads(change)
    return read


def papers(
    connection: Connection, number: int | None = None
) -> Iterator[tuple[int, Decision, dict[str, Any], Act | None, Act | None]]:
    """Give the papers that were signed, or that of a number, the newest first.

    Each is a number, the decision, its particulars, and who took the signature back and who erased
    the bytes, if anybody.
    """
    d = t.decisions.c
    signed = select(t.decisions).where(d.verb == "sign")
    asked = signed if number is None else signed.where(d.seq == number)
    back = _taken_back(connection, "sign")
    for row in connection.execute(asked.order_by(d.seq.desc())):
        made = rows.decision_from(row)
        held = told(made.change)
        erased = erasing.buried(connection, held["paper"])
        yield row.seq, made, held, back.get(row.seq), erased


def _taken_back(connection: Connection, verb: Verb) -> dict[int, Act]:
    """Give who first took back what was decided with a verb, by the number of that decision."""
    d, back = t.decisions.c, t.decisions.alias("back")
    query = (
        select(back)
        .join(t.decisions, d.seq == back.c.withdraws)
        .where(d.verb == verb)
        .order_by(back.c.seq.desc())
    )
    found = connection.execute(query)
    return {row.withdraws: act for row in found if (act := duties.act(row))}


def paper(connection: Connection, number: int) -> bytes | None:
    """Give the bytes of a paper by the number of its signature."""
    d = t.decisions.c
    change = connection.execute(select(d.change).where(d.seq == number, d.verb == "sign")).scalar()
    if change is None:
        return None
    kept = t.bodies.c.hash == told(change)["paper"]
    body = connection.execute(select(t.bodies.c.body).where(kept)).scalar()
    return None if body is None else rows.unpack(body)


# ── The fold ─────────────────────────────────────────────────────────────────────────────────────


def apply(connection: Connection, seq: int) -> set[str]:
    """Bring a decision into force, or take one out of it; give the articles that it reaches."""
    decision = _decision(connection, seq)
    if decision.verb == "withdraw":
        gone = decision.withdraws or 0
        connection.execute(delete(t.rulings).where(t.rulings.c.decision == gone))
        duties.take_back(connection, gone)
        return _reached(connection, rulings.ruling(gone, _decision(connection, gone)))
    one = rulings.ruling(seq, decision)
    if decision.verb in {"acknowledge", "second"}:
        duties.take(connection, seq, decision)
    if decision.verb in rulings.AIMED:
        hides = [""] if decision.verb == "never" else []
        names = sorted(one.articles) or hides
        if listed := [{"article": name, "decision": seq} for name in names]:
            connection.execute(insert(t.rulings), listed)
    return _reached(connection, one)


def _decision(connection: Connection, seq: int) -> Decision:
    row = connection.execute(select(t.decisions).where(t.decisions.c.seq == seq)).one()
    return rows.decision_from(row)


def _reached(connection: Connection, one: Ruling) -> set[str]:
    """Give the standing articles whose tellings a ruling may change."""
    if one.decision.verb == "never":
        return set(_recurring(connection, one.change))
    return set(one.articles) if one.decision.verb in rulings.FOLDED else set()


def _recurring(connection: Connection, told: Mapping[str, Any]) -> Iterator[str]:
    """Give the coded articles that have the phrase, the source and the author of a `never`."""
    a, v = t.articles.c, t.standing.c
    query = select(t.articles).join(t.standing, v.seq == a.seq).where(v.coding.is_not(None))
    if "source" in told:
        query = query.where(a.source == told["source"])
    for name, column in (("phrase", a.text), ("byline", a.byline)):
        # A database folds the case of plain letters alone: the rest is asked of the words below.
        for run in sorted(set(SELF.findall(told.get(name, "")))):
            query = query.where(column.icontains(run, autoescape=True))
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        article = rows.article_from(row)
        if rulings.is_from(told, article) and rulings.holds(article.text, told.get("phrase", "")):
            yield row.id


# ── What may be decided ──────────────────────────────────────────────────────────────────────────


def check(connection: Connection, decision: Decision) -> None:
    """Raise LedgerError where a decision aims at nothing, or says what nobody can follow."""
    for name in ("author", "reason"):
        if not getattr(decision, name).strip():
            raise _refused(decision, f"a decision without {name}", "say who decides, and why")
    if decision.verb == "withdraw":
        _check_withdrawal(connection, decision)
    elif decision.verb == "never":
        _check_never(decision)
    elif decision.verb == "watch":
        _check_watch(decision)
    elif decision.verb == "judge":
        _check_judgement(decision)
    elif decision.verb == "amend":
        _check_amendment(connection, decision)
    elif not _aims_at_none(decision):
        _check_aimed(connection, decision)


def _aims_at_none(decision: Decision) -> bool:
    """Say whether a decision is about no words of a report."""
    if decision.verb != "acknowledge" or decision.article:
        return decision.verb in UNAIMED
    change = told(decision.change)
    return any(change.get(noun) for noun in duties.NAMED)


def _check_aimed(connection: Connection, decision: Decision) -> None:
    one = rulings.ruling(0, decision)
    if not decision.article:
        raise _refused(decision, "a decision that aims at no article", "name one")
    if decision.verb in NEEDS_ALSO and not one.aims[1:]:
        raise _refused(decision, "there is nothing to link it with", "name another report")
    for aim in one.aims:
        _check_aim(connection, decision, aim)
    if decision.verb in {"assign", "snooze"}:
        _check_duty(decision, one.change)
    if decision.verb == "correct":
        _check_correction(decision, one.change)
    if decision.verb == "find":
        _check_found(connection, decision, one.change)
    if decision.verb == "handle" and one.change.get("handling") not in LEVELS[1:]:
        raise _refused(decision, "no handling above clear", f"give one of {', '.join(LEVELS[1:])}")
    if decision.verb == "resolve" and one.change.get("outcome") not in OUTCOMES:
        listed = ", ".join(OUTCOMES)
        raise _refused(decision, "no outcome of the forecast", f"give one of {listed}")


def _check_duty(decision: Decision, told: Mapping[str, Any]) -> None:
    if decision.verb == "assign" and not str(told.get("to", "")).strip():
        raise _refused(decision, "nobody it is assigned to", "give a name")
    if decision.verb == "snooze" and not {"until", "stood"} <= set(told):
        raise _refused(decision, "no moment at which it comes back", "give one")


def _check_withdrawal(connection: Connection, decision: Decision) -> None:
    d = t.decisions.c
    query = select(d.verb).where(d.seq == (decision.withdraws or 0))
    verb = connection.execute(query).scalar()
    if verb is None:
        raise _refused(
            decision, f"there is no decision {decision.withdraws}", "see `vedette decide list`"
        )
    if verb == "withdraw":
        raise _refused(decision, "a withdrawal is not withdrawn", "decide anew what shall hold")
    again = select(d.seq).where(d.verb == "withdraw", d.withdraws == decision.withdraws)
    if (by := connection.execute(again).scalar()) is not None:
        what = f"decision {decision.withdraws} is withdrawn already, by {by}"
        raise _refused(decision, what, "nothing is left to do")


def _check_never(decision: Decision) -> None:
    told = json.loads(decision.change)
    try:
        date.fromisoformat(told.get("until", ""))
    except ValueError as fault:
        raise _refused(decision, "no day on which it ends", "give one, as 2027-01-31") from fault
    if not {"phrase", "source", "byline"} & set(told):
        raise _refused(decision, "nothing to look for", "give a phrase, a source or an author")
    if len(plain(told.get("phrase", "x" * SHORTEST))) < SHORTEST:
        raise _refused(
            decision, f"{told['phrase']!r} is too short a phrase", f"{SHORTEST} letters at least"
        )


def _check_watch(decision: Decision) -> None:
    told = json.loads(decision.change)
    if not told.get("watch") or not told.get("query"):
        raise _refused(decision, "a watch without a name or a query", "give both")


def _check_judgement(decision: Decision) -> None:
    told = json.loads(decision.change)
    if told.get("verdict") not in VERDICTS:
        raise _refused(decision, "no verdict on the alarm", f"give one of {', '.join(VERDICTS)}")
    if not {"scope", "series", "day"} <= set(told):
        raise _refused(decision, "a verdict that aims at no alarm", "see `vedette alarms`")


def _check_amendment(connection: Connection, decision: Decision) -> None:
    one = rulings.ruling(0, decision)
    if why := amended.fault(decision.type, one.change):
        raise _refused(decision, why, "see `vedette decide --help`")
    if not one.aims and not (decision.type == "pledge" and one.change.get("key")):
        raise _refused(decision, "it aims at no report", "name one of the register")
    if one.change.get("link") and not (one.aims[1:] or one.change.get("key")):
        raise _refused(decision, "there is nothing to link it with", "name another one")
    if any(aim.type != decision.type or not aim.words for aim in one.aims):
        raise _refused(
            decision, f"it aims at what is no {decision.type}", "name one of the register"
        )
    for aim in one.aims:
        _check_aim(connection, decision, aim)


def _check_aim(connection: Connection, decision: Decision, aim: Aim) -> None:
    a = t.articles.c
    query = select(a.text).where(a.id == aim.article).order_by(a.version.desc()).limit(1)
    text = connection.execute(query).scalar()
    if text is None or erasing.is_erased(connection, aim.article):
        raise _refused(
            decision, f"there is no article {aim.article}", "give its id, as exports tell it"
        )
    if plain(aim.words) not in plain(text):
        raise _refused(
            decision,
            f"{aim.words!r} does not stand in article {aim.article}",
            "give words of the finding as they stand in the text",
        )


def _check_found(connection: Connection, decision: Decision, told: Mapping[str, Any]) -> None:
    """Raise LedgerError where a finding is none of the codebook, or has words of its own."""
    type_ = decision.type
    if type_ is None or not decision.words:
        raise _refused(decision, "a finding without type or words", "give both")
    if (told.get("kind") in ORDER) != (type_ == "incident"):
        raise _refused(decision, f"{told.get('kind')} is no kind of {type_}", "see the codebook")
    for name, entries in told.get("fields", {}).items():
        if name not in FIELDS[type_]:
            listed = ", ".join(sorted(FIELDS[type_]))
            raise _refused(decision, f"{name} is no field of {type_}", f"give one of {listed}")
        for entry in entries:
            if words := entry.get("words"):
                _check_aim(connection, decision, Aim(article=decision.article, words=words))
            allowed = ENUMS.get((type_, name))
            if allowed is not None and entry.get("value") not in allowed:
                listed = ", ".join(sorted(map(str, allowed)))
                raise _refused(decision, f"{name} cannot be that", f"give one of {listed}")


def _check_correction(decision: Decision, told: Mapping[str, Any]) -> None:
    if told.get("kind", ORDER[0]) not in ORDER:
        raise _refused(decision, f"{told['kind']} is no kind", f"one of {', '.join(ORDER)}")
    if "kind" not in told and "place" not in told:
        raise _refused(decision, "nothing to correct", "give a kind or a place")
    try:
        msgspec.convert(told.get("place"), Spot | None)
    except msgspec.ValidationError as fault:
        raise _refused(decision, f"not a place: {fault}", "give all fields of a Spot") from fault


def _refused(decision: Decision, what: str, remedy: str) -> LedgerError:
    return LedgerError(what=what, where=f"decision by {decision.author}", remedy=remedy)
