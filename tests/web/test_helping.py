"""What a sign or a word means is told where it stands, and by one glossary."""

import re

import pytest

from vedette.web import abouts, glossary, keys
from vedette.web.words import FIRMNESS, KINDS, SIGN_OF_STAGE, STATES, TYPES


def test_the_glossary_has_every_word_once():
    """Kinds, types, rungs, stages, letters, figures, states and levels: each with a meaning."""
    listed = [term for chapter in glossary.chapters() for term in chapter.terms]
    assert len({one.id for one in listed}) == len(listed)
    assert all(one.means.strip() for one in listed)
    wanted = {f"kind-{one}" for one in KINDS} | {f"type-{one}" for one in TYPES}
    wanted |= {f"rung-{n}" for n in range(len(FIRMNESS))} | {f"state-{one}" for one in STATES}
    wanted |= {f"letter-{one}" for one in "ABCDEF"} | {f"figure-{n}" for n in range(1, 7)}
    assert wanted <= {one.id for one in listed}


def test_a_grade_is_its_letter_and_its_figure():
    """And what is no grade is no term."""
    told = glossary.term("grade-C5").means
    assert glossary.term("letter-C").means in told
    assert glossary.term("figure-5").means in told
    assert [glossary.term(name) for name in ("grade-Z9", "grade-", "kind-treason")] == [None] * 3


def test_every_stage_of_an_incident_has_the_sign_that_lists_show():
    """A tap explains the very sign that was tapped."""
    for chapter in glossary.chapters():
        if chapter.id == "stages":
            for term in chapter.terms:
                assert term.sign == f"stage-{SIGN_OF_STAGE[term.id.removeprefix('stage-')]}"


@pytest.mark.parametrize("path", ["/", "/findings", "/incidents", "/stories"])
def test_what_may_be_tapped_on_a_page_is_explained_on_it(client, path):
    """Each button has its box, each box is there once, and leads to the glossary's own place."""
    page = client.get(path).text
    tapped = set(re.findall(r'popovertarget="x-([\w+-]+)"', page))
    boxes = re.findall(r'<div popover id="x-([\w+-]+)"', page)
    assert sorted(boxes) == sorted(tapped)
    glossary_page = client.get("/help").text
    for name in tapped:
        assert f'href="/help#{glossary.home(name)}"' in page
        assert f'id="{glossary.home(name)}"' in glossary_page


def test_findings_and_articles_explain_kind_confidence_and_stage(client):
    """On the list, and beside the words of an article."""
    page = client.get("/findings").text
    assert 'popovertarget="x-confidence"' in page
    assert 'popovertarget="x-kind-' in page
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    assert 'popovertarget="x-confidence"' in client.get(f"/article/{article}").text


def test_a_page_leads_to_its_own_help(client):
    """The question mark in the masthead: a section that is there."""
    told = client.get("/help").text
    for path in ("/", "/findings", "/incidents", "/coverage", "/sources", "/watches", "/keys"):
        link = re.search(r'class="help-here" href="([^"]*)"', client.get(path).text)[1]
        assert link == f"/help#{abouts.place(path)}"
        assert f'id="{abouts.place(path)}"' in told


def test_the_keys_are_one_table(client):
    """The list on every page is that of `/keys`; wherever a key leads, there is a page."""
    page = client.get("/keys").text
    for key in keys.GO:
        assert page.count(f'data-go="{key.keys[-1]}"') == 2
        assert client.get(key.to).status_code == 200
    letters = [one.keys[-1] for one in keys.GO]
    assert len(set(letters)) == len(letters)
    assert 'data-to="/sample/incidents"' in client.get("/sample/keys").text
