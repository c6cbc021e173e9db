"""Dossiers of the invented affair, with all that can leave a desk of an incident."""

from dataclasses import replace
from datetime import timedelta

from tests.web.affair import affair
from tests.web.invented import NOON, SOURCES, reports

from vedette.answers import Dossier, Imprint, Judgement
from vedette.records import Field, Finding, Heard, Span

CULPRIT = "Arcadie Dornescu"


def finding(type_, name, **fields):
    """Something that is said of guilt, in words that stand at the start of the text."""
    return Finding(
        id=name,
        type=type_,
        anchor=(Span(0, 9),),
        fields={
            key: tuple(Field(span=Span(0, 9), text=text, value=value) for text, value in entries)
            for key, entries in fields.items()
        },
    )


GUILT = (
    finding(
        "attribution",
        "f-state",
        accuser=[("Interior minister Halina Wrona", "PL")],
        accused=[("Moscow", "RU"), (CULPRIT, None)],
        firmness=[(None, 4)],
    ),
    finding("attribution", "f-group", accuser=[("police", None)], accused=[(CULPRIT, None)]),
    finding("attribution", "f-alone", accused=[("the Kremlin", "RU")], firmness=[(None, 1)]),
    finding("attribution", "f-open", accuser=[("Riga", "LV")], firmness=[(None, 0)]),
    finding("denial", "f-denied", denier=[("Moscow", "RU")], state=[(None, "denied")]),
    finding("denial", "f-lawyer", denier=[(CULPRIT, None)], state=[(None, "denied")]),
)
"""A state accused by a state, by nobody and by who does not know; a man; and their answers."""


def imprint(**more):
    """A desk that began on a day."""
    listed = {one.id: one for one in SOURCES}
    return Imprint(desk="2025-11-01T08:00:00.123456Z", sources=listed, **more)


def dossier(evil="", **changes):
    """The affair with its guilt, an opinion, decisions, and the culprit in a headline."""
    sheet, _ = affair(reports(), evil)
    mail, told, copied = sheet.accounts
    told = replace(
        told,
        about=GUILT,
        sentence=f"{CULPRIT} was seen at the blast. {told.sentence}",
        head=replace(told.head, title=f"Dornescu’s {told.head.title}"),
    )
    voices = (
        Heard(article=mail.head.article, source="lt/pakrante", stance="tells"),
        Heard(article=told.head.article, source="pl/kurier", stance="open", counted=False, why="x"),
        Heard(article=copied.head.article, source="fi/meri", stance="contradicts"),
    )
    assert sheet.grade
    sheet = replace(
        sheet,
        accounts=(mail, told, replace(copied, about=GUILT)),
        grade=replace(sheet.grade, voices=voices),
    )
    sheet = replace(sheet, **changes)
    return Dossier(
        sheet=sheet,
        changed=NOON + timedelta(hours=2),
        blamed=(Field(text=CULPRIT),),
        judgements=(
            Judgement(number=14, at=NOON, verb="correct", fields=("kind",)),
            Judgement(number=15, at=NOON, verb="confirm", standing="withdrawn"),
        ),
    )


def near(evil=""):
    """One that is told no closer than by its country."""
    sheet, _ = affair(reports(), evil)
    return replace(dossier(evil), sheet=replace(sheet, line=sheet.kin[0]))


def nowhere():
    """One whose place nobody tells."""
    sheet = dossier().sheet
    return dossier(line=replace(sheet.line, id="ab" + "3" * 30, spot=None, when=None))
