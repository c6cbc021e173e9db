"""Incidents that may decide a forecast: what agrees with it, in an order that can be told."""

from tests.assess.forecasts.making import days

from vedette.assess.forecasts.deciders import MOST, Happened, Matter, deciders

TIME = days("2026-01-05", "2026-03-31")
WORDS = {"sabota": 0.8, "railwa": 0.7, "poland": 0.6}


def event(words="another act of sabotage on the railway in Poland", names=("PL",), **more):
    """What is foretold for the first quarter."""
    given = {"content": WORDS, "days": TIME, **more}
    return Matter(words=words, names=frozenset(names), **given)


def happened(name, day="2026-02-02", **more):
    """An incident of a day."""
    return Happened(id=name, kind=more.pop("kind", "sabotage"), days=days(day, day), **more)


def test_grounds_are_told_and_most_come_first():
    """Kind, country and words before kind and country; the words in common are named."""
    listed = [
        happened("country", country="PL"),
        happened("all", words={"sabota": 0.8, "railwa": 0.7}, country="PL"),
        happened("words", kind="arson", words={"railwa": 0.7}, country="PL"),
    ]
    found = deciders(event(), listed)
    assert [one.incident for one in found] == ["all", "words", "country"]
    assert found[0].grounds == ("kind", "country", "words")
    assert found[0].shared == ("sabota", "railwa")


def test_a_named_place_must_agree():
    """Elsewhere the same kind decides nothing; where no place is named it may anywhere."""
    elsewhere = happened("a", country="DE", words=WORDS)
    assert deciders(event(), [elsewhere]) == ()
    assert deciders(event("more sabotage", ()), [elsewhere])[0].grounds == ("kind", "words")


def test_a_country_alone_is_no_ground():
    """Nor are words alone: half of a desk would be put before the analyst."""
    listed = [happened("a", kind="arson", country="PL"), happened("b", kind="arson", words=WORDS)]
    assert deciders(event(), listed) == ()


def test_what_happened_outside_its_days_decides_nothing():
    """Before it was said, or after its time."""
    listed = [
        happened("before", "2026-01-04", country="PL"),
        happened("after", "2026-04-01", country="PL"),
    ]
    assert deciders(event(), listed) == ()


def test_no_more_than_a_few_are_proposed():
    """The earlier of those that agree as much."""
    listed = [happened(f"{n:02}", f"2026-02-{n + 1:02}", country="PL") for n in range(20)]
    found = deciders(event(), listed[::-1])
    assert [one.incident for one in found] == [f"{n:02}" for n in range(MOST)]


def test_whoever_is_accused_counts():
    """A forecast that names the state that reports accuse, and a place by its name."""
    told = event("sabotage by Russia at Narva", ("RU", "narva"))
    found = deciders(told, [happened("a", accused=frozenset({"RU"}), place=frozenset({"narva"}))])
    assert found[0].grounds == ("kind", "place", "actor")
