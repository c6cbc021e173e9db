"""What analysts may decide, each of it one row, folded into the views at once.

Two incidents are one (`merge`); a report tells of another one, or two incidents are two (`split`);
it was none (`dismiss`) or was one after all (`confirm`); it was of another `kind`, at another
`place`; a false finding that keeps coming back is not shown again until a day (`never`); a
forecast came true or did not (`resolve`); a pledge, a forecast, a call or a posture is not as the
register has it (`amend`). Fewer may be told of it than its reports ask for
(`handle`), or the public may (`release`). Somebody has taken it on (`acknowledge`), it is somebody
else's (`assign`), or it can wait (`snooze`). What the coder did not see is added (`find`). A `note`
changes nothing, and each of these can be taken back (`withdraw`).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Literal

from sqlalchemy import Connection, exists, select

from vedette.amended import Amendable
from vedette.assess.alarms.raising import Alarm
from vedette.code.places.gazetteer import Gazetteer
from vedette.code.places.making import of_site
from vedette.desk import marking
from vedette.desk.judging import aim_at
from vedette.desk.marking import Marked
from vedette.duty import Act, Stood
from vedette.errors import LedgerError, VedetteError
from vedette.handling import Tlp, label, within
from vedette.ledger import (
    aiming,
    analysts,
    duties,
    folding,
    handled,
    handovers,
    queue,
    rows,
    threads,
)
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.deciding import Verdict, change, newest
from vedette.ledger.store import Store
from vedette.records import Aim, Decision, FindingType, Incident, Span, Spot, Verb
from vedette.relate.found import located
from vedette.relate.places import plain_spot

Hand = Callable[[str, str], AbstractContextManager["Deciding"]]
"""Gives who decides and why a ledger to decide in, for as long as it is held."""

Judged = Literal["confirm", "dismiss", "must_link", "cannot_link"]
"""What a second analyst may say."""
ANSWERS: Final[Mapping[str, tuple[Judged, Judged]]] = {
    **dict.fromkeys(("confirm", "dismiss"), ("confirm", "dismiss")),
    **dict.fromkeys(("must_link", "cannot_link"), ("must_link", "cannot_link")),
}
"""What may be answered to what was decided: the same, or the opposite."""
LARGEST = 2_000_000
"""Bytes of a paper: a brief with its drawings has 60,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """An analyst at a ledger: who decides, why, and when. Every verb gives the decision's number.

    Raises LedgerError where what is named is not there.
    """

    store: Store
    author: str
    reason: str
    at: datetime

    def merge(self, one: str, other: str) -> int:
        """Make one of two incidents, or say that a report tells of one too.

        What comes to either part later comes to the whole. What else the report tells stays as it
        is, but for an incident that it alone tells, and for the words that are given.
        """
        with self.store.reading() as connection:
            whole = aiming.incident(connection, one)
            here = aiming.of_incident(connection, whole)
            met = _incident(connection, other)
            there = aiming.of_incident(connection, met) if met else [_told(connection, other)]
            if all(_within(aim, here, whole) for aim in there):
                raise _wrong(f"{other} tells of incident {whole.id} already", "name another")
        unmarked = [*aiming.unmarked(whole), *(aiming.unmarked(met) if met else ())]
        first, *also = dict.fromkeys([*here, *there, *unmarked])
        return self._decide("must_link", first, also=also)

    def split(self, incident: str, other: str) -> int:
        """Take what a report tells out of an incident, or say that another incident is not it.

        What the report tells of other incidents stays as it is.
        """
        with self.store.reading() as connection:
            whole = aiming.incident(connection, incident)
            listed = aiming.of_incident(connection, whole)
            met = _incident(connection, other)
            aim = (
                _first(aiming.of_incident(connection, met), listed, whole)
                if met
                else _taken(connection, other, listed, whole)
            )
        also = [each for each in listed if not _same(aim, each)]
        if not also:
            raise _wrong(f"{other} alone tells of incident {whole.id}", "dismiss it instead")
        return self._decide("cannot_link", aim, also=also)

    def dismiss(self, target: str, type_: FindingType = "incident") -> int:
        """Say that an incident was none, or that a finding does not hold."""
        return self._about("dismiss", target, type_)

    def confirm(self, target: str, type_: FindingType = "incident") -> int:
        """Say that it holds, whatever was decided of it before or hides it."""
        return self._about("confirm", target, type_)

    def note(self, target: str) -> int:
        """Leave a remark: the reason is all of it."""
        return self._about("note", target, "incident")

    def remark(self, article: str, span: Span) -> int:
        """Leave a remark on words of a report, marked or not."""
        with self.store.reading() as connection:
            aim = aiming.passage(connection, article, span)
        return self._decide("note", aim)

    def find(self, article: str, marked: Marked) -> int:
        """Add a finding that the coder did not make: of words, with fields of words."""
        with self.store.reading() as connection:
            row = aiming.article(connection, article)
            aim = replace(aiming.passage(connection, row.id, marked.anchor), type=marked.type)
            told = marking.particulars(rows.article_from(row), marked)
        return self._decide("find", aim, **told)

    def find_words(
        self,
        target: str,
        type_: FindingType,
        kind: str | None,
        fields: Mapping[str, Sequence[str]],
    ) -> int:
        """Add a finding named by `ARTICLE:words`, the first time that they stand there."""
        name, _, words = target.partition(":")
        with self.store.reading() as connection:
            row = aiming.article(connection, name)
        anchor = located(row.text, words)
        if anchor is None:
            raise _wrong(f"{words!r} does not stand in article {row.id}", "give words of its text")
        return self.find(row.id, Marked(type=type_, anchor=anchor, kind=kind, fields=fields))

    def kind(self, target: str, kind: str) -> int:
        """Say what kind of incident it was."""
        return self._about("correct", target, "incident", kind=kind)

    def place(self, target: str, spot: Spot) -> int:
        """Say where it was."""
        return self._about("correct", target, "incident", place=asdict(spot))

    def never(self, *, phrase: str = "", source: str = "", author_of: str = "", until: date) -> int:
        """Hide the same false finding until the end of a day: all that is given must fit."""
        told: dict[str, Any] = {"phrase": phrase, "source": source}
        with self.store.reading() as connection:
            if source:
                _must_be_heard(connection, source)
            if author_of:
                told["byline"] = _author(connection, author_of)
        fits = {name: value for name, value in told.items() if value}
        return self._decide("never", until=until.isoformat(), **fits)

    def resolve(self, forecast: Aim, outcome: str, shown: Sequence[Aim] = ()) -> int:
        """Say how a forecast came out (`yes`, `no`, `void`), and which words show it."""
        return self._decide("resolve", forecast, also=shown, outcome=outcome)

    def amend(self, aims: Sequence[Aim], noun: Amendable, **told: Any) -> int:
        """Set something straight of what these words make in a register: see `amended.SETS`.

        With `link="two"` what the first aim's report says is taken out of what the others make.
        """
        if aims:
            return self._decide("amend", aims[0], also=aims[1:], **told)
        return self._append(partial(Decision, verb="amend", type=noun, change=change(**told)))

    def about(self, verb: Literal["note", "dismiss"], aims: Sequence[Aim]) -> int:
        """Leave a remark on these words, or say that they do not hold."""
        return self._decide(verb, aims[0], also=aims[1:])

    def judge(self, alarm: Alarm, verdict: Verdict) -> int:
        """Say what an alarm was worth: it is `kept`, or `dismissed`."""
        return self._decide("judge", verdict=verdict, **aim_at(alarm))

    def handle(self, target: str, level: Tlp) -> int:
        """Say that fewer may be told of an incident, or of a report with all that it tells.

        Nothing is lowered so: what asks for less than its reports is refused.
        """
        with self.store.reading() as connection:
            found = _incident(connection, target)
            if found or ":" in target:
                first, *also = aims(connection, target, "incident", "some")
            else:
                row = aiming.article(connection, target)
                first, also = Aim(article=row.id), []
            name = found.id if found else first.article
            held = handled.of(connection, "incident" if found else "article", [name]).get(name)
        if within(level, held or "clear"):
            what = f"{target} is {label(held or 'clear')} already"
            raise _wrong(what, "a decision can only be stricter than the reports are")
        return self._decide("handle", first, also=also, handling=level)

    def release(self, incident: str) -> int:
        """Let an incident go to the public; how many must say so, the settings tell."""
        with self.store.reading() as connection:
            whole = aiming.incident(connection, incident)
            there = handled.releasing(connection, whole.id)
            first, *also = aiming.of_incident(connection, whole) or aiming.unmarked(whole)
        if self.author in there:
            raise _wrong(f"{self.author} has released {whole.id} already", "let another one do so")
        return self._decide("release", first, also=also)

    def acknowledge(self, target: str) -> int:
        """Say that one has taken an incident on; no alert on it goes to the next in line then."""
        return self._about("acknowledge", target, "incident")

    def acknowledge_thread(self, thread: str) -> int:
        """Take on what a thread of alerts told, and the incident that it is on."""
        with self.store.reading() as connection:
            if not threads.told(connection, [thread]):
                raise _wrong(f"there is no thread of alerts {thread}", "see /alerts on the desk")
            found = threads.incidents(connection, thread)
            held = [aim for one in found for aim in aims(connection, one, "incident", "some")]
        first = held[0] if held else None
        return self._decide("acknowledge", first, also=held[1:], thread=thread)

    def acknowledge_named(self, noun: duties.Named, name: str) -> int:
        """Say that one has seen what is no incident: an `issue`, or a `source` that is blind."""
        named: dict[str, Any] = {noun: name}
        return self._decide("acknowledge", **named)

    def second(self, number: int, answer: Judged) -> int:
        """Say, not knowing what another has decided, what one thinks of the same words.

        It changes nothing but the count of those who agree.
        """
        with self.store.reading() as connection:
            found = queue.made(connection, number)
        if found is None or answer not in ANSWERS.get(found[0].verb, ()):
            raise _wrong(f"{number} is no decision to which {answer} is an answer", "see /review")
        if found[0].author == self.author:
            raise _wrong(f"decision {number} is by {self.author}", "let another one look")
        return self._decide("second", number=number, answer=answer)

    def assign(self, target: str, to: str) -> int:
        """Say whose an incident is from now on."""
        return self._about("assign", target, "incident", to=to.strip())

    def snooze(self, target: str, until: datetime) -> int:
        """Put an incident off until a moment, or until it is graver than it is now."""
        if until <= self.at:
            raise _wrong(f"{until:%Y-%m-%d %H:%M} is over", "give a moment that is to come")
        with self.store.reading() as connection:
            stood = _stood(aiming.incident(connection, target))
        put_off = {"until": rows.stamp(until), "stood": asdict(stood)}
        return self._about("snooze", target, "incident", **put_off)

    def hand_over(self, body: bytes, since: datetime, until: datetime, handling: Tlp) -> int:
        """Sign, as who goes, the page between two shifts; the reason is what to watch.

        Its bytes are kept as they are, and chained to the handover before.
        """
        if not body.strip() or len(body) > LARGEST:
            raise _wrong(f"the page has {len(body):,} bytes", f"at most {LARGEST:,}, and some")
        with Appender(self.store, now=lambda: self.at).batch() as batch:
            paper = batch.keep_body(body)
            last = next(iter(handovers.handovers(batch.connection, 1)), None)
            gave = Act(number=0, author=self.author, reason=self.reason, at=self.at)
            before = last.link if last else ""
            told = change(
                paper=paper,
                since=rows.stamp(since),
                until=rows.stamp(until),
                handling=None if handling == "clear" else handling,
                before=before or None,
                link=handovers.linked(before, paper, gave),
            )
            made = Decision(
                verb="hand_over", change=told, author=self.author, reason=self.reason, at=self.at
            )
            return batch.decision(made)

    def take_over(self, number: int) -> int:
        """Sign, as who comes, what was handed over under a number."""
        with self.store.reading() as connection:
            found = handovers.handovers(connection, 1, number)
        if not found:
            raise _wrong(f"nothing was handed over as {number}", "see /handover on the desk")
        if found[0].took:
            raise _wrong(f"{found[0].took.author} has taken over {number} already", "read it there")
        return self._decide("take_over", number=number)

    def sign(self, name: str, body: bytes, handling: Tlp = "clear", of: str = "") -> int:
        """Put one's name under a paper and keep its bytes as they are.

        `of` is the query by which the page of such a brief is asked for.
        """
        if not body.strip() or len(body) > LARGEST:
            what = "the paper is empty" if not body.strip() else f"more than {LARGEST:,} bytes"
            raise _wrong(f"{name}: {what}", "name a brief as it is to be sent")
        with Appender(self.store, now=lambda: self.at).batch() as batch:
            paper, held = batch.keep_body(body), None if handling == "clear" else handling
            told = change(paper=paper, name=name, handling=held, of=of or None)
            return batch.decision(
                Decision(
                    verb="sign", change=told, author=self.author, reason=self.reason, at=self.at
                )
            )

    def withdraw(self, number: int) -> int:
        """Take a decision back; it stays readable."""
        return self._append(partial(Decision, verb="withdraw", withdraws=number))

    # ── parts ────────────────────────────────────────────────────────────────────────────────

    def _about(self, verb: Verb, target: str, type_: FindingType, **more: Any) -> int:
        with self.store.reading() as connection:
            first, *also = aims(connection, target, type_, NEEDS[verb])
        return self._decide(verb, first, also=also, **more)

    def made(self, verb: Verb, aim: Aim, **more: Any) -> Decision:
        """Give a decision of this analyst's that is not in the ledger yet."""
        told = change(at=aim.at, **more)
        made = partial(Decision, verb=verb, change=told)
        return self._signed(partial(made, article=aim.article, words=aim.words, type=aim.type))

    def _decide(self, verb: Verb, aim: Aim | None = None, **more: Any) -> int:
        if aim:
            return self._keep(self.made(verb, aim, **more))
        return self._append(partial(Decision, verb=verb, change=change(**more)))

    def _signed(self, made: partial[Decision]) -> Decision:
        return made(author=self.author, reason=self.reason, at=self.at)

    def _append(self, made: partial[Decision]) -> int:
        return self._keep(self._signed(made))

    def _keep(self, decision: Decision) -> int:
        with Appender(self.store, now=lambda: self.at).batch() as batch:
            number = _given(batch.connection, decision) or batch.decision(decision)
        settle(self.store, lambda: self.at)
        return number


