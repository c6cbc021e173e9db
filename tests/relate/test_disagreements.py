"""Where sources differ: who holds what, and what is no disagreement."""

from dataclasses import replace

import pytest
from tests.relate.making import day, report, signed

from vedette.records import Incident, Span, Spot, Telling
from vedette.relate.days import interval
from vedette.relate.disagreements import Focus, disagreements
from vedette.relate.voices import Voice

NAREWKA = Spot(name="Narewka", lat=52.84, lon=23.75, country="PL", precision="town", radius_km=2.0)
BIALOWIEZA = Spot(
    name="Białowieża", lat=52.70, lon=23.87, country="PL", precision="town", radius_km=2.0
)


def voice(number, text, *, source="", title="", origin="", at=0, **told):
    """One report's telling: its text, and what it gives for each field."""
    signature = signed(
        report(f"r{number}", text, source=source or f"xx/{number}", title=title, days=number)
    )
    spot, when = told.pop("spot", None), told.pop("when", None)
    telling = Telling(
        article=signature.article,
        finding=f"f{number}",
        words=Span(at, at + 1),
        spot=spot,
        when=interval(when) if when else None,
        values={name: tuple(value.split("|")) for name, value in told.items()},
    )
    return Voice(report=signature, origin=origin or signature.article, telling=telling)


def differing(*voices, kind="drone_incursion", first=None, alone=True, **merged):
    """Give each field that the voices differ on, with the reports' keys on each side."""
    articles = {one.telling.article: one.report.source.removeprefix("xx/") for one in voices}
    incident = Incident(
        id="i",
        kind=kind,
        tellings=tuple(one.telling for one in voices),
        status="reported",
        steps=(),
        **merged,
    )
    focus = Focus(
        alone=frozenset(articles) if alone else frozenset(),
        first=frozenset(articles if first is None else (v.telling.article for v in first)),
    )
    found = disagreements("i", voices, incident, focus)
    return {
        one.field: {side.value: [articles[a] for a in side.articles] for side in one.sides}
        for one in found
    }


def test_two_numbers_of_one_thing_differ():
    """Each report's likeliest number is its own, and a witness need not name the thing."""
    one = voice(1, "Three drones were seen over the runway at two in the morning, police said.")
    other = voice(2, "Five drones were over the runway, the guard says, and he is 52.")
    assert differing(one, other) == {"count": {"3": ["1"], "5": ["2"]}}
    witness = voice(3, 'Drones stood over the fence. "Five, in a row," says the guard, who is 52.')
    assert differing(one, witness) == {"count": {"3": ["1"], "5": ["3"]}}


def test_two_numbers_of_two_things_do_not_differ():
    """Messages and schools are both counted of such an incident, each by itself."""
    one = voice(1, "About 60,000 messages were sent.")
    other = voice(2, "Nine schools were emptied.")
    third = voice(3, "Twelve schools were emptied.")
    assert differing(one, other, kind="influence_operation") == {}
    found = differing(one, other, third, kind="influence_operation")
    assert found == {"count": {"9": ["2"], "12": ["3"]}}


def test_who_turns_a_number_down_holds_another():
    """The thing need not have a name in common: "not 14" is enough where another report has 14."""
    one = voice(1, "Fourteen seamen were on board.")
    other = voice(2, "The list filed at the port has 17 names, not 14.")
    assert differing(one, other, kind="espionage") == {"count": {"14": ["1"], "17": ["2"]}}
    assert differing(voice(1, "Some seamen were on board."), other, kind="espionage") == {}


def test_a_source_that_corrects_itself_does_not_differ():
    """Nor do two sources that agree since; while they did not, they differed."""
    first = voice(1, "Ten drones flew.", source="xx/a")
    later = voice(2, "Three drones flew.", source="xx/a")
    assert differing(first, later) == {}
    other = voice(3, "Three drones flew.", source="xx/b")
    assert differing(first, later, other) == {}
    between = voice(2, "Five drones flew.", source="xx/b")
    again = voice(3, "Five drones flew.", source="xx/a")
    assert differing(first, between, again) == {"count": {"10": ["a"], "5": ["b", "a"]}}


def test_a_toll_that_rises_is_news_and_one_that_falls_is_none():
    """The dead of a later report are more; where they are fewer somebody was wrong."""
    three, four = voice(1, "", killed="3"), voice(2, "", killed="4")
    assert differing(three, four) == {}
    five = voice(1, "", source="xx/5", killed="5")
    assert differing(five, four) == {"killed": {"5": ["5"], "4": ["2"]}}


def test_a_toll_is_read_where_no_coder_marked_it():
    """By the words of a report that is on this alone."""
    five = voice(1, "Five people were killed in the blast.")
    three = voice(2, "The blast killed three workers.")
    assert differing(five, three) == {"killed": {"5": ["1"], "3": ["2"]}}
    assert differing(five, three, alone=False) == {}


