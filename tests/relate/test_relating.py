"""Reports put together: stories, incidents, and that their order does not matter."""

import random
from dataclasses import replace

import pytest
from tests.relate.making import entry, incident, report, signed

from vedette.records import Incident, Span, Telling
from vedette.relate.affinity import SIGNS, signs
from vedette.relate.linking import MAYBE
from vedette.relate.odds import odds
from vedette.relate.relating import focus_of, relate
from vedette.relate.signatures import cosine

PLACES = {
    "Valmiera": (57.54, 25.43),
    "Cesis": (57.31, 25.01),
    "Tartu": (58.38, 26.72),
    "Daugavpils": (55.87, 26.54),
}
FIRST = (
    "Six lorries of the haulier Gaujas Kravas burned in Valmiera in the night of 1 March, police"
    " said. A canister that smelled of petrol was found by the fence in Cempu Street."
)
SECOND = (
    "Investigators in Valmiera believe that the lorries of Gaujas Kravas were set on fire on"
    " 1 March. A camera in Cempu Street shows two figures at the fence with a canister."
)
SIGNAL = (
    "Saboteurs damaged a railway signal near {town}{when}, the police in {town} confirmed."
    " Investigators in {town} are looking for witnesses who drove past at night, and a reward was"
    " offered for hints."
)
OTHER_FIRE = (
    "A lorry of Gaujas Kravas burned in Valmiera on 2 March, the haulier said. Police found a"
    " canister by the fence."
)
OTHER = (
    "The concert hall of Tartu opens its season with a Sibelius symphony; tickets for the gala on"
    " Friday are sold out, and the conductor Paavo Rand promises a surprise."
)


def burned(key: str, text: str, **told: object):
    """A report of the burned lorries."""
    article = report(key, text, **told)
    found = incident(
        text,
        "burned" if "burned" in text else "set on fire",
        "arson",
        when="1 March = 2026-03-01",
        where="Valmiera",
        status="under_investigation",
    )
    return signed(article, found, places=PLACES)


def test_two_reports_of_one_fire_are_one_incident_in_one_story() -> None:
    """What they have in common links them; the concert stands alone."""
    one, two = burned("a", FIRST), burned("b", SECOND, days=1)
    other = signed(report("c", OTHER), places=PLACES)
    picture = relate([one, two, other], {})
    assert sorted(len(story.articles) for story in picture.stories) == [1, 2]
    (fire,) = picture.incidents
    assert set(fire.articles) == {one.article, two.article}
    assert (fire.kind, fire.spot and fire.spot.name) == ("arson", "Valmiera")
    assert fire.when is not None
    assert fire.when.first.isoformat() == "2026-03-01"


def test_a_second_fire_elsewhere_is_another_incident() -> None:
    """Another town and another day part what the words have in common."""
    moved = FIRST.replace("Valmiera", "Daugavpils").replace("1 March", "9 March")
    article = report("d", moved, days=9)
    later = signed(
        article,
        incident(moved, "burned", "arson", when="9 March = 2026-03-09", where="Daugavpils"),
        places=PLACES,
    )
    picture = relate([burned("a", FIRST), burned("b", SECOND, days=1), later], {})
    assert len(picture.incidents) == 2
    assert not any(one.kin for one in picture.incidents)


def test_a_fire_of_the_same_day_far_away_is_another_incident() -> None:
    """However alike they are told: two towns burned."""
    moved = SECOND.replace("Valmiera", "Daugavpils")
    elsewhere = incident(
        moved, "set on fire", "arson", when="1 March = 2026-03-01", where="Daugavpils"
    )
    far = signed(report("d", moved, days=1), elsewhere, places=PLACES)
    picture = relate([burned("a", FIRST), far], {})
    assert {one.spot.name for one in picture.incidents if one.spot} == {"Valmiera", "Daugavpils"}


@pytest.mark.parametrize(
    ("where", "days", "found"),
    [("Daugavpils", None, 2), ("Valmiera", (1, 15), 2), ("Valmiera", (1, 1), 1)],
)
def test_what_the_same_words_tell_of_another_town_or_week_is_another_incident(
    where: str, days: tuple[int, int] | None, found: int
) -> None:
    """An agency tells two happenings alike: town or day part them, even where one is untold."""
    told = []
    for n, town in enumerate(("Valmiera", where)):
        when = f"{days[n]} March" if days else ""
        text = SIGNAL.format(town=town, when=f" on {when}" if when else "")
        given = {"when": f"{when} = 2026-03-{days[n]:02}"} if days else {}
        one = incident(text, "damaged", "sabotage", where=town, **given)
        told.append(
            signed(report(f"s{n}", text, days=n + (days[n] if days else 0)), one, places=PLACES)
        )
    assert len(relate(told, {}).incidents) == found