def _given(connection: Connection, decision: Decision) -> int | None:
    """Give the number of the newest decision of all, where it says just this.

    Whoever was cut off before he saw a number decides again: he has decided once.
    """
    found = newest(connection)
    if found is None or decision.verb in OF_A_MOMENT:
        return None
    number, made = found
    return number if replace(made, at=decision.at) == decision else None


def settle(store: Store, now: Callable[[], datetime]) -> None:
    """Fold what is new in the log, and what analysts found in what became of it."""
    folding.catch_up(store)
    with Appender(store, now=now).batch() as batch:
        appended = analysts.settle(batch)
    if appended:
        folding.catch_up(store)


OF_A_MOMENT: Final[frozenset[Verb]] = frozenset({"acknowledge", "assign", "snooze"})
"""Verbs that say something anew when they are said again: from now on."""
NEEDS: Mapping[Verb, aiming.Needs] = {
    "note": "none", "dismiss": "some", "confirm": "some", "correct": "one",
    "acknowledge": "some", "assign": "some", "snooze": "some",
}  # fmt: skip
"""How many findings there must be where a report is named without words."""


def aims(connection: Connection, target: str, type_: FindingType, needs: aiming.Needs) -> list[Aim]:
    """Give what a target means: an incident's tellings, or those of `ARTICLE[:words]`."""
    whole = _incident(connection, target) if type_ == "incident" else None
    if whole:
        return aiming.of_incident(connection, whole)
    return [aiming.telling(connection, target, type_, needs)]


