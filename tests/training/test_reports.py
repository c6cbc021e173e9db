"""The reports of streams, as training reads them."""

from gates.streams import Stream
from training.reports import read_reports


def _told(number: int, text: str, **more: object) -> dict[str, object]:
    return {
        "id": f"r{number}",
        "published": "2026-10-06T06:55:00+02:00",
        "title": "Cable duct burned",
        "text": text,
        "story": None,
        "incidents": [],
    } | more


def test_scope_is_told_by_story_or_incident() -> None:
    """A report is in scope that belongs to a story or tells of an incident."""
    text = "The trains of the line have stood for the whole of the morning."
    told = [_told(1, text), _told(2, text, story="S1"), _told(3, text, incidents=[{}])]
    reports = read_reports(Stream(name="rhine", reports=told, gold={}))
    assert [report.in_scope for report in reports] == [False, True, True]


def test_other_languages_are_left_out() -> None:
    """Only English reports are read."""
    told = [_told(1, "Die Bahn hat den Verkehr auf der Strecke am Morgen eingestellt.")]
    assert not list(read_reports(Stream(name="rhine", reports=told, gold={})))
