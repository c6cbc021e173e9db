"""What a browser shows: short, on its thread, never more than a push service takes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.alerts import Alert, Backing, Channel, Envelope
from vedette.send.sealing import LARGEST
from vedette.write import notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNEL = Channel(name="browsers", kind="push")
ALERT = Alert(
    key="b" * 32, thread="a" * 32, rule="rail", subject="incident", name="i1", cause="new",
    headline="Sabotage, Lipowa, Poland: reported", made=NOON, known=NOON, path="/incidents/i1",
    lines=("2 reports by 2 sources.", "A accuses B."), grade="B2", voices=2,
    backing=(Backing(quote="“said”", article="x", title="t", outlet="o", source="s", url=None),),
)  # fmt: skip


def shown(*alerts, made=NOON):
    """What is shown of an envelope, and its bytes."""
    held = Envelope(key="k" * 32, channel="browsers", recipient="r", alerts=alerts, made=made)
    body = notice.write(held, CHANNEL, "https://desk.example")
    return json.loads(body), body


def test_one_alert_stands_under_its_thread():
    """With its grade and first line; the sentence of the report is not for locked screens."""
    told, body = shown(ALERT)
    assert told == {
        "title": "Sabotage, Lipowa, Poland: reported",
        "body": "Grade B2, 2 voices. 2 reports by 2 sources.",
        "path": "/incidents/i1", "tag": "a" * 32, "clears": [], "key": "k" * 32,
        "at": "2026-03-02T12:00:00.000000Z",
    }  # fmt: skip
    assert b"said" not in body


def test_what_sums_up_is_not_said_twice():
    """The first line of most alerts tells the grade again."""
    told, _ = shown(replace(ALERT, lines=("Sabotage, told by 2 reports; grade B2.",)))
    assert told["body"] == "Grade B2, 2 voices."


def test_several_alerts_are_one_notice_that_clears_their_threads():
    """Five headlines, and how many there are more; one thread is named once."""
    many = [replace(ALERT, headline=f"No. {n}", thread=f"{n % 7:032}") for n in range(9)]
    told, _ = shown(*many)
    assert told["title"] == "9 alerts"
    assert told["body"].split("\n") == [*(f"No. {n}" for n in range(5)), "and 4 more"]
    assert len(told["clears"]) == 7
    assert (told["tag"], told["path"]) == ("k" * 32, "/alerts")


def test_what_is_not_for_everybody_is_marked_and_so_is_the_sample():
    """By the strictest of its parts, in the words of the standard."""
    told, _ = shown(ALERT, replace(ALERT, handling="amber"))
    assert told["body"].startswith("[TLP:AMBER]")
    assert shown(replace(ALERT, sample=True))[0]["title"].startswith("SAMPLE ")


def test_moments_sort_as_text():
    """A whole second is before its own half."""
    whole, half = (shown(ALERT, made=NOON + timedelta(milliseconds=n))[0]["at"] for n in (0, 500))
    assert whole < half


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda headline, line, path, thread: replace(
                ALERT, headline=headline, lines=(line,), path=path, thread=thread
            ),
            *[st.text(st.characters(exclude_categories=["Cs"]), max_size=600)] * 3,
            st.uuids().map(lambda one: one.hex),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_a_notice_fits_whatever_it_tells(alerts):
    """A push service need not take more; nothing that cannot be seen is shown."""
    told, body = shown(*alerts)
    assert len(body) <= LARGEST
    assert told["title"].isprintable()
