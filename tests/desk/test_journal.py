"""What is written down of the program's own steps."""

import asyncio
import io
import json
import logging

import pytest

from vedette.desk import journal


def written(form, work, level="info"):
    """Give the lines that some work leaves."""
    stream = io.StringIO()
    with journal.kept(stream, form=form, level=level):
        work()
    return stream.getvalue().splitlines()


def worked():
    """Do a step that says what came of it."""
    with journal.step("poll", source="ee/err-news") as told:
        told["outcome"] = 'new "and" odd\nline'


def test_a_step_is_one_object_of_json():
    """With its time, its level, its seconds and all that was told."""
    (line,) = written("json", worked)
    told = json.loads(line)
    assert told["event"] == "poll"
    assert told["level"] == "info"
    assert told["source"] == "ee/err-news"
    assert told["outcome"] == 'new "and" odd\nline'
    assert told["took"] >= 0
    assert told["at"].endswith("Z")


def test_a_step_is_one_line_of_text():
    """Whatever is told: a line break in a value does not break the line."""
    (line,) = written("text", worked)
    assert " info poll took=" in line
    assert line.endswith(" source=ee/err-news outcome='new \"and\" odd\\nline'")


def test_what_is_told_cannot_pass_for_the_head():
    """A source that is called `level` changes no level."""
    (line,) = written("json", lambda: journal.note("poll", told=1, at="never", event="other"))
    assert json.loads(line)["event"] == "poll"
    assert json.loads(line)["at"] != "never"


@pytest.mark.parametrize(
    ("fault", "level"), [(ValueError("a"), "error"), (asyncio.CancelledError(), "info")]
)
def test_a_step_that_breaks_says_so_and_raises(fault, level):
    """One that was stopped is no error."""

    def broken():
        with pytest.raises(type(fault)), journal.step("code"):
            raise fault

    (line,) = written("json", broken)
    assert json.loads(line)["broke"] == type(fault).__name__
    assert json.loads(line)["level"] == level


def test_nothing_is_written_that_nobody_asked_for(capsys):
    """Not without a journal, not below its level, and not of a step that did nothing."""

    def idle():
        with journal.step("fold") as told:
            told["quiet"] = True

    worked()
    assert written("json", worked, level="warning") == []
    assert written("json", idle) == []
    assert capsys.readouterr() == ("", "")


def test_what_others_log_is_written_alike():
    """A fault in a page has its trace, in the same object."""

    def broke():
        try:
            int("odd")
        except ValueError:
            logging.getLogger("vedette.web").exception("/incidents broke")

    (line,) = written("json", broke)
    assert "ValueError: invalid literal" in json.loads(line)["trace"]