def test_who_sets_numbers_of_things_against_each_other_disputes_no_toll():
    """Two drones and not three are none of the three dead; two dead and not three are."""
    three = voice(1, "", killed="3")
    drones = voice(2, "Two drones, not three, came down; three people died.", killed="3")
    assert "killed" not in differing(three, drones)
    unsaid = voice(2, "Two drones, not three, came down.")
    assert "killed" not in differing(three, unsaid)
    dead = voice(2, "Two people were killed, not three.")
    assert differing(three, dead)["killed"] == {"3": ["1"], "2": ["2"]}


@pytest.mark.parametrize(
    ("told", "sides"),
    [
        ("It was heard at the glade.", {"Narewka": ["1"], "Białowieża": ["2"]}),
        ("It was heard at the glade and not at Narewka.", {"Narewka": ["1"], "Białowieża": ["2"]}),
        ("It was heard at the glade, far from Narewka.", None),
    ],
)
def test_a_place_is_another_where_the_known_one_is_not_named_or_turned_down(told, sides):
    """A report that names the incident's place means it, unless it says that it was not there."""
    one = voice(1, "Shots at Narewka.", spot=NAREWKA)
    text = told
    signature = signed(
        report("r2", text, source="xx/2", days=2), places={"Narewka": (52.84, 23.75)}
    )
    telling = Telling(article=signature.article, finding="f2", words=Span(0, 1), spot=BIALOWIEZA)
    other = Voice(report=signature, origin=signature.article, telling=telling)
    found = differing(one, other, spot=NAREWKA)
    assert found == ({"place": sides} if sides else {})


def test_a_dateline_and_a_guess_are_no_account_of_a_place():
    """Where a report was filed, and the town that stands nearest to its words."""
    one = voice(1, "", spot=NAREWKA)
    filed = replace(BIALOWIEZA, name="BIAŁOWIEŻA")
    guessed = replace(BIALOWIEZA, radius_km=25.0)
    assert differing(one, voice(2, "", spot=BIALOWIEZA), spot=NAREWKA)
    assert differing(one, voice(2, "", spot=filed), spot=NAREWKA) == {}
    assert differing(one, voice(2, "", spot=guessed), spot=NAREWKA) == {}


def test_what_is_denied_is_the_incident_that_a_report_begins_with():
    """That it was fog at one airport says nothing of another that the report names as well."""
    cut = voice(1, "", nature="deliberate")
    denied = voice(2, "", nature="accident")
    assert differing(cut, denied) == {"nature": {"deliberate": ["1"], "accident": ["2"]}}
    assert differing(cut, denied, first=[cut]) == {}


def test_copies_stand_on_the_side_of_their_origin():
    """And are no voice that could differ."""
    one, other = voice(1, "Three drones."), voice(2, "Five drones.")
    copy = voice(3, "Three drones.", origin=one.telling.article)
    assert differing(one, other, copy) == {"count": {"3": ["1", "3"], "5": ["2"]}}


def test_a_day_beside_the_incident_is_another_account():
    """One within two days that the report names is; the day of a saying, or weeks off, is not."""
    known = {"when": interval("2026-03-01")}
    one = voice(1, "", when="2026-03-01")
    sunday = timed("It was on Saturday.", "Saturday", "2026-02-28")
    assert differing(one, sunday, **known) == {"when": {"2026-03-01": ["1"], "2026-02-28": ["2"]}}
    assert (
        differing(one, timed("Police said on Saturday.", "Saturday", "2026-02-28"), **known) == {}
    )
    assert differing(one, timed("It was on 1 February.", "1 February", "2026-02-01"), **known) == {}


def test_a_day_that_a_coder_marked_needs_no_other():
    """Unless it is the report's own, where a coder puts what has no day."""
    known = {"when": interval("2026-03-03")}
    one = voice(1, "", when="2026-03-03")
    found = differing(one, voice(3, "", when="2026-03-04"), **known)
    assert found == {"when": {"2026-03-03": ["1"], "2026-03-04": ["3"]}}
    assert differing(one, voice(2, "", when="2026-03-04"), **known) == {}


def timed(text, words, value, *, finding=None):
    """A report that names a day, in which no coder marked one, nor the incident unless told."""
    signature = signed(report("r2", text, source="xx/2", days=2), times=(day(text, words, value),))
    telling = Telling(article=signature.article, finding=finding, words=Span(0, 1))
    return Voice(report=signature, origin=signature.article, telling=telling)


def _at(one, status):
    """A voice that leaves the incident in a stage."""
    return replace(one, telling=replace(one.telling, status=status))


def test_who_tells_of_it_holds_that_it_happened_once_another_denies_it():
    """Without a denial that is no side; nor has a charge that was dropped one."""
    told, dropped = _at(voice(1, ""), "confirmed"), _at(voice(2, ""), "charges_dropped")
    denied = voice(3, "", nature="nothing_happened")
    assert differing(told, dropped) == {}
    sides = {"deliberate": ["1"], "nothing_happened": ["3"]}
    assert differing(told, dropped, denied) == {"nature": sides}


