"""An incident's page: its sentence, fields by source, as it was known on a day, and its exports."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.web.affair import RAIL, affair
from tests.web.conftest import visiting
from tests.web.invented import reports
from tests.web.test_pages import Read, words

from vedette.records import Disagreement, Side
from vedette.web.crossing import crossing


def test_it_begins_with_a_sentence_of_its_fields(client):
    """Each part leads to where it comes from; who accuses is named."""
    page = client.get(f"/incidents/{RAIL}").text
    sentence = re.search(r'<p class="sentence">(.*?)</p>', page, re.DOTALL)[1]
    told = " ".join(Read(sentence).words.split())
    assert told == (
        "sabotage of arms industry, rail at Lipowa, Poland, a town, within 5 km, on 18–19 Nov "
        "2025; 2–4 injured: attributed by Interior minister Halina Wrona. B2, probably true: "
        "2 sources of their own in 3 reports; they differ on who is said to be behind it, place."
    )
    hrefs = [a["href"] for tag, a in Read(sentence).tags if tag == "a"]
    assert "#stages" in hrefs
    assert "#disagreements" in hrefs


def test_a_map_shows_how_closely_the_place_is_told(client):
    """A disc over the land, with what it is in words."""
    page = client.get(f"/incidents/{RAIL}").text
    assert 'aria-label="Map around Lipowa, within 5 km"' in page


def test_each_source_has_a_column_and_each_value_its_words(client):
    """A value leads into the article; what nobody tells has no row."""
    page = client.get(f"/incidents/{RAIL}").text
    table = re.search(r'<table class="crossing">(.*?)</table>', page, re.DOTALL)[1]
    told = " ".join(Read(table).words.split())
    assert told.startswith("Field Pakrantės žinios F2 Kurier Nadwiślański B2 kind")
    assert "where" not in told
    links = [a["href"] for tag, a in Read(table).tags if tag == "a"]
    assert any(re.search(r"/article/\w+\?span=\d+-\d+#here", link) for link in links)
    assert client.get(links[-1].partition("#")[0]).status_code == 200


def test_sides_are_told_by_letters():
    """Values that sources differ on say which side holds them; copies are no column."""
    sheet, _ = affair(reports(), "")
    first, second, _ = sheet.accounts
    differing = Disagreement(
        about=RAIL,
        field="place",
        sides=(
            Side(value="Elsewhere", articles=(first.head.article,)),
            Side(value="Lipowa", articles=(second.head.article,)),
        ),
    )
    told = crossing(replace(sheet, disagreements=(differing,)))
    (place,) = [one for one in told.rows if one.differs]
    assert place.name == "place"
    assert {value.side for cell in place.cells for value in cell} == {"b"}
    assert len(told.columns) == 2


def test_a_number_is_shown_where_sources_dispute_it():
    """A report counts many things in passing: without a dispute none of them has a row."""
    sheet, _ = affair(reports(), "")
    first, second, *more = sheet.accounts
    counted = [
        replace(one, telling=replace(one.telling, values={**one.telling.values, "count": told}))
        for one, told in ((first, ("2 drones", "7 hours")), (second, ("5 drones",)))
    ]
    sheet = replace(sheet, accounts=(*counted, *more))
    assert "how many" not in {one.name for one in crossing(sheet).rows}
    sides = tuple(
        Side(value=value, articles=(one.head.article,))
        for value, one in (("2", first), ("5", second))
    )
    disputed = replace(sheet, disagreements=(Disagreement(about=RAIL, field="count", sides=sides),))
    (row,) = [one for one in crossing(disputed).rows if one.name == "how many"]
    assert [[value.shown for value in cell] for cell in row.cells] in (
        [["2"], ["5"]],
        [["5"], ["2"]],
    )


def test_it_can_be_seen_as_it_was_known_on_a_day(client, live):
    """The address tells the day; the desk is asked for its last moment."""
    accounts = live.only("incident", RAIL).accounts
    first = min(one.head.known for one in accounts)
    last = max(one.head.known for one in accounts)
    page = client.get(f"/incidents/{RAIL}").text
    assert f'href="/incidents/{RAIL}?as_of={first.date()}"' in page
    day = (last - timedelta(days=1)).date()
    told = words(client, f"/incidents/{RAIL}?as_of={day}")
    if live.asked_then:
        asked = live.asked_then[-1]
        assert asked == datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)
        assert "As known at the end of" in told
    early = words(client, f"/incidents/{RAIL}?as_of=2020-01-01")
    assert "Nothing of it was known at the end of Wed 1 Jan 2020" in early
    assert client.get(f"/incidents/{RAIL}?as_of=soon").status_code == 400


def test_a_day_after_everything_is_the_present(client, live):
    """Nothing is worked out anew for it."""
    words(client, f"/incidents/{RAIL}?as_of=2030-01-01")
    assert live.asked_then == []


def test_it_leaves_as_text_and_by_its_ending(client):
    """What it says is what the page says; an ending leads to the export."""
    text = client.get(f"/incidents/{RAIL}/export.txt")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.text.startswith("Sabotage, Lipowa, Poland\n\nWhen: 2025-11-18 to 2025-11-19\n")
    assert "Interior minister Halina Wrona accuses Moscow (official accusation)" in text.text
    assert f"http://127.0.0.1:8400/incidents/{RAIL}" in text.text
    for ending, at in (("stix", "stix"), ("csv", "csv"), ("text", "txt")):
        answer = client.get(f"/incidents/{RAIL}.{ending}", follow_redirects=False)
        assert answer.headers["location"] == f"/incidents/{RAIL}/export.{at}"
        assert client.get(f"/incidents/{RAIL}.{ending}").status_code == 200
    assert client.get(f"/incidents/{RAIL}.doc").status_code == 404


def test_text_shows_what_cannot_be_seen(hostile_desk):
    """A report's title cannot steer a mail."""
    with visiting(hostile_desk, None) as client:
        text = client.get(f"/incidents/{RAIL}/export.txt").text
    assert "\u202e" not in text
    assert "⟦RLO⟧" in text