@pytest.mark.parametrize(
    ("day", "where", "found"),
    [("1 March", "Cesis", 1), ("2 March", "Cesis", 2), ("2 March", "Valmiera", 1)],
)
def test_a_town_nearby_is_another_on_another_day(day: str, where: str, found: int) -> None:
    """Some 36 km off it may be one fire on one day; a day later it is none."""
    moved = SECOND.replace("Valmiera", where).replace("1 March", day)
    when = f"{day} = 2026-03-0{day[0]}"
    told = incident(moved, "set on fire", "arson", when=when, where=where)
    later = signed(report("d", moved, days=1), told, places=PLACES)
    assert len(relate([burned("a", FIRST), later], {}).incidents) == found


def test_a_town_of_the_same_name_is_no_other() -> None:
    """One of two reports may be read to mean a namesake far away: it is one fire."""
    told = incident(SECOND, "set on fire", "arson", when="1 March = 2026-03-01", where="Valmiera")
    namesake = {"Valmiera": PLACES["Daugavpils"]}
    misread = signed(report("d", SECOND, days=1), told, places=namesake)
    assert len(relate([burned("a", FIRST), misread], {}).incidents) == 1


def test_a_report_that_no_coder_marked_is_recognised_by_its_words() -> None:
    """It joins the incident of its story, and says which words show it."""
    text = (
        "Brand in Valmiera: Sechs Lastwagen der Spedition Gaujas Kravas in der Cempu-Straße sind"
        " ausgebrannt. Am Zaun lag ein Kanister; eine Kamera zeigt zwei Gestalten."
    )
    foreign = signed(report("e", text, days=1, language="de"), places=PLACES)
    picture = relate([burned("a", FIRST), burned("b", SECOND, days=1), foreign], {})
    (fire,) = picture.incidents
    (told,) = (t for t in fire.tellings if t.article == foreign.article)
    assert told.finding is None
    assert "Valmiera" in text[told.words.start : told.words.end]


def test_the_order_of_arrival_does_not_matter() -> None:
    """However the reports are shuffled, the picture is the same."""
    reports = [
        burned("a", FIRST),
        burned("b", SECOND, days=1),
        signed(report("c", OTHER), places=PLACES),
        burned("f", FIRST.replace("Six", "Seven"), days=2),
    ]
    picture = relate(reports, {})
    for seed in range(5):
        shuffled = reports[:]
        random.Random(seed).shuffle(shuffled)
        assert relate(shuffled, {}) == picture


def test_copies_are_of_one_story_whatever_their_words() -> None:
    """A translation shares few words with its origin, and yet its story."""
    one = burned("a", FIRST)
    two = signed(report("g", "Sudega kuus veoautot. Politsei uurib.", days=1, language="et"))
    picture = relate([one, two], {two.article: one.article})
    assert [len(story.articles) for story in picture.stories] == [2]


def test_incidents_that_are_nearly_one_name_each_other() -> None:
    """Between one incident and two stands "may be the same", from both sides, with the reasons."""
    asked = odds("incident")
    met = 0
    for day in range(1, 12):
        moved = OTHER_FIRE.replace("2 March", f"{day} March")
        when = f"{day} March = 2026-03-{day:02}"
        told = incident(moved, "burned", "arson", when=when, where="Valmiera")
        later = signed(report("d", moved, days=day), told, places=PLACES)
        found = relate([burned("a", FIRST), burned("b", SECOND, days=1), later], {}).incidents
        kin = {(near.one, near.other): near for one in found for near in one.kin}
        assert {pair[::-1] for pair in kin} == set(kin)
        for near in kin.values():
            assert asked.least - MAYBE <= near.odds <= asked.least
            assert near.reasons
            met += 1
    assert met


def test_a_title_before_the_text_counts_as_a_title_alone() -> None:
    """A report is compared by the same words whether its title stands in the text or beside it."""
    title = "Six Lorries Burned In Valmiera: Haulier Offers Reward"
    within = f"{title}\n\n{FIRST}"
    one = burned("a", FIRST, title=title)
    other = burned("a", within, title=title)
    assert (other.vector, other.names, other.numbers) == (one.vector, one.names, one.numbers)
    assert (other.body, other.figures) == (FIRST, one.figures)


