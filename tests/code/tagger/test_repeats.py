"""What is told twice is told once."""

import numpy as np

from vedette.code.tagger.anchors import Anchor
from vedette.code.tagger.repeats import once
from vedette.code.tagger.things import Thing
from vedette.records import Field, FindingType


def thing(
    type_: FindingType, start: int, about: list[Thing] | None = None, **named: str | tuple[str, str]
) -> Thing:
    """Make a thing of one anchor, less sure the later it stands; a pair is words and value."""
    fields = {
        name: [Field(text=told) if isinstance(told, str) else Field(text=told[0], value=told[1])]
        for name, told in named.items()
    }
    return Thing(
        members=[start],
        anchors=[
            Anchor(type=type_, start=start, end=start + 1, chance=0.9 - start / 1000, window=0)
        ],
        first=0,
        roles=np.zeros((1, 1), np.float32),
        values={"kind": ("arson", 1.0)},
        fields=fields,
        about={"incident": about or []},
    )


def test_a_headline_and_its_sentence_are_one_accusation() -> None:
    """The headline names the capital and nobody who accuses; it becomes a further mention."""
    blast = thing("incident", 1)
    body = thing("attribution", 5, [blast], accuser="the minister", accused=("Russia", "RU"))
    title = thing("attribution", 9, [blast], accused=("Moscow", "RU"))
    answer = thing("denial", 12, [blast], denier=("the embassy", "RU"))
    answer.about["attribution"] = [title]
    kept = once([blast, title, body, answer])
    assert kept == [blast, body, answer]
    assert [anchor.start for anchor in body.anchors] == [5, 9]
    assert answer.about["attribution"] == [body]


def test_two_who_accuse_one_are_two() -> None:
    """Another accuser, another accused or another incident is another accusation."""
    blast, fire = thing("incident", 1), thing("incident", 2)
    first = thing("attribution", 5, [blast], accuser="the minister", accused="Russia")
    others = [
        thing("attribution", 6, [blast], accuser="a think tank", accused="Russia"),
        thing("attribution", 7, [blast], accuser="the minister", accused="Belarus"),
        thing("attribution", 8, [fire], accuser="the minister", accused="Russia"),
        thing("attribution", 9, [blast], accuser="the minister"),
        thing("statement", 10, speaker="the minister"),
        thing("statement", 11, speaker="the minister"),
    ]
    assert len(once([blast, fire, first, *others])) == 9


def test_what_the_clearer_one_lacks_is_taken_over() -> None:
    """The accuser whom only the second mention names is kept."""
    blast = thing("incident", 1)
    title = thing("attribution", 3, [blast], accused="Russia")
    body = thing("attribution", 8, [blast], accuser="the minister", accused="Russia")
    (_, kept) = once([blast, title, body])
    assert kept.fields["accuser"] == body.fields["accuser"]


def test_two_mentions_of_one_fire_are_one_and_the_blame_is_told_once() -> None:
    """Kind, place and time agree: one incident, and what is said of both mentions is one."""
    title = thing("incident", 4, where=("Jurbarkas", "LT"), when=("Sunday", "2026-03-01"))
    body = thing("incident", 2, where=("Jurbarkas", "LT"), when=("on 1 March", "2026-03-01"))
    blame = thing("attribution", 6, [title, body], accuser="the minister", accused="Russia")
    again = thing("attribution", 7, [title], accuser="the minister", accused="Russia")
    assert once([title, body, blame, again]) == [body, blame]
    assert blame.about["incident"] == [body]


def test_two_fires_in_one_country_are_two() -> None:
    """The same country on the same day is not the same place, and no time is not the same time."""
    fires = [
        thing("incident", 2, where=("Jurbarkas", "LT"), when=("Sunday", "2026-03-01")),
        thing("incident", 3, where=("Kaunas", "LT"), when=("Sunday", "2026-03-01")),
        thing("incident", 4, where=("Jurbarkas", "LT")),
    ]
    assert len(once(fires)) == 3


def test_mentions_are_joined_before_what_is_said_of_them() -> None:
    """Two clearer accusations, each over one of two mentions of the fire, are one."""
    title = thing("incident", 8, where=("Jurbarkas", "LT"), when=("Sunday", "2026-03-01"))
    body = thing("incident", 7, where=("Jurbarkas", "LT"), when=("on 1 March", "2026-03-01"))
    blame = thing("attribution", 1, [title], accuser="the minister", accused="Russia")
    again = thing("attribution", 2, [body], accuser="the minister", accused="Russia")
    assert once([title, body, blame, again]) == [body, blame]
