"""Grades: worked cases, the table of the papers, and what a grade may not depend on."""

import json
import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.assess.grades import Tally, credibility, grade, marks, tally
from vedette.assess.hearing import Reports
from vedette.assess.tracks import Track, tracks_of
from vedette.records import Disagreement, Heard, Incident, Side, Source, Span, Step, Telling

CASES = tomllib.loads((Path(__file__).parent / "grades.toml").read_text("utf-8"))
PAPER = Path(__file__).parents[2] / "docs" / "reference" / "grades.md"
SOURCES = {
    id_: Source(
        id=id_,
        name=id_.title(),
        home="https://example.org/",
        languages=("en",),
        licence="",
        channels=(),
        reason="a fact" if "reliability" in told else "",
        **told,
    )
    for id_, told in CASES["sources"].items()
}


def incident_of(reports, *, kind="sabotage", status="reported", accused=(), moved_by=0):
    """An incident out of reports as the cases write them; articles are named by their numbers."""
    tellings = tuple(
        Telling(
            article=str(n),
            finding=None,
            words=Span(0, 1),
            status=told.get("says", "reported"),
            background=told.get("passing", False),
            confidence=told.get("sure", 1.0),
        )
        for n, told in enumerate(reports, 1)
    )
    last = str(moved_by or len(reports))
    step = Step(at=datetime(2026, 3, 1, tzinfo=UTC), article=last, status=status)
    return Incident(
        id="i", kind=kind, tellings=tellings, status=status, accused=accused, steps=(step,)
    )


def reports_of(source_of, origins=None, sources=SOURCES):
    """What is known of reports: their printers and, of copies, what they repeat."""
    return Reports(sources=sources, origins=origins or {}, source_of=source_of)


def graded(case, **further):
    """Grade a case, with the printers and origins of its reports."""
    reports = case["reports"]
    incident = incident_of(
        reports,
        kind=case.get("kind", "sabotage"),
        status=case.get("status", "reported"),
        accused=tuple(case.get("accused", ())),
        moved_by=case.get("moved_by", 0),
    )
    sides = [
        Side(value=value, articles=tuple(map(str, held)))
        for value, held in case.get("nature", {}).items()
    ]
    differing = [Disagreement(about="i", field="nature", sides=tuple(sides))] if sides else []
    differing += [Disagreement(about="i", field=name, sides=()) for name in case.get("differ", ())]
    origins = {str(n): str(r["copies"]) for n, r in enumerate(reports, 1) if "copies" in r}
    source_of = {str(n): r["by"] for n, r in enumerate(reports, 1)}
    return grade(incident, differing, reports_of(source_of, origins), **further)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_a_case_is_graded_as_by_hand(case):
    """Each worked case comes out as judged, and says why."""
    found = graded(case)
    assert found.mark == case["grade"], found.reasons
    assert len(found.voices) == len(case["reports"])
    assert all(one.counted is not bool(one.why) for one in found.voices)