def test_who_accuses_one_state_accuses_it_of_what_no_coder_marked():
    """Of what one marked it accuses whom the mark names; and of two states neither."""
    marked = voice(1, "", accused="RU")
    for states, sides in ((("BY",), {"RU": ["1"], "BY": ["2"]}), (("BY", "RU"), None)):
        plain = voice(2, "")
        accuses = replace(plain, report=replace(plain.report, states=states))
        assert differing(marked, accuses) == {}
        unmarked = replace(accuses, telling=replace(plain.telling, finding=None))
        assert differing(marked, unmarked) == ({"accused": sides} if sides else {})


def test_a_body_and_a_gang_are_no_states_that_sources_differ_on():
    """The EU is none, whatever its two capitals, and neither is who is called "IS"."""
    one = voice(1, "", accused="RU")
    assert differing(one, voice(2, "", accused="EU")) == {}
    assert differing(one, voice(2, "", accused="“IS”")) == {}
    assert differing(one, voice(2, "", accused="“IS”|BY")) == {
        "accused": {"RU": ["1"], "BY": ["2"]}
    }


def test_what_is_counted_of_any_incident_is_compared():
    """Homes are not usual of arson, and two sources count them."""
    one, other = voice(1, "The fire left 9,000 homes dark."), voice(2, "It left 23,000 homes dark.")
    assert differing(one, other, kind="arson") == {"count": {"9000": ["1"], "23000": ["2"]}}


def test_a_village_beside_a_town_is_no_other_place():
    """Ten kilometres off it is another name of it, forty off another place."""
    told = voice(1, "", spot=NAREWKA)
    for north, sides in ((0.09, {}), (0.36, {"place": {"Narewka": ["1"], "Lewkowo": ["2"]}})):
        other = voice(2, "", spot=replace(NAREWKA, name="Lewkowo", lat=NAREWKA.lat + north))
        assert differing(told, other, spot=NAREWKA) == sides


def test_the_water_off_one_town_is_not_that_off_another():
    """It is told by the town; "off the coast" of a land tells nothing so fine."""
    piran = replace(NAREWKA, name="off Piran", lat=45.53, lon=13.57, precision="sea", radius_km=32)
    trieste = replace(piran, name="Trieste", lat=45.65, lon=13.77, precision="town", radius_km=5)
    one, other = voice(1, "", spot=trieste), voice(2, "", spot=piran)
    assert differing(one, other, spot=trieste) == {"place": {"Trieste": ["1"], "Piran": ["2"]}}
    wide = voice(2, "", spot=replace(piran, radius_km=110))
    assert differing(one, wide, spot=trieste) == {}


def test_a_coder_who_marked_no_day_tells_none():
    """The other days of his report are those of something else that it tells."""
    known = {"when": interval("2026-03-01")}
    one = voice(1, "", when="2026-03-01")
    named = ("It was on Saturday.", "Saturday", "2026-02-28")
    assert differing(one, timed(*named), **known)
    assert differing(one, timed(*named, finding="f2"), **known) == {}


def test_a_nature_or_place_that_no_coder_found_is_no_side():
    """What is read off a report that was recognised by its words may be of something else."""
    one, other = voice(1, "", nature="deliberate"), voice(2, "", nature="accident")
    read = replace(other, telling=replace(other.telling, finding=None))
    assert differing(one, other) == {"nature": {"deliberate": ["1"], "accident": ["2"]}}
    assert differing(one, read) == {}
    more = voice(3, "", nature="accident")
    more = replace(more, telling=replace(more.telling, finding=None))
    assert differing(one, other, more)["nature"]["accident"] == ["2", "3"]
    near = voice(1, "", spot=NAREWKA)
    there = voice(2, "", spot=BIALOWIEZA)
    read = replace(there, telling=replace(there.telling, finding=None))
    assert differing(near, there, spot=NAREWKA)
    assert differing(near, read, spot=NAREWKA) == {}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("drone_incursion", "Two drones were over the base.", "Five lights stood over the base."),
        ("sabotage", "Some 9000 households were dark.", "It hit 23000 subscribers, they say."),
        ("espionage", "He passed on 212 documents.", "He passed on 1100 pictures, they say."),
    ],
)
def test_what_two_sources_call_by_other_names_is_compared(kind, one, other):
    """Each counts the same things in its own word for them."""
    assert "count" in differing(voice(1, one), voice(2, other), kind=kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("explosive_attack", "Two bombs went off.", "Five charged over the attack."),
        ("arson", "Two locomotives burned.", "Four fire engines came to the yard."),
        ("drone_incursion", "Five drones were there.", "Two light aircraft had to wait."),
    ],
)
def test_what_only_sounds_like_the_things_is_not_counted(kind, one, other):
    """Charges are brought, engines come to the fire, aircraft are light."""
    assert differing(voice(1, one), voice(2, other), kind=kind) == {}
