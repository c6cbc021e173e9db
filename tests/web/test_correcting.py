"""What is decided on an incident's page, and of several incidents that were ticked in the list."""

from urllib.parse import parse_qs, urlsplit

import pytest
from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.hushed import NOON
from tests.web.test_pages import words

from vedette.desk import Desk, IncidentAsk
from vedette.web import app
from vedette.web.correcting import MOST

DANA = {"author": "Dana", "reason": "the ministry says so"}


@pytest.fixture
def desk(url):
    """A desk of forty reports."""
    made = Desk(url, now=lambda: NOON)
    yield made
    made.close()


def names(desk):
    """The ids of all incidents, in the order of the list."""
    return [one.id for one in desk.incidents(IncidentAsk(limit=100)).lines]


def sent(client, name, **more):
    """Send the form of an incident's page; give where it leads."""
    answer = client.post(f"/incidents/{name}/decide", data=DANA | more, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def ticked(client, what, *ids, **more):
    """Send the form of the list."""
    data = {"what": what, "id": list(ids), "author": "Dana", **more}
    return client.post("/incidents/chosen", data=data, follow_redirects=False)


def test_those_that_are_ticked_are_shown_without_a_decision(visitor, desk):
    """Also where the form has a name and a reason beside them."""
    chosen = names(desk)[:2]
    answer = ticked(visitor, "show", *(one[:12] for one in chosen))
    assert answer.status_code == 303
    page = visitor.get(answer.headers["location"]).text
    assert all(f'href="/incidents/{one}"' in page for one in chosen)
    assert not desk.duties(chosen)


def test_an_incident_is_corrected_where_it_stands(visitor, desk):
    """Kind, place and a note, as the command line decides, and each leads back to the page."""
    name = names(desk)[0]
    for more in ({"what": "kind", "kind": "arson"}, {"what": "place", "place": "Narva, EE"},
                 {"what": "note"}, {"what": "confirm"}):  # fmt: skip
        assert sent(visitor, name, **more) == f"/incidents/{name}#decisions"
    page = words(visitor, f"/incidents/{name}")
    for said in ("kind set to arson", "place set to Narva, Estonia", "a note", "Dana"):
        assert said in page
    line = next(one for one in desk.incidents(IncidentAsk(limit=100)).lines if one.id == name)
    assert (line.kind, line.spot.name) == ("arson", "Narva")


def test_a_decision_is_taken_back_where_it_stands(visitor, desk):
    """Its number is on the button, and no reason needs to be given."""
    name = names(desk)[0]
    kind = desk.incidents().lines[0].kind
    sent(visitor, name, what="kind", kind="arson" if kind != "arson" else "sabotage")
    (made,) = [one.ruling.number for one in desk.decisions(name)]
    assert f'value="withdraw:{made}"' in visitor.get(f"/incidents/{name}").text
    sent(visitor, name, what=f"withdraw:{made}", reason="")
    assert desk.incidents().lines[0].kind == kind
    assert f'value="withdraw:{made}"' not in visitor.get(f"/incidents/{name}").text


def test_two_are_made_one_from_the_page_of_either(visitor, desk):
    """Whoever merges is led to the whole, whichever id it bears; split, they are two again."""
    one, other = names(desk)[:2]
    there = sent(visitor, one, what=f"same:{other}")
    left = set(names(desk)) & {one, other}
    assert there == f"/incidents/{left.pop()}#decisions"
    assert not left


def test_what_was_none_leads_to_its_report(visitor, desk):
    """There is no page of it any more."""
    line = next(one for one in desk.incidents(IncidentAsk(limit=100)).lines if one.reports == 1)
    there = sent(visitor, line.id, what="dismiss")
    assert there == f"/article/{line.article}#decided"
    assert line.id not in names(desk)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"what": "burn"}, "it is none of"),
        ({"what": "note", "reason": " "}, "say why"),
        ({"what": "kind", "kind": "theft"}, "none of the 19 kinds"),
        ({"what": "place"}, "give the nearest town"),
        ({"what": "place", "place": "Nowhereville-upon-X"}, "there is no place"),
        ({"what": "same:ffffffff"}, "does not hold an incident"),
        ({"what": "withdraw:x"}, "give the number"),
        ({"what": "note", "author": ""}, "give your name"),
    ],
)
def test_what_a_form_lacks_is_told(visitor, desk, more, why):
    """And nothing is decided."""
    name = names(desk)[0]
    answer = visitor.post(f"/incidents/{name}/decide", data=DANA | more, follow_redirects=False)
    assert answer.status_code in {400, 404}
    assert why.lower() in answer.text.lower()
    assert not desk.decisions(name)


