"""Facets and the pulse of days."""

from vedette.desk import Ask, Counts
from vedette.web.facets import facets, pulse


def test_choices_switch_on_and_off():
    """A chosen value links to the stream without it, another one to the stream with both."""
    asked = Ask(kinds=frozenset({"arson"}))
    kinds = facets(asked, Counts(total=3, kinds={"sabotage": 3}), {})[1].choices
    assert [(one.value, one.count, one.on, one.query) for one in kinds] == [
        ("sabotage", 3, False, "kind=arson&kind=sabotage"),
        ("arson", 0, True, ""),
    ]


def test_quiet_days_are_drawn():
    """Days without a finding stand in the pulse, and the tallest fills it."""
    beats = pulse(Ask(), {"2025-11-01": 10, "2025-11-04": 1}, least=1)
    assert [(beat.day.day, beat.count, beat.height) for beat in beats] == [
        (1, 10, 100),
        (2, 0, 0),
        (3, 0, 0),
        (4, 1, 10),
    ]
    assert beats[0].query == "since=2025-11-01&until=2025-11-01"


def test_the_pulse_has_bounds():
    """A lone day is drawn in a month, and years are not drawn at all."""
    assert len(pulse(Ask(), {"2025-11-01": 1})) == 28
    assert len(pulse(Ask(), {"1999-01-01": 1, "2025-11-01": 1})) == 60
    assert pulse(Ask(), {}) == ()


def test_a_day_that_is_not_drawn_does_not_dwarf_the_others():
    """The tallest day is the tallest of those shown."""
    assert pulse(Ask(), {"2024-01-01": 900, "2025-11-01": 3})[-1].height == 100


def test_a_country_that_cannot_be_asked_for_is_not_offered():
    """No link of the margin leads to a refusal."""
    where = facets(Ask(), Counts(total=2, countries={"PL": 1, "Nowhere": 1}), {})[2].choices
    assert [one.label for one in where] == ["Poland"]


def test_review_is_offered_where_there_is_any():
    """Both sides are counted; one is switched on, switched off, or changed for the other."""
    counts = Counts(total=5, review=2)
    by_name = {one.name: one for one in facets(Ask(), counts, {})}
    told = [(one.label, one.count, one.query, one.on) for one in by_name["review"].choices]
    assert told == [
        ("in review", 2, "review=yes", False),
        ("not in review", 3, "review=no", False),
    ]
    chosen = facets(Ask(review=True), Counts(total=0), {})
    told = [(one.query, one.on) for facet in chosen for one in facet.choices]
    assert told == [("", True), ("review=no", False)]
    assert "review" not in {one.name for one in facets(Ask(), Counts(total=5), {})}
