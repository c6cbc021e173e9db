"""Which findings a decision means: by its words, and by where they stood."""

from datetime import UTC, datetime

import pytest

from vedette.records import Aim, Decision, Span
from vedette.relate.rulings import in_force, meant

TEXT = "A fire broke out in Turku. " + "It rained. " * 30 + "A fire broke out in Pori."
TURKU = TEXT.index("fire")
PORI = TEXT.rindex("fire")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def span(words, after=0):
    """Where words stand."""
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("aim", "anchors", "found"),
    [
        (Aim(article="a", words="fire", at=TURKU), ["fire", "FIRE"], [0]),
        (Aim(article="a", words="fire", at=PORI), ["fire", "FIRE"], [1]),
        (Aim(article="a", words="Fire"), ["fire", "FIRE"], [0, 1]),
        (Aim(article="a"), ["fire", "FIRE"], [0, 1]),
        (Aim(article="a", words="fire", at=TURKU), ["fire broke out"], [0]),
        (Aim(article="a", words="fire broke out", at=TURKU), ["broke"], [0]),
        (Aim(article="a", words="A fire", at=0), ["fire broke"], [0]),
        (Aim(article="a", words="fire", at=TURKU), ["FIRE"], []),
        (Aim(article="a", words="fire", at=40), ["fire", "FIRE"], [0]),
        (Aim(article="a", words="flood"), ["fire"], []),
    ],
)
def test_an_aim_means_the_nearest_finding_with_its_words(aim, anchors, found):
    """Capitals here stand for the second fire, 350 characters further down."""
    spans = [span(w.lower(), PORI if w.isupper() else 0) for w in anchors]
    assert meant(aim, TEXT, [(n, [one]) for n, one in enumerate(spans)]) == found


def test_what_is_withdrawn_is_not_in_force():
    """Neither the decision, nor its withdrawal, nor a note rules anything."""

    def made(verb, **more):
        return Decision(author="A", reason="r", at=NOON, verb=verb, article="a", **more)

    listed = [
        (3, made("withdraw", withdraws=1)),
        (1, made("dismiss")),
        (2, made("confirm")),
        (4, made("note")),
    ]
    assert [one.number for one in in_force(listed)] == [2]