def _incident(connection: Connection, target: str) -> Incident | None:
    """Give the incident that a target names, None where it names a report or its words."""
    if ":" in target or aiming.is_handed_in(connection, target):
        return None
    try:
        return aiming.incident(connection, target)
    except LedgerError as fault:
        if not _is_article(connection, target):
            raise fault from None
    return None


def _is_article(connection: Connection, name: str) -> bool:
    try:
        aiming.article(connection, name)
    except LedgerError:
        return False
    return True


def _stood(one: Incident) -> Stood:
    """Give how grave an incident is."""
    firmest = max((told.firmness for told in one.tellings), default=0)
    return Stood(status=one.status, firmness=firmest, killed=one.killed[1] if one.killed else 0)


def _within(aim: Aim, listed: Sequence[Aim], whole: Incident) -> bool:
    """Say whether an aim is one of those listed, or names a report of the whole without words."""
    return aim in listed or (not aim.words and aim.article in whole.articles)


def _first(there: Sequence[Aim], here: Sequence[Aim], whole: Incident) -> Aim:
    """Give the first telling of another incident, which is not the same; raises LedgerError."""
    if set(there) & set(here):
        raise _wrong(f"{whole.id} is one incident", "name a report of it to take that out")
    return there[0]


def _told(connection: Connection, name: str) -> Aim:
    """Give what comes to an incident with a report: one that others tell too is another one."""
    aim = aiming.telling(connection, name)
    tells = [aiming.incident(connection, one) for one in aiming.telling_of(connection, aim)]
    alone = tells and all(set(one.articles) == {aim.article} for one in tells)
    return aim if _has_words(name) or alone else Aim(article=aim.article)


