"""What has changed between two moments, and which reports and decisions did it."""

from datetime import UTC, datetime, timedelta

from vedette.desk.differing import differences, laid_out
from vedette.ledger.recalling import Recalled
from vedette.records import Disagreement, Incident, Side, Span, Step, Story, Telling

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def telling(article, at=0, **more):
    """What a report tells."""
    return Telling(article=article, finding=f"f-{article}-{at}", words=Span(at, at + 4), **more)


def incident(name, *tellings, **more):
    """An incident of a kind."""
    return Incident(**{"id": name, "kind": "arson", "tellings": tellings, **more})


def recalled(*incidents, disagreements=(), day=0):
    """What was known on a day: each report a story with its incidents."""
    articles = dict.fromkeys(a for one in incidents for a in one.articles)
    stories = tuple(Story(id=f"s-{name}", articles=(name,)) for name in articles)
    return Recalled(
        at=NOON + timedelta(days=day),
        rules="then",
        stories=stories,
        incidents=incidents,
        copies=(),
        disagreements=tuple(disagreements),
        names={},
        appeared=dict.fromkeys(articles, NOON),
        coders={},
    )


def only(before, after):
    """The one incident that moved."""
    (moved,) = differences(before, after).incidents
    return moved


def test_nothing_has_changed():
    """The same incidents are no difference."""
    one = recalled(incident("i", telling("a")))
    found = differences(one, one)
    assert (found.incidents, found.stories, found.articles) == ((), (), ())


def test_a_new_incident_comes_with_its_reports():
    """What no report told before is new."""
    old = incident("i", telling("a"))
    found = differences(recalled(old), recalled(old, incident("j", telling("b"))))
    (moved,) = found.incidents
    assert (moved.what, moved.reports, tuple(one.id for one in found.stories)) == (
        "new",
        ("b",),
        ("s-b",),
    )


def test_a_change_names_the_report_that_made_it():
    """The step's report stands behind a stage, the one that counts behind a toll."""
    old = incident("i", telling("a"))
    steps = (Step(at=NOON, article="c", status="charged"),)
    new = incident(
        "other id",
        telling("a"),
        telling("b", values={"killed": ("2",)}),
        telling("c"),
        status="charged",
        killed=(2, 2),
        steps=steps,
    )
    moved = only(recalled(old), recalled(new))
    assert moved.what == "changed"
    assert {one.field: one.reports for one in moved.changes} == {"status": ("c",), "killed": ("b",)}


def test_a_decision_stands_behind_a_correction():
    """What an analyst corrected is told with the decision's number."""
    old = incident("i", telling("a"))
    new = incident("i", telling("a"), kind="sabotage", decided={"kind": 7})
    (change,) = only(recalled(old), recalled(new)).changes
    assert (change.before, change.after, change.decision) == ("arson", "sabotage", 7)


def test_merged_split_and_gone():
    """Two that go on in one are merged; what holds old reports alone is split; the rest is gone."""
    a, b = incident("i", telling("a")), incident("j", telling("b"))
    both = incident("i", telling("a"), telling("b"))
    merged, split = only(recalled(a, b), recalled(both)), only(recalled(both), recalled(a, b))
    assert (merged.what, merged.others) == ("merged", ("j",))
    assert (split.what, split.incident.id, split.others) == ("split", "j", ("i",))
    assert only(recalled(a, b), recalled(a)).what == "gone"


def test_a_disagreement_that_came_up_is_a_change():
    """Values that sources hold against each other are told by field."""
    old = incident("i", telling("a"))
    new = incident("i", telling("a"), telling("b"))
    sides = (Side(value="2", articles=("a",)), Side(value="3", articles=("b",)))
    differing = [Disagreement(about="i", field="killed", sides=sides)]
    found = laid_out(differences(recalled(old), recalled(new, disagreements=differing)))
    (change,) = found["incidents"][0]["changes"]
    assert change["after"] == {"killed": ["2", "3"]}
