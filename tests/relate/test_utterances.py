"""What is one utterance in several reports, and where they differ on it."""

from dataclasses import replace

from tests.relate.making import entry, report

from vedette.records import Coding, Finding, Place, TimeExpression, digest
from vedette.relate.utterances import said, utterances

PLATES = "The plates bend inwards, and boilers never do that"


def quoting(number, quoted, speaker, *, days=0.0, where="", when="", day=""):
    """What a report quotes, with the time of the report in days."""
    text = f"“{quoted}”, said {speaker} {where} {when}."
    article = report(f"r{number}", text, days=days)
    finding = Finding(
        id=digest("said", str(number)),
        type="statement",
        anchor=(entry(text, "said").span,),
        fields={"content": (entry(text, quoted),), "speaker": (entry(text, speaker),)},
    )
    places = [
        Place(
            span=entry(text, where).span,
            text=where,
            lat=0.0,
            lon=0.0,
            country="DE",
            precision="town",
            radius_km=3.0,
        )
    ]
    times = [TimeExpression(span=entry(text, when).span, text=when, value=day, type="DATE")]
    coding = Coding(
        text_hash=article.text_hash,
        reader="",
        coder="by hand",
        taxonomy="",
        findings=(finding,),
        places=tuple(places if where else ()),
        times=tuple(times if when else ()),
    )
    return [(one, days) for one in said(article, coding)]


def found(*reports):
    """Give the sizes of the utterances and the fields on which they are disputed."""
    spoken, differing = utterances([one for listed in reports for one in listed], {})
    return [len(one.sayings) for one in spoken], sorted(one.field for one in differing)


def test_a_quotation_is_known_by_its_own_words_whoever_it_is_given_to():
    """Weeks later as well, and cut; that two persons are named is a disagreement."""
    one = quoting(1, PLATES, "police attorney Sindre Aasgjerd")
    cut = quoting(2, "plates bend inwards, and boilers", "the police", days=30)
    other = quoting(3, PLATES, "Captain Marte Lund", days=1)
    assert found(one, cut) == ([2], [])
    assert found(one, quoting(2, PLATES, "the police", days=61)) == ([], [])
    assert found(one, other) == ([2], ["speaker"])


def test_one_person_by_two_names_is_no_disagreement():
    """The surname with a title, the full name and the office may be one."""
    one = quoting(1, PLATES, "Sindre Aasgjerd")
    assert found(one, quoting(2, PLATES, "Police Attorney Aasgjerd")) == ([2], [])
    assert found(one, quoting(2, PLATES, "the Attorney of Public Order")) == ([2], [])


def test_other_words_are_one_utterance_within_days_and_by_nobody_else():
    """A paraphrase needs the same speaker, or one whose name is not told, and a few days."""
    one = quoting(1, "Two more cutters will be stationed in Zambales by June", "Ramos")
    words = "cutters for Zambales, two of them, in June"
    assert found(one, quoting(2, words, "she", days=1)) == ([2], [])
    assert found(one, quoting(2, words, "she", days=9)) == ([], [])
    assert found(one, quoting(2, words, "Lopez", days=1)) == ([], [])


def test_what_is_said_every_day_is_no_quotation():
    """Five words that everybody uses make no run."""
    one = quoting(1, "This has nothing to do with the fleet", "Ramos")
    other = quoting(2, "It has nothing to do with the harbour", "Lund", days=1)
    assert found(one, other) == ([], [])


def test_a_speech_in_two_towns_on_two_days_is_shown_as_such():
    """Day and place are those of the sentence that tells who said it."""
    one = quoting(1, PLATES, "Aasgjerd", where="Munich", when="Friday", day="2026-02-13")
    other = quoting(2, PLATES, "Aasgjerd", where="Berlin", when="Monday", day="2026-02-16")
    assert found(one, other) == ([2], ["day", "place"])


def test_what_one_report_quotes_twice_stands_in_the_order_of_its_text():
    """Whatever the ids of the findings are, which another version of the coder gives anew."""
    (first, _), (second, _) = *quoting(1, PLATES, "Sindre Aasgjerd"), *quoting(2, PLATES, "Lund")
    other = quoting(3, PLATES, "the police", days=1)
    for names in (("a", "b"), ("b", "a")):
        here = [
            (replace(one, saying=replace(one.saying, article="r", finding=name)), 0.0)
            for one, name in zip((first, second), names, strict=True)
        ]
        ((spoken,), _) = utterances([*here, *other], {})
        told = [one.speaker for one in spoken.sayings]
        assert (spoken.speaker, told) == (
            "Sindre Aasgjerd",
            ["Sindre Aasgjerd", "Lund", "the police"],
        )