def test_those_that_were_ticked_are_a_link(visitor, desk):
    """To the list of them alone, which has its exports and can be kept."""
    one, other, *_ = names(desk)
    asked = {"id": [one[:12], other[:12]]}
    answer = visitor.get("/incidents/chosen", params=asked, follow_redirects=False)
    there = answer.headers["location"]
    assert there == f"/incidents?q=incident%3A{one[:12]}%2C{other[:12]}"
    lines = visitor.get(there.replace("/incidents?", "/incidents.json?")).json()["lines"]
    assert {line["id"] for line in lines} == {one, other}
    for ids in ([], ["ab"] * (MOST + 1)):
        answer = visitor.get("/incidents/chosen", params={"id": ids}, follow_redirects=False)
        assert answer.status_code == 400


def test_all_that_were_ticked_are_taken_on_or_put_off(visitor, desk):
    """One decision each, under one name."""
    chosen = names(desk)[:3]
    for what in ("acknowledge", "snooze"):
        answer = ticked(visitor, what, *(one[:12] for one in chosen))
        assert answer.status_code == 303
        asked = parse_qs(urlsplit(answer.headers["location"]).query)["q"]
        assert asked == [f"incident:{','.join(one[:12] for one in chosen)}"]
    duties = desk.duties(names(desk))
    assert set(duties) == set(chosen)
    for one in duties.values():
        assert one.acknowledged.author == one.snoozed.author == "Dana"
        assert one.until > NOON


def test_all_that_were_ticked_are_made_one(visitor, desk):
    """Three become one in two merges, whichever ids they bear meanwhile."""
    before = names(desk)
    chosen = before[:3]
    answer = ticked(visitor, "merge", *chosen)
    (left,) = set(names(desk)) & set(chosen)
    assert answer.headers["location"] == f"/incidents/{left}#decisions"
    assert len(names(desk)) == len(before) - 2


@pytest.mark.parametrize(
    ("what", "count", "why"),
    [("merge", 1, "one alone is chosen"), ("merge", 0, "none is chosen"), ("burn", 2, "none of")],
)
def test_what_cannot_be_done_with_those_ticked_is_told(visitor, desk, what, count, why):
    """And nothing is decided of any."""
    answer = ticked(visitor, what, *names(desk)[:count])
    assert answer.status_code == 400
    assert why in answer.text
    assert not any(map(desk.decisions, names(desk)))


def test_a_desk_that_only_reads_offers_and_takes_nothing(desk):
    """It still shows the chosen alone; how to decide stands there as a command."""
    name = names(desk)[0]
    with TestClient(
        app(desk, None, host="127.0.0.1", port=PORT), base_url=AT, raise_server_exceptions=False
    ) as client:
        page = client.get(f"/incidents/{name}").text
        assert f"/incidents/{name}/decide" not in page
        listed = client.get("/incidents").text
        assert "Show these alone" in listed
        assert "Merge into one" not in listed
        assert (
            client.post(f"/incidents/{name}/decide", data=DANA | {"what": "note"}).status_code
            == 403
        )
        assert ticked(client, "acknowledge", name).status_code == 403
