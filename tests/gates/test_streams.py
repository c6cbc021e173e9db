"""Streams of reports are whole, and a fault in one is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gates.gold import Fault
from gates.streams import STREAMS, counts, read_stream, read_streams

BALTIC = STREAMS["development"] / "baltic"


def test_every_stream_is_whole_and_the_card_counts_them() -> None:
    """All read without a fault, and the card has their numbers."""
    card = (STREAMS["development"] / "README.md").read_text("utf-8")
    for name, folder in STREAMS.items():
        streams = read_streams(folder)
        told = counts(streams)
        copies = told["verbatim"] + told["rewrite"] + told["translation"]
        listed = [len(streams), told["reports"], told["stories"], told["incidents"], copies]
        listed += [told["translation"], told["disagreements"], told["utterances"]]
        assert f"| {name} | {' | '.join(map(str, listed))} |" in card


def test_what_is_told_in_three_languages_is_whole() -> None:
    """Thirty incidents in each set for development, told by three reports each."""
    streams = read_streams(STREAMS["development"].parent / "tongues")
    assert [stream.name for stream in streams] == ["harvest", "thaw", "thirty", "winter"]
    for stream in streams:
        told = [len(story["reports"]) for story in stream.gold["stories"]]
        assert told == [3] * 30


Change = Callable[[list[dict[str, Any]], dict[str, Any]], None]


def _late(reports: list[dict[str, Any]], _: dict[str, Any]) -> None:
    reports.reverse()


def _lost(reports: list[dict[str, Any]], _: dict[str, Any]) -> None:
    reports[9]["copy_of"], reports[9]["copy_kind"] = "b999", "verbatim"


def _misquoted(_: list[dict[str, Any]], gold: dict[str, Any]) -> None:
    gold["utterances"][0]["said"][0]["words"] = "Nobody said this."


def _renamed(_: list[dict[str, Any]], gold: dict[str, Any]) -> None:
    gold["stories"][0]["id"] = "T99"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_late, "not in the order of publication"),
        (_lost, "b999, which is not there"),
        (_misquoted, "has no such words"),
        (_renamed, "belongs to a story that is not there"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, change: Change, told: str) -> None:
    """What cannot be meant is named with its report."""
    lines = (BALTIC / "reports.jsonl").read_text("utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    gold = json.loads((BALTIC / "gold.json").read_text("utf-8"))
    change(reports, gold)
    (tmp_path / "reports.jsonl").write_text("\n".join(map(json.dumps, reports)), "utf-8")
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    with pytest.raises(Fault, match=told):
        read_stream(tmp_path)
