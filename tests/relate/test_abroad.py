"""Reports in two languages: what they speak of and tell, where they share no word. All invented."""

import pytest
from tests.relate.making import incident, report, signed

from vedette import notions
from vedette.relate import abroad, glances, stories
from vedette.relate.glances import Common, candidates
from vedette.relate.relating import relate
from vedette.relate.senses import senses

POLISH = (
    "We wtorek w nocy na torach pod Mławą wybuchł ładunek. Pociąg towarowy zatrzymał się dwieście "
    "metrów dalej, nikt nie ucierpiał. Prokuratura prowadzi śledztwo w sprawie sabotażu na kolei."
)
GERMAN = (
    "Auf einer Bahnstrecke im Norden Polens ist am Dienstag ein Sprengsatz explodiert. Ein "
    "Güterzug konnte rechtzeitig bremsen. Die Staatsanwaltschaft ermittelt wegen Sabotage."
)
LATER = "Prokuratura bada, kto przeciął kabel w Gdyni. Statek zawrócił do portu w środę rano."
NOTHING = Common(words=0, names=0, named=0, days=0.0)
FINNISH = (
    "Itämerellä vaurioitunut merikaapeli korjataan ensi viikolla, kertoo operaattori. Laivan "
    "ankkurin epäillään katkaisseen kaapelin."
)


def blasts(days: float = 1.0):
    """Sign the Polish and the German report, which tell of one blast."""
    mlawa = {"Mławą": (53.11, 20.38)}
    day = "wtorek = 2026-03-03"
    pl = signed(
        report("pl", POLISH, title="Wybuch na torach", days=days, language="pl"),
        incident(POLISH, "wybuchł ładunek", "sabotage", when=day, where="Mławą"),
        places=mlawa,
    )
    de = signed(
        report("de", GERMAN, title="Sprengsatz an Bahnstrecke", days=days + 0.3, language="de"),
        incident(GERMAN, "Sprengsatz explodiert", "sabotage", when="Dienstag = 2026-03-03"),
    )
    return pl, de


@pytest.mark.parametrize(("language", "text"), [("pl", POLISH), ("de", GERMAN)])
def test_the_same_notions_are_found_in_either_language(language, text):
    """A railway and a blast; the vector has length 1."""
    held = senses(language, "", text)
    assert {"rail", "explosion"} <= held.keys() <= set(notions.names())
    assert sum(value * value for value in held.values()) == pytest.approx(1)


def test_a_language_without_stems_has_no_notions():
    """Its reports are compared by what else there is."""
    assert (notions.patterns("xx"), notions.digest("xx")) == (None, "")
    assert senses("xx", "Wybuch", POLISH) == {}


def test_the_signs_do_not_depend_on_which_report_comes_first():
    """And each has its name."""
    one, other = blasts()
    assert abroad.signs(one, other) == abroad.signs(other, one)
    told = dict(zip(abroad.SIGNS, abroad.signs(one, other), strict=True))
    assert (told["kind_same_day"], told["kind_days_apart"]) == (1.0, 0.0)
    assert told["senses"] > 0.5


def test_what_a_report_is_about_stands_in_its_head():
    """What else follows in one of them makes the reports less alike, and their heads no less."""
    one, _ = blasts()
    more = "Der Fußballverein verlor das Spiel, das Wetter bleibt stürmisch, die Preise steigen. "
    texts = (GERMAN * 2, GERMAN * 2 + more * 3)
    short, long = (
        dict(zip(abroad.SIGNS, abroad.signs(one, signed(told)), strict=True))
        for told in (report("de", text, title="Sprengsatz", language="de") for text in texts)
    )
    assert long["senses"] < short["senses"]
    assert long["heads"] == short["heads"] > 0.5


def test_what_two_reports_are_about_fades_with_the_days_between():
    """A week later a report of the same kind of thing is likely of another one."""
    one, _ = blasts()
    soon, late = (
        dict(zip(abroad.SIGNS, abroad.signs(one, blasts(days)[1]), strict=True))
        for days in (1.0, 8.0)
    )
    assert soon["heads"] == late["heads"]
    assert late["heads_in_days"] < 0.4 * soon["heads_in_days"]


def test_two_languages_are_linked_from_lower_odds_on():
    """For what is linked is only looked at together; stories are cut by what all of it says."""
    one, other = blasts()
    later = signed(report("later", LATER, title="Kabel w Gdyni", days=2.0, language="pl"))
    assert stories.least(one, other) == stories.least(other, one) < stories.least(one, later)


def test_one_blast_in_two_languages_is_one_story_and_one_incident():
    """They share a kind, a day and what they speak of; a cable in a third is another matter."""
    one, other = blasts()
    third = signed(report("fi", FINNISH, title="Kaapeli poikki", days=1.2, language="fi"))
    assert (one, other) in list(candidates([one, other, third]))
    assert stories.compared(one, other) >= stories.least(one, other)
    assert stories.compared(one, third) < stories.least(one, third)
    found = relate([one, other, third], {})
    assert sorted(len(story.articles) for story in found.stories) == [1, 2]
    assert [set(each.articles) for each in found.incidents] == [{one.article, other.article}]


def test_within_one_language_nothing_is_weighed_otherwise():
    """Two Polish reports are held together by the weights of one language."""
    one, _ = blasts()
    later = signed(report("later", LATER, title="Kabel w Gdyni", days=2.0, language="pl"))
    held = stories.compared(one, later)
    assert abs(held) < stories.MOST
    assert held == stories.odds("story").sum(stories.affinity.signs(one, later))


def test_two_tellings_in_two_languages_are_weighed_as_such():
    """Three days and a name apart they would be two incidents by the weights of one language."""
    one, _ = blasts()
    later = signed(
        report("later", GERMAN, title="Sprengsatz an Bahnstrecke", days=1.3, language="de"),
        incident(
            GERMAN,
            "Sprengsatz explodiert",
            "sabotage",
            when="Dienstag = 2026-03-06",
            where="Polens",
        ),
        places={"Polens": (53.11, 20.38)},
    )
    (found,) = relate([one, later], {}).incidents
    assert set(found.articles) == {one.article, later.article}


def test_what_is_told_brings_nothing_together_in_one_language():
    """Two cables of one kind on one day in two towns, told in the same few words, are two."""
    text = "In {} a cable was cut at night. Two men were seen, the coast guard said."
    here, there = (
        signed(
            report(town, text.format(town), language="en"),
            incident(text.format(town), "cable was cut", "sabotage", when="night = 2026-03-02"),
        )
        for town in ("Hanko", "Turku")
    )
    assert not glances.promising(glances.common(here, there) or NOTHING)
    assert list(candidates([here, there])) == []