def by_the_paper(counts):
    """Apply the table of the reference page as a reader would: the first row that fits."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (\d) \|", PAPER.read_text("utf-8"), re.MULTILINE)
    names = {"T": counts.tells, "K": counts.known, "C": counts.contradicts, "O": counts.official}
    for row, condition, figure in rows:
        spelled = condition.replace("`", "").replace("≥", ">=").replace(" = ", " == ")
        spelled = re.sub(r"(\d) × ([A-Z])", r"\1 * \2", spelled).replace("otherwise", "True")
        if eval(spelled, {}, names):
            return int(figure), int(row)
    raise AssertionError(counts)


def test_the_table_of_the_papers_is_the_rule():
    """For all counts up to six, the table by hand and the code give one figure and one row."""
    for told, known, against, official in product(range(7), range(7), range(7), (False, True)):
        if known <= told:
            counts = Tally(tells=told, known=known, contradicts=against, official=official)
            assert by_the_paper(counts) == credibility(counts)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_a_grade_can_be_worked_out_from_what_it_shows(case):
    """The voices on the page, counted by hand, give the figure."""
    found = graded(case)
    counted = Counter((one.stance, one.known) for one in found.voices if one.counted)
    told, against = (
        {known: counted[side, known] + counted["open", known] for known in (True, False)}
        for side in ("tells", "contradicts")
    )
    counts = Tally(
        tells=told[True] + min(told[False], 1),
        known=told[True],
        contradicts=against[True] + min(against[False], 1),
        official=any(
            v.counted and v.known and v.confirms and v.stance == "tells" for v in found.voices
        ),
    )
    assert by_the_paper(counts) == (found.credibility, found.row)


SAYINGS = ("reported", "confirmed", "accident", "refuted", "contested", "convicted")
REPORT = st.fixed_dictionaries(
    {"by": st.sampled_from([*SOURCES, "stranger"]), "says": st.sampled_from(SAYINGS)}
)


@given(st.lists(REPORT, min_size=1, max_size=8), st.integers(0, 7), st.sampled_from([*SOURCES]))
@settings(deadline=None)
def test_a_copy_changes_nothing(reports, which, printer):
    """Whoever copies a report that was counted, the figure stays."""
    before = graded({"reports": reports, "status": reports[-1]["says"]})
    copied = which % len(reports)
    if not before.voices[copied].counted:
        return
    copy = {**reports[copied], "by": printer, "copies": copied + 1}
    after = graded(
        {
            "reports": [*reports, copy],
            "status": reports[-1]["says"],
            "moved_by": len(reports),
        }
    )
    assert after.credibility == before.credibility


@given(st.lists(REPORT, min_size=1, max_size=8), st.sampled_from(SAYINGS))
@settings(deadline=None)
def test_the_accused_cannot_move_the_figure(reports, says):
    """What the wire of the accused state adds, whatever it says, is heard and moves nothing."""
    case = {"reports": reports, "accused": ["RU"], "status": "reported"}
    more = {**case, "reports": [*reports, {"by": "statewire", "says": says}]}
    assert graded(more).credibility == graded(case).credibility
    assert graded(more).voices[-1].why == "speaks for RU, which is accused"


def test_a_telling_has_the_letter_of_its_own_source_and_its_own_side():
    """A denial is graded as a denial: what many tell makes it improbable."""
    case = {
        "reports": [{"by": "courier"}, {"by": "radio"}, {"by": "statewire", "says": "refuted"}],
        "accused": ["RU"],
    }
    found = marks(graded(case).voices, SOURCES)
    assert found["1"] == "C1"
    assert found["3"] == "F5"


def test_a_track_costs_a_report_its_rung_too():
    """What lowers the letter of a source lowers that of its report, not that of another."""
    case = {"reports": [{"by": "radio"}, {"by": "courier"}]}
    found = marks(graded(case).voices, SOURCES, {"radio": Track(told=8, fell=3)})
    assert found == {"1": "C1", "2": "C1"}
    assert marks(graded(case).voices, SOURCES)["1"] == "B1"


def test_a_track_of_retractions_costs_a_rung_and_is_shown():
    """A source of whose incidents a quarter fell goes down one letter, with the count."""
    case = {"reports": [{"by": "radio"}]}
    found = graded(case, tracks={"radio": Track(told=8, fell=3)})
    assert found.mark == "C3"
    assert "was B: 3 of 8 incidents that it told fell or were corrected" in found.reasons[0]
    assert graded(case, tracks={"radio": Track(told=13, fell=3)}).mark == "B3"
    unknown = {"reports": [{"by": "weekly"}]}
    assert graded(unknown, tracks={"weekly": Track(told=3, fell=3)}).mark == "F3"


def test_tracks_count_what_was_told_first_hand():
    """Copies, mentions, denials that came true and accidents cost nothing."""
    reports = [
        {"by": "courier"},
        {"by": "radio"},
        {"by": "weekly", "says": "refuted"},
        {"by": "gazette", "passing": True},
    ]
    fallen = incident_of(reports, status="refuted")
    mishap = incident_of(reports[:2], status="accident")
    source_of = {str(n): told["by"] for n, told in enumerate(reports, 1)}
    found = tracks_of([fallen, mishap], reports_of(source_of, {"2": "1", "1": "1"}))
    assert found == {"courier": Track(told=2, fell=1), "weekly": Track(told=1, fell=0)}


def test_who_doubted_what_fell_has_not_fallen_with_it():
    """Who left it open or called it an accident was right, unless he had told it as so before."""
    reports = [
        {"by": "courier"},
        {"by": "radio", "says": "contested"},
        {"by": "weekly", "says": "accident"},
        {"by": "gazette", "says": "confirmed"},
        {"by": "gazette", "says": "contested"},
    ]
    source_of = {str(n): told["by"] for n, told in enumerate(reports, 1)}
    for end in ("refuted", "retracted"):
        found = tracks_of([incident_of(reports, status=end)], reports_of(source_of))
        fell = {source: track.fell for source, track in found.items()}
        assert fell == {"courier": 1, "radio": 0, "weekly": 0, "gazette": 1}


def test_a_correction_counts_against_who_made_it_alone():
    """A source that revised what it had told has one fall, the others none."""
    reports = [{"by": "courier"}, {"by": "radio"}, {"by": "courier", "says": "revised"}]
    source_of = {str(n): told["by"] for n, told in enumerate(reports, 1)}
    found = tracks_of([incident_of(reports, status="revised")], reports_of(source_of))
    assert found == {"courier": Track(told=1, fell=1), "radio": Track(told=1, fell=0)}


def test_sources_of_another_incident_are_not_drawn_in():
    """A disagreement about something else moves nothing."""
    incident = incident_of([{"by": "courier"}, {"by": "radio"}])
    other = Disagreement(
        about="j", field="nature", sides=(Side(value="nothing_happened", articles=("1", "2")),)
    )
    found = grade(incident, [other], reports_of({"1": "courier", "2": "radio"}))
    assert found.credibility == 1


def test_who_leaves_it_open_is_on_both_sides():
    """An open voice adds one to either count."""
    one = Heard(article="1", source="a", stance="tells", known=True)
    counts = tally([one, replace(one, stance="open")])
    assert counts == Tally(tells=2, known=2, contradicts=1, official=False)


STREAMS = Path(__file__).parents[1] / "streams"
ENDED = {"refuted", "retracted", "accident"}


def of_stream(folder):
    """Give the incidents of a stream as it was marked by hand, each with its grade."""
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    sources = {
        told["outlet"]: replace(SOURCES["gazette"], id=told["outlet"], owner=told["outlet"])
        for told in reports
    }
    origins = {told["id"]: told["copy_of"] for told in reports if told["copy_of"]}
    source_of = {told["id"]: told["outlet"] for told in reports}
    for marked in gold["incidents"]:
        incident = incident_marked(marked, reports)
        differing = [
            Disagreement(
                about=marked["id"],
                field=told["field"],
                sides=tuple(Side(value=v, articles=tuple(a)) for v, a in told["values"].items()),
            )
            for told in gold["disagreements"]
            if told["incident"] == marked["id"]
        ]
        yield incident, grade(incident, differing, reports_of(source_of, origins, sources))


def incident_marked(marked, reports):
    """An incident of a stream, out of what its reports were marked to tell."""
    tellings = [
        Telling(
            article=report["id"],
            finding=None,
            words=Span(0, 1),
            status=told["status_here"],
            background=told["background"],
        )
        for report in reports
        for told in report["incidents"]
        if told["incident"] == marked["id"]
    ]
    steps = [
        Step(at=datetime.fromisoformat(t["published"]), article=t["report"], status=t["status"])
        for t in marked["timeline"]
    ]
    return Incident(
        id=marked["id"],
        kind=marked["kind"],
        tellings=tuple(tellings),
        status=marked["status"],
        accused=tuple(marked["accused"]),
        steps=tuple(steps),
    )


def test_on_the_streams_what_was_not_so_is_improbable_and_all_else_is_not():
    """Of 136 incidents that were not so 124 come to 5, and none of 433 others does."""
    found = [pair for folder in sorted(STREAMS.glob("*/")) for pair in of_stream(folder)]
    fell = Counter(given.credibility for one, given in found if one.status in ENDED)
    stood = Counter(given.credibility for one, given in found if one.status not in ENDED)
    # Of five that are not improbable three are unexplained, and did happen; of the fourth its owner
    # says to the end that it was no accident; the fifth two more papers left open. The other seven
    # are of streams that came when the rule was made: some other source still tells of each.
    assert fell == {5: 124, 4: 9, 3: 1, 1: 2}
    assert stood == {1: 315, 2: 80, 3: 32, 4: 6}
