"""What each source tells of a field, value by value."""

from dataclasses import replace

from tests.web.affair import account
from tests.web.invented import reports

from vedette.records import Field, Finding, Span
from vedette.web.crossing import FIELDS
from vedette.web.words import FIRMNESS


def attribution(whom: str, rung: int) -> Finding:
    """Somebody who accuses a state, so firmly."""
    fields = {"accused": (Field(text=whom, value=whom),), "firmness": (Field(value=rung),)}
    return Finding(id=whom, type="attribution", anchor=(Span(0, 1),), fields=fields)


def test_each_party_is_told_as_firmly_as_it_is_accused() -> None:
    """A report that accuses two says of each how, and none has the rung of the other."""
    rail = next(iter(reports()))
    one = account(rail, rail.article.text[:4], "")
    told = replace(one.telling, firmness=4, values={"accused": ("RU", "UA")})
    one = replace(one, telling=told, about=(attribution("RU", 4), attribution("UA", 1)))
    assert [(each.raw, each.more) for each in FIELDS["accused"](one)] == [
        ("RU", FIRMNESS[4]),
        ("UA", FIRMNESS[1]),
    ]


def test_who_is_called_like_a_code_is_shown_in_the_words_of_the_report() -> None:
    """Islamic State is not named Iceland, and the words are marked."""
    rail = next(iter(reports()))
    one = account(rail, rail.article.text[:4], "")
    told = replace(one.telling, firmness=4, values={"accused": ("“IS”",)})
    blaming = replace(
        attribution("IS", 4), fields={"accused": (Field(span=Span(2, 4), text="IS"),)}
    )
    (shown,) = FIELDS["accused"](replace(one, telling=told, about=(blaming,)))
    assert (shown.raw, shown.shown, shown.span) == ("“IS”", "“IS”", Span(2, 4))
