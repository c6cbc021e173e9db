"""The words that are marked in reports of streams, as training reads them."""

import json
from pathlib import Path

import pytest
from gates.gold import Fault
from gates.streams import STREAMS, Stream, read_stream
from training.marks import FILE, Read, read_marked
from training.reports import read_reports

TEXT = "A fire destroyed the depot at Brno. Police said the fire was set, as was that at Zlín."
HERE = {"incident": "F1", "kind": "arson", "status_here": "confirmed", "background": False}
THERE = {"incident": "F2", "kind": "arson", "status_here": "reported", "background": True}
REPORT = {
    "id": "r1",
    "published": "2027-04-06T06:55:00+02:00",
    "title": "Depot burns",
    "text": TEXT,
    "story": "S1",
    "incidents": [HERE, THERE],
}
MARKS = (
    {"report": "r1", "incident": "F1", "anchor": ["fire@2", "Depot burns", "fire"]},
    {"report": "r1", "incident": "F2", "anchor": ["that"], "where": ["Zlín"]},
)
GOLD = {"incidents": [{"id": "F1"}, {"id": "F2"}, {"id": "F3"}]}
FOLDERS = sorted(path.parent for path in STREAMS["development"].glob(f"*/{FILE}"))


def _read(folder: Path, *marks: object) -> list[Read]:
    (folder / FILE).write_text("\n".join(map(json.dumps, marks)), "utf-8")
    return list(read_marked(folder, Stream(name="brno", reports=[REPORT], gold=GOLD)))


def test_words_are_found_where_they_stand(tmp_path: Path) -> None:
    """The n-th of them, counted from the title on; what is told in passing is known as that."""
    (read,) = _read(tmp_path, *MARKS)
    text = read.article.text
    here, there = read.told
    assert [text[span.start : span.end] for span in here.anchor] == ["fire", "Depot burns", "fire"]
    assert here.anchor[0].start > here.anchor[2].start > here.anchor[1].start == 0
    assert (here.stage, here.passing, there.stage, there.passing) == (
        *("confirmed", False),
        *("reported", True),
    )
    assert [text[span.start : span.end] for span in there.words["where"]] == ["Zlín"]


def test_a_report_of_which_not_all_is_marked_teaches_nothing(tmp_path: Path) -> None:
    """Words that nobody has looked at would be taught to name no incident."""
    assert not _read(tmp_path, MARKS[0])


def test_an_incident_that_the_stream_does_not_know_is_left_open(tmp_path: Path) -> None:
    """It is an incident, of no kind and stage that anybody has said; there may be two of them."""
    more = [{"report": "r1", "incident": "?", "anchor": [words]} for words in ("burns", "set")]
    (read,) = _read(tmp_path, *MARKS, *more)
    assert [(one.optional, one.kind, one.stage) for one in read.told[2:]] == [
        (True, None, None)
    ] * 2


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ({"incident": "F1", "anchor": ["fire"]}, "F1 is marked twice"),
        ({"incident": "F9", "anchor": ["fire"]}, "there is no incident F9"),
        ({"incident": "F3", "wher": ["Brno"]}, "wher is no mark"),
        ({"incident": "F3", "anchor": "fire"}, "anchor is no list"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, mark: dict[str, object], fault: str
) -> None:
    """By the stream, the report, and what is wrong."""
    with pytest.raises(Fault, match=f": r1: {fault}"):
        _read(tmp_path, *MARKS, {"report": "r1", **mark})


@pytest.mark.parametrize("words", ["flood", "fire@3", "fire@0", "", "@1"])
def test_words_that_are_not_there_are_refused(tmp_path: Path, words: str) -> None:
    """By the report, and as they were written."""
    with pytest.raises(Fault, match=f"r1 has no words '{words}'"):
        _read(tmp_path, MARKS[1], {"report": "r1", "incident": "F1", "anchor": [words]})


def test_marks_of_no_report_are_refused(tmp_path: Path) -> None:
    """A slip in an id would leave a report unmarked."""
    with pytest.raises(Fault, match="marks of r9, which are not there"):
        _read(tmp_path, *MARKS, {"report": "r9", "incident": "F1", "anchor": ["fire"]})


def test_all_streams_for_development_are_marked() -> None:
    """None has lost its marks."""
    streams = sorted(path.parent for path in STREAMS["development"].glob("*/gold.json"))
    assert streams == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_marked_stands_in_the_streams(folder: Path) -> None:
    """Word for word; and every English report is that is no copy."""
    stream = read_stream(folder)
    english = {one.id for one in read_reports(stream)}
    own = {
        one["id"]
        for one in stream.reports
        if one["id"] in english and one["incidents"] and not one["copy_of"]
    }
    told = {read.id for read in read_marked(folder, stream) if read.told}
    assert own <= told