def test_shares_of_stems_are_numbers_that_all_reports_hold_in_common() -> None:
    """Memory for one number each, not for one a stem of every report; cosines stay as they were."""
    one, other = (burned(name, text).vector for name, text in (("a", FIRST), ("b", FIRST * 2)))
    shares = {share: id(share) for share in one.values()}
    assert shares
    again = burned("c", FIRST).vector
    assert {share: id(share) for share in again.values()} == shares
    assert cosine(one, again) == pytest.approx(1, abs=1e-3)
    assert cosine(one, other) > 0.99


def test_what_title_and_text_tell_is_quoted_from_the_text() -> None:
    """And what a title tells is what its report is about."""
    title = "Lorries burned in Valmiera"
    text = f"{title}\n\n{'Nobody was hurt. ' * 30}{FIRST}"
    article = report("a", text, title=title)
    found = incident(text, "burned", "arson")
    twice = replace(found, anchor=(*found.anchor, Span(text.rindex("burned"), len(text))))
    (sketch,) = signed(article, twice).sketches
    assert sketch.lead
    assert sketch.telling.words == twice.anchor[1]
    (alone,) = signed(article, found).sketches
    assert alone.telling.words == found.anchor[0]


def test_an_age_is_no_number_of_dead_and_beside_one_people_are_counted() -> None:
    """Of "two women aged 70 and 72" two count; nobody counts where the age alone is quoted."""
    text = "A blast killed two women aged 70 and 72. A 42-year-old man died."
    found = incident(text, "blast", "sabotage")
    for words, value, told in (("two women aged 70 and 72", 2, ("2",)), ("42", 42, ())):
        one = replace(found, fields={"killed": (entry(text, words, value),)})
        (sketch,) = signed(report("a", text), one).sketches
        assert sketch.telling.values.get("killed", ()) == told


def test_the_surest_tell_the_kind() -> None:
    """Two reports that are sure weigh more than two that are not, whoever comes last."""
    one, two = burned("a", FIRST), burned("b", SECOND, days=1)
    doubting = [
        _doubted(key, text, n) for n, (key, text) in enumerate((("c", FIRST), ("d", SECOND)))
    ]
    (incident_,) = relate([one, two, *doubting], {}).incidents
    assert len(incident_.tellings) == 4
    assert incident_.kind == "arson"


def _doubted(key: str, text: str, days: int):
    """A report of the lorries that is unsure, and takes it for sabotage."""
    article = report(key, text, days=2 + days)
    anchor = "burned" if "burned" in text else "set on fire"
    found = incident(text, anchor, "sabotage", when="1 March = 2026-03-01", where="Valmiera")
    return signed(article, replace(found, confidence=0.4), places=PLACES)


def _short(key: str, kind: str, anchor: str, text: str, **told: object):
    """A short report of something that happened in a town, without a day."""
    article = report(key, text, **told)
    town = next(name for name in PLACES if name in text)
    return signed(article, incident(text, anchor, kind, where=town), places=PLACES)


def test_the_name_of_a_town_makes_no_affair_of_two_kinds() -> None:
    """What two reports have in common beyond the place decides, where they tell of two things."""
    more = " Neighbours in {0} heard it at night, and the mayor of {0} asked for calm."
    signal = f"Saboteurs damaged a signal near Valmiera.{more.format('Valmiera')}"
    files = f"Hackers stole files of a clinic in Valmiera.{more.format('Valmiera')}"
    one = _short("a", "sabotage", "damaged", signal)
    other = _short("b", "cyberattack", "stole", files, days=13)
    again = _short("c", "sabotage", "stole", files, days=13)
    names = SIGNS.index("names"), SIGNS.index("names_sum"), SIGNS.index("rarest")
    differing, alike = signs(one, other), signs(one, again)
    assert all(differing[n] == 0.0 for n in names)
    assert all(alike[n] > 0.0 for n in names)


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_a_report_begins_with_what_it_tells_first_whatever_the_ids(names) -> None:
    """Of two incidents that it tells in the same words the first in order is meant."""
    telling = Telling(article="r", finding="f", words=Span(0, 1))
    told = [
        Incident(id=name, kind="arson", tellings=(telling,), status="reported", steps=())
        for name in names
    ]
    focus = focus_of(told)
    assert [focus[name].first for name in names] == [{"r"}, frozenset()]
    assert not any(one.alone for one in focus.values())