def _taken(connection: Connection, name: str, listed: Sequence[Aim], whole: Incident) -> Aim:
    """Give what is taken out of an incident; raises LedgerError where it does not tell of it."""
    aim = aiming.telling(connection, name)
    if aim.article not in whole.articles:
        raise _wrong(f"{name} does not tell of incident {whole.id}", "see its reports")
    return aim if _has_words(name) or aim in listed else Aim(article=aim.article)


def _has_words(name: str) -> bool:
    """Say whether a report is named with words of it: `ARTICLE:words`."""
    return bool(name.partition(":")[2])


def _same(aim: Aim, other: Aim) -> bool:
    """Say whether an aim, at words or at a whole report, holds another."""
    whole = not aim.words or (aim.words, aim.at) == (other.words, other.at)
    return aim.article == other.article and whole


def _must_be_heard(connection: Connection, source: str) -> None:
    if not connection.execute(select(exists().where(t.standing.c.source == source))).scalar():
        raise _wrong(
            f"no article is from source {source}", "give its id, as `vedette sources list` does"
        )


def _author(connection: Connection, name: str) -> str:
    """Give who wrote an article; raises LedgerError where nobody or several are named."""
    row = aiming.article(connection, name)
    writers = aiming.writers(row)
    if len(writers) != 1:
        named = ", ".join(writers) or "nobody"
        raise _wrong(f"article {row.id} names {named} as its author", "name one with one author")
    return writers[0]


def spot(name: str) -> Spot:
    """Look a place up in the gazetteer: the largest of that name; `Narva, EE` names the state too.

    Raises VedetteError where there is none.
    """
    written, _, country = (part.strip() for part in name.partition(","))
    sites = [site for site, _ in Gazetteer.load().find(written)]
    fits = [site for site in sites if country.upper() in {"", site.country.upper()}]
    if not fits:
        there = ", ".join(dict.fromkeys(f"{site.name}, {site.country}" for site in sites))
        raise VedetteError(
            what=f"there is no place {name}",
            where="gazetteer",
            why=f"there is {there}" if there else "",
            remedy="give the nearest town as `Narva` or `Narva, EE`",
        )
    return plain_spot(of_site(Span(0, 0), fits[0].name, fits[0]))


def _wrong(what: str, remedy: str) -> LedgerError:
    return LedgerError(what=what, where="ledger", remedy=remedy)
