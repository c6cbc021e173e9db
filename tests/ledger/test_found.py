"""What analysts found themselves: related like any finding, whatever coder and text become."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from tests.ledger.making import NOON, article, capture
from tests.ledger.making import coding as cable

from vedette.answers import Ask
from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.desk.line import Line
from vedette.desk.marking import Marked
from vedette.engines import Local
from vedette.errors import LedgerError
from vedette.ledger import folding, related
from vedette.ledger import schema as t
from vedette.records import Coding, Span
from vedette.relate.found import located

TEXT = (
    "Night in Narva\n\nA depot in Narva went up in flames on 2 March 2026. Officials in Tallinn"
    " blamed Russia for it. The depot in Narva was empty."
)
"""An invented report, in which no coder of these tests sees anything."""


def told(text=TEXT):
    """The report."""
    return article("depot", text, known=NOON, source="ee/lehe", title="Night in Narva")


def coded(written, *, coder="blind@1"):
    """A coding that found nothing."""
    return Coding(text_hash=written.text_hash, reader=written.reader, coder=coder, taxonomy="none")


def keep(appender, written, coding):
    """Append a report as it was read and coded."""
    with appender.batch() as batch:
        raw = capture(written.key, written.text.encode(), known=written.known, source="ee/lehe")
        number = batch.article(batch.capture(raw), written)
        if number is not None:
            batch.coding(number, coding)


@pytest.fixture
def held(store, appender):
    """A ledger with the report, and an analyst at it."""
    keep(appender, told(), coded(told()))
    folding.catch_up(store)
    return Deciding(store=store, author="Dana", reason="the coder missed it", at=NOON)


def fire(**more):
    """The incident that an analyst sees."""
    fields = {"where": ["in Narva"], "when": ["on 2 March 2026"], "target": ["depot"]}
    anchor = located(TEXT, "went up in flames")
    return Marked(type="incident", anchor=anchor, kind="arson", fields=fields | more)


def incidents(store):
    """The incidents of the views."""
    with store.reading() as connection:
        return list(related.incidents(connection))


def settled(store):
    """Let the line do what waits, and prove that the views hold."""
    line = Line(store, Local(), now=lambda: NOON)
    while line.fold():
        pass
    assert folding.check(store).holds
    return incidents(store)


def test_a_new_finding_is_an_incident(held, store):
    """Its place, day and kind are worked out of its words, once; a rebuild gives the same bytes."""
    held.find(told().id, fire())
    (one,) = settled(store)
    assert (one.kind, one.spot.name, one.spot.country) == ("arson", "Narva", "EE")
    assert one.when.first.isoformat() == "2026-03-02"
    before = incidents(store)
    folding.rebuild(store)
    assert incidents(store) == before


def test_the_stage_that_an_analyst_gives_counts(held, store):
    """Whatever the words around would be read as: he has read the whole report."""
    held.find(told().id, fire(status=["Under investigation"]))
    assert [one.status for one in settled(store)] == ["under_investigation"]


def test_it_outlives_the_coder(held, store, appender):
    """An upgrade that still sees nothing leaves it; what it names is what stands now."""
    held.find(told().id, fire())
    with appender.batch() as batch:
        number = batch.connection.execute(select(func.max(t.articles.c.seq))).scalar()
        batch.coding(number, coded(told(), coder="blind@2"))
    (one,) = settled(store)
    assert one.kind == "arson"


def test_it_moves_with_its_words(held, store, appender):
    """An edit that keeps them keeps it; one that takes them out takes it out, until they return."""
    held.find(told().id, fire())
    longer = told("Much was said before.\n\n" + TEXT)
    keep(appender, longer, coded(longer))
    (one,) = settled(store)
    (telling,) = one.tellings
    assert longer.text[slice(*telling.words)] == "went up in flames"
    gone = told("Night in Narva\n\nNothing happened.")
    keep(appender, gone, coded(gone))
    assert settled(store) == []
    again = told(TEXT + " It was told again.")
    keep(appender, again, coded(again))
    assert len(settled(store)) == 1


def test_it_is_taken_back(held, store):
    """Withdrawn, nothing of it is left in any view; the decisions stay readable."""
    number = held.find(told().id, fire())
    held.withdraw(number)
    assert settled(store) == []
    desk = Desk(store)
    assert desk.stream(Ask()).lines == ()
    assert [one.standing for one in desk.decisions()] == ["withdrawn", "holds"]


def test_it_is_listed_under_its_analyst(held, store):
    """The stream, its counts and the article's page have it, with who found it."""
    number = held.find(told().id, fire())
    desk = Desk(store)
    (line,) = desk.stream(Ask()).lines
    assert line.coder == "analysts@1"
    assert line.finding.rule == f"decision {number} by Dana"
    assert desk.count(Ask()).total == 1
    sheet = desk.article(told().id)
    assert [one.id for coding in sheet.report.codings for one in coding.findings] == [
        line.finding.id
    ]
    assert [one.kind for one in sheet.incidents] == ["arson"]


def test_an_accusation_names_the_incident(held, store):
    """By its words: whichever coding it is of, and whatever its id is by then."""
    held.find(told().id, fire())
    blame = Marked(
        type="attribution",
        anchor=located(TEXT, "blamed"),
        fields={
            "accuser": ["Officials in Tallinn"], "accused": ["Russia"], "firmness": ["4"],
            "incident": ["went up in flames"],
        },
    )  # fmt: skip
    held.find(told().id, blame)
    (one,) = settled(store)
    assert one.accused == ("RU",)
    assert one.tellings[0].firmness == 4


def test_it_may_be_dismissed_and_corrected_like_any(held, store):
    """Another analyst's word on it counts, and is counted among those that differ from nothing."""
    held.find(told().id, fire())
    held.kind(f"{told().id}:went up in flames", "sabotage")
    assert [one.kind for one in settled(store)] == ["sabotage"]
    held.dismiss(f"{told().id}:went up in flames")
    assert settled(store) == []


def test_it_joins_what_others_report(held, store, appender):
    """Beside the finding of a coder in the same report, both are related; nothing is doubled."""
    written = article("cable", "A cable broke off Hanko. A mast fell, too.", known=NOON)
    keep(appender, written, cable(written))
    folding.catch_up(store)
    anchor = located(written.text, "A mast fell")
    held.find(written.id, Marked(type="incident", anchor=anchor, kind="sabotage"))
    told_of = [telling.kind for one in settled(store) for telling in one.tellings]
    assert sorted(told_of) == ["sabotage", "undersea_infrastructure"]


@pytest.mark.parametrize(
    ("marked", "what"),
    [
        (fire(where=["in Riga"]), "does not stand in the text"),
        (fire(speaker=["Officials"]), "speaker is no field of incident"),
        (fire(status=["burnt"]), "status cannot be that"),
        (replace(fire(), kind="treason"), "treason is no kind"),
        (replace(fire(), kind=None), "None is no kind"),
        (replace(fire(), type="call"), "arson is no kind of call"),
        (replace(fire(), anchor=Span(5000, 5010)), "no words"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(held, store, marked, what):
    """Nothing is written then."""
    with pytest.raises(LedgerError, match=what):
        held.find(told().id, marked)
    assert settled(store) == []
