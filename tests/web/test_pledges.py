"""The register of pledges on the desk: its list, one pledge, the charts, the API."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from tests.web.pledged import PAPER, TOLD, pledged

from vedette.web import lines, promises


def words(client, path):
    """Give the words of a page, a blank between those of two elements."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", client.get(path).text)).split())


def test_the_register_lists_who_bound_himself_to_what_by_when(client):
    """A line has the standing, the promisor, the act, the level, the year and the voices."""
    told = words(client, "/pledges")
    assert "behind since" in told
    assert "Poland spend 2.5 % of GDP on defence 2.5 % of GDP 2030 1 report, 1 voice" in told
    assert "NATO spend 3 % of GDP 3 % of GDP – an official paper" in told


def test_the_filters_of_the_register_are_asked_and_kept(client, live):
    """What is asked reaches the desk and stands in the form and in the links."""
    page = client.get("/pledges?standing=behind&promisor=pl&due_before=2031-01-01").text
    asked = live.asked_of_pledges[-1]
    assert asked.standings == {"behind"}
    assert (asked.by, asked.due_before) == ("pl", date(2031, 1, 1))
    assert '<option selected value="behind">behind</option>' in page
    assert 'value="pl"' in page


def test_pages_of_the_register_follow_each_other(client):
    """The next page is one link on, with the same filters."""
    page = client.get("/pledges?limit=1").text
    assert 'rel="next" href="/pledges?limit=1&amp;before=1"' in page


@pytest.mark.parametrize("path", ["/pledges", "/api/pledges"])
@pytest.mark.parametrize(
    ("query", "why"),
    [("standing=sure", "standing cannot be"), ("type=denial", "there is no parameter 'type' here")],
)
def test_what_the_register_does_not_know_is_told(client, path, query, why):
    """A standing that there is none of, and a parameter of another page, are refused."""
    answer = client.get(f"{path}?{query}", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert why in answer.text


def test_a_pledge_is_told_with_what_moved_it_and_in_whose_words(client):
    """The page has every change with its words or its paper, the reports, the figures."""
    page = client.get(f"/pledges/{TOLD}").text
    told = words(client, f"/pledges/{TOLD}")
    assert "How its standing changed" in told
    assert "1.70 % in 2024, an estimate; the path needs 1.90 A body , A declaration" in told
    assert "In its place now: spend 3 % of GDP" in told
    assert "2024 1.70 % estimate 1.90 % -0.20" in told
    assert "in review" in told
    assert "?span=0-" in page


def test_a_declared_pledge_has_a_course_for_each_member(client):
    """Who is bound with others stands in a table, with a drawing for each."""
    told = words(client, f"/pledges/{PAPER}")
    assert "It stands in an official paper: A body , A declaration" in told
    assert "review 2027" in told
    assert told.count("Poland") > 2
    assert "No report that came in tells of it yet." in told


def test_an_id_may_be_shortened_and_must_be_one(client):
    """The start of an id leads to its pledge; none and several are told."""
    assert client.get(f"/pledges/{TOLD[:4]}").status_code == 200
    several = client.get("/pledges/ef")
    assert several.status_code == 404
    assert "Several ids begin with ef" in several.text
    assert "does not hold a pledge 00" in client.get("/pledges/00").text


def test_the_api_gives_the_register_and_one_pledge(client):
    """The same answers as JSON: lines with counts, and all of one pledge."""
    page = client.get("/api/pledges").json()
    assert page["standings"] == {"behind": 1, "open": 1}
    sheet = client.get(f"/api/pledges/{TOLD}").json()
    assert sheet["pledge"]["turns"][1]["standing"] == "behind"
    assert sheet["pledge"]["courses"][0]["figures"][2]["needed"] == pytest.approx(1.9)
    schema = client.get("/schema/openapi.json").json()
    assert "/api/pledges/{pledge_id}" in schema["paths"]


def test_an_empty_register_says_so(empty_client):
    """A desk that has read nothing says that there are no pledges yet."""
    assert "No pledges yet" in empty_client.get("/pledges").text


def test_the_chart_joins_figures_and_tells_estimates_apart(live):
    """Figures are joined by a line, estimates by a dashed one, and the path ends at the level."""
    course = live.pledge(TOLD).pledge.courses[0]
    drawn = lines.chart(course)
    assert (drawn.first, drawn.last) == (2022, 2030)
    assert (len(drawn.dots), len(drawn.rings)) == (2, 1)
    assert drawn.solid.count("M") == 1
    assert drawn.dashed.count("M") == 1
    assert drawn.needed.endswith(f" {lines.DEEP * (1 - 1 / 1.12):.1f}")


def test_members_are_ranked_by_how_far_they_are_below_the_path(live):
    """Who is furthest below comes first, who has no figure yet last."""
    course = live.pledge(TOLD).pledge.courses[0]
    better = replace(
        course, of="NO", figures=(*course.figures[:2], replace(course.newest, value=3))
    )
    silent = replace(course, of="AL", figures=course.figures[:1])
    ranked = promises.ranked((silent, better, course))
    assert [one.of for one in ranked] == ["PL", "NO", "AL"]
    assert [promises.state_of(one) for one in ranked] == ["behind", "on course", "no figure yet"]
    over = [promises.state_of(replace(one, due=2024)) for one in ranked]
    assert over == ["below the level", "at the level", "no figure yet"]


def test_nothing_is_drawn_where_nothing_happened(live):
    """A pledge that was given and never heard of again has no step line."""
    assert lines.steps(live.pledge(PAPER)) is None
    assert lines.steps(pledged(live.reports, "")[0]).lanes == ("open", "behind")
