"""Incidents and stories on pages and over HTTP: told in somebody's words, copies folded."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.web.affair import NEAR, PAID, RAIL, STORY, affair
from tests.web.invented import reports
from tests.web.test_pages import Read, words

from vedette.desk import IncidentAsk, StoryAsk
from vedette.web.affairs import folded
from vedette.web.inquiry import changed
from vedette.web.ladder import HEIGHT, MARGIN, WIDTH, ladder


def test_the_list_tells_each_incident(client):
    """A line has kind, stage with whose word it is, place, day, reports, voices, who differs."""
    told = words(client, "/incidents")
    assert "2 incidents" in told
    assert "attributed by Interior minister Halina Wrona" in told
    assert "3 reports, 2 voices" in told
    assert "18–19 Nov 2025" in told
    assert "2–4 injured" in told
    assert "sources differ on who is said to be behind it, place" in told


def test_filters_narrow_the_list(client, live):
    """What is chosen goes to the desk, stays on offer, and can be taken off."""
    page = client.get("/incidents?status=reported&country=pl&since=2025-11-01").text
    asked = live.asked_of_incidents[-2]
    assert asked.statuses == {"reported"}
    assert asked.countries == {"PL"}
    assert asked.since == date(2025, 11, 1)
    assert "<strong>1</strong> incident\n" in page
    assert "since 2025-11-01 ×" in " ".join(Read(page).words.split())
    assert "No incident matches" in client.get("/incidents?kind=cbrn").text
    assert 'href="/incidents?country=PL&amp;since=2025-11-01"' in page


def test_the_list_turns_pages(client):
    """A page leads to older incidents and back to the newest."""
    page = client.get("/incidents?limit=1").text
    older = re.search(r'rel="next" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert older == "/incidents?limit=1&before=1"
    assert ">Newest<" in client.get(older).text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/incidents?status=guilty", "status cannot be 'guilty'"),
        ("/incidents?country=Poland", "country cannot be 'Poland'"),
        ("/incidents?since=2025-02-02&until=2025-02-01", "lies before since"),
        ("/incidents?type=denial", "there is no parameter 'type' here"),
        ("/stories?reports=0", "reports cannot be '0'"),
    ],
)
def test_a_wrong_question_is_told_with_its_remedy(client, path, why):
    """Pages and API name the parameter, what is wrong with it, and what to give."""
    for base in ("", "/api"):
        answer = client.get(base + path, headers={"accept": "application/json"})
        assert answer.status_code == 400
        assert why in answer.json()["why"]
        assert answer.json()["remedy"]


def test_an_incident_accuses_nobody_itself(client):
    """Each accusation names the accuser, a stage that is attributed whose word it is."""
    told = words(client, f"/incidents/{RAIL}")
    assert "Interior minister Halina Wrona accuses Moscow" in told
    assert "attributed by Interior minister Halina Wrona" in told
    assert "firmness 4 of 6, official accusation" in told
    assert "Russia accused by others, as reported" in told
    assert not re.search(r"\battributed(?! by| in reports)", told)


def test_an_incident_tells_how_its_stage_changed(client):
    """The drawing says in words what it shows, and a table has each change with its words."""
    page = client.get(f"/incidents/{RAIL}").text
    assert re.search(
        r'role="img" aria-label="Stages from [^"]*: reported, then attributed by others\.', page
    )
    assert page[: page.index('id="fields"')].count('<th scope="col">') == 4
    assert page.count('<path class="dot"') == 2
    assert len(re.findall(r'<td class="c-words"><a class="quote"', page)) == 2


def test_what_is_told_in_passing_is_said_to_be(client, live):
    """A report on something else names the incident: it moves no stage, and the page says why."""
    sheet = live.incident(RAIL)
    accounts = tuple(
        one if one.finding else replace(one, telling=replace(one.telling, background=True))
        for one in sheet.accounts
    )
    assert "told in passing" not in client.get(f"/incidents/{RAIL}").text
    live.incident = lambda _name: replace(sheet, accounts=accounts)
    page = client.get(f"/incidents/{RAIL}").text
    assert "no coder marked it · told in passing" in " ".join(page.split())


def test_words_lead_into_the_article(client):
    """A coded telling leads to its finding, one that was recognised to the words themselves."""
    page = client.get(f"/incidents/{RAIL}").text
    links = re.findall(r'<blockquote[^>]*><a class="quote" dir="auto" href="([^"]*)"', page)
    recognised, coded = links
    assert "#f-" in coded
    assert "recognised by its words, 80 % likely; no coder marked it" in page
    article = client.get(recognised.partition("#")[0]).text
    assert '<mark class="here" id="here">' in article
    marked = re.findall(r'<mark class="here"[^>]*>(.*?)</mark>', article, re.DOTALL)
    assert "".join(marked) == "A cyberattack"


HURT = {"killed": ("2",), "injured": ("4",)}


@pytest.mark.parametrize("hurt", [{}, {"killed": (2, 2), "injured": None}])
@pytest.mark.parametrize("tongue", ["en", "uk", "pl"])
def test_what_leads_down_the_page_comes_to_something(client, live, tongue, hurt):
    """In every language: the sentence leads to the rows of the table, by the codebook's words."""
    sheet = live.incident(RAIL)
    told = [
        replace(one, telling=replace(one.telling, values={**one.telling.values, **HURT}))
        for one in sheet.accounts
    ]
    live.incident = lambda _name: replace(
        sheet, line=replace(sheet.line, **hurt), accounts=tuple(told)
    )
    page = client.get(f"/incidents/{RAIL}", headers={"accept-language": tongue}).text
    led = set(re.findall(r'href="#([^"]+)"', page))
    rows = {"f-kind", "f-place", "f-when", "f-killed" if hurt else "f-injured"}
    assert rows <= led
    assert rows <= set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("span", ["5", "a-b", "5-", "-5"])
def test_words_that_cannot_be_pointed_at_are_told(client, span):
    """A span is two numbers; past the text's end it marks nothing."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    assert client.get(f"/article/{article}?span={span}").status_code == 400
    assert "<mark" not in client.get(f"/article/{article}?span=90000-90010").text


def test_a_grade_comes_with_its_reasons(client):
    """The mark stands in lists, on the page with its words, its rule and why."""
    assert "B2 3 reports, 2 voices" in words(client, "/incidents")
    told = words(client, f"/incidents/{RAIL}")
    assert "B, usually reliable; 2, probably true. Rule admiralty@1, row 6" in told
    assert "B: Kurier, prints corrections" in told
    assert re.search("1 heard and not counted *heard, not counted: Meri ja raja", told)
    assert client.get(f"/api/incidents/{RAIL}").json()["grade"]["credibility"] == 2


def test_each_report_has_its_own_grade(client):
    """Of the incident's page each report has the mark of its source, the copies too; no story's."""
    told = words(client, f"/incidents/{RAIL}")
    reports_ = told[told.rindex("Reports") : told.rindex("Its story")]
    assert re.findall(r"\b[A-F][1-6]\b", reports_) == ["F2", "B2", "F2"]
    sheet = client.get(f"/api/incidents/{RAIL}").json()
    assert [one["grade"] for one in sheet["accounts"]] == ["F2", "B2", "F2"]
    page = client.get(f"/stories/{STORY}").text
    assert 'class="letter"' not in page[page.index('id="reports"') :]


def test_what_may_be_the_same_tells_why_and_how_to_decide(client):
    """In words, for it and against it, with the commands that say that they are one or two."""
    told = words(client, f"/incidents/{RAIL}")
    kin = told[told.index("May be the same") :]
    assert re.search(r"likely *40 % log odds −0\.40", kin)
    assert re.search(r"for it *in one story \+3\.53, one day apart \+0\.44", kin)
    assert re.search(r"against it *names in common −0\.31", kin)
    for verb in ("merge", "split"):
        assert f'vedette decide {verb} {RAIL[:12]} {NEAR[:12]} --reason "…"' in kin


def test_decisions_stand_on_the_page_of_the_incident(client):
    """Who, when, why and whether it stands; who differs side by side, what was withdrawn struck."""
    page = client.get(f"/incidents/{RAIL}").text
    part = page[page.index('id="decisions"') : page.index('id="story"')]
    differing, withdrawn, never = part.split('<div class="sides">')[1:]
    for number, told in ((11, "kind set to arson"), (14, "kind set to sabotage")):
        assert f'id="decision-{number}"' in differing
        assert f">{told}</h3>" in differing
    assert "overruled by decision 14" in differing
    assert "<s>all tell of one incident</s>" in withdrawn
    told = " ".join(Read(withdrawn).words.split())
    assert re.search(r"withdrawn by B\. Boss, .*12:13: seen 13", told)
    assert "and 1 more" in told
    assert "“fire drill” hidden until 2026-12-31" in never
    assert 'id="decision-13"' not in part
    assert "Decisions" not in words(client, f"/incidents/{NEAR}")


def test_a_field_that_a_decision_set_is_marked(client):
    """The kind leads to the decision that set it; the place, which nobody corrected, does not."""
    page = client.get(f"/incidents/{RAIL}").text
    assert 'sabotage <small>set by <a href="#decision-14">decision 14</a></small>' in page
    assert page.count("set by") == 1


def test_a_country_is_no_point(client):
    """The page says how closely a place is known; JSON gives a country no decimals."""
    told = words(client, f"/incidents/{NEAR}")
    assert "the country, no closer" in told
    assert "Lipowa a town, within 5 km" in words(client, f"/incidents/{RAIL}")
    spot = client.get("/api/incidents").json()["lines"][1]["spot"]
    assert (spot["lat"], spot["precision"]) == (52, "country")


def test_copies_are_folded_and_no_voice(client):
    """Incident and story show a copy under its origin, counted once with it."""
    for path in (f"/incidents/{RAIL}", f"/stories/{STORY}"):
        page = client.get(path).text
        assert "1 copy, counted once with it" in page
        reports_ = page[page.index('<ol class="reports">') :]
        assert reports_.count("<h3>") == 2
    assert "3 reports, 1 of them a copy, 2 voices" in words(client, "/stories")


def test_a_story_shows_what_was_said_in_it(client):
    """Each report's words beside its outlet, who differs side by side, copies folded."""
    page = client.get(f"/stories/{STORY}").text
    part = page[page.index('id="said"') : page.index('id="reports"')]
    several, alone = part.split('<details class="copied"><summary>1 quoted by one report')
    rows = several[: several.index("</table>")].split("<tr data-row>")[1:]
    assert ["Kurier" in row for row in rows] == [True, False]
    assert "1 copy, counted once with it" in rows[0]
    assert "given to <bdi>a minister</bdi>" in rows[1]
    told = " ".join(Read(several).words.split())
    assert "Wrona statement, 2 reports, 2 voices" in told
    assert re.search(r"day *2025-11-19 1 voice: Kurier.*2025-11-20 1 voice: Pakr", told)
    assert "somebody" in alone
    link = re.search(r'href="(/article/[^"]*span=[^"]*)#here"', several)[1]
    marked = re.findall(r'<mark class="here"[^>]*>(.*?)</mark>', client.get(link).text, re.DOTALL)
    assert re.sub("<[^>]*>", "", "".join(marked)) == PAID
    assert f'href="/stories/{STORY}#said">1 quotation in several' in client.get("/stories").text
    said = client.get(f"/api/stories/{STORY}").json()["said"]
    assert [(one["reports"], len(one["quotes"])) for one in said] == [(2, 4), (1, 2)]
    assert said[0]["disagreements"][0]["field"] == "day"


def test_an_article_leads_to_its_story_and_incidents(client):
    """Beside the text stand the story and what happened in it."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    page = client.get(f"/article/{article}").text
    assert f'href="/stories/{STORY}"' in page
    assert f'href="/incidents/{RAIL}"' in page
    assert client.get(f"/api/articles/{article}").json()["incidents"][0]["id"] == RAIL


def test_an_id_may_be_shortened(client):
    """As long as it is that of one; else both, or the list, are named."""
    for base in ("", "/api"):
        assert client.get(f"{base}/incidents/{RAIL[:4]}").status_code == 200
        several = client.get(f"{base}/incidents/ab")
        assert several.status_code == 404
        assert f"Several ids begin with ab: {RAIL}, {NEAR}" in several.text
        assert "Give more of the one that is meant" in several.text
        none = client.get(f"{base}/stories/nix")
        assert none.status_code == 404
        assert "does not hold a story nix" in none.text


def test_the_api_answers_as_the_pages_do(client):
    """Lists with their cursor, one incident with its accounts, one story with its reports."""
    page = client.get("/api/incidents?limit=1").json()
    assert (page["lines"][0]["id"], page["next"]) == (RAIL, 1)
    sheet = client.get(f"/api/incidents/{RAIL}").json()
    assert [one["finding"] is None for one in sheet["accounts"]] == [True, False, True]
    assert sheet["climbs"][1]["by"] == ["Interior minister Halina Wrona"]
    assert sheet["charges"][0]["words"] == "Interior minister Halina Wrona accuses Moscow"
    assert client.get("/api/stories").json()["lines"][0]["id"] == STORY
    assert len(client.get(f"/api/stories/{STORY}").json()["heads"]) == 3


def test_an_empty_desk_has_no_incidents(empty_client):
    """It says so, and offers no filter to clear."""
    assert "No incidents yet" in empty_client.get("/incidents").text
    assert "No two reports belong together yet" in empty_client.get("/stories").text


def test_the_drawing_runs_in_time_and_up():
    """Dots lie between the margins in the order of time, the further stage above."""
    sheet, _ = affair(reports(), "")
    drawn = ladder(sheet.climbs, sheet.accounts)
    assert drawn.lanes == ("attributed", "reported")
    (x, low), (later, high) = drawn.dots
    assert MARGIN == x < later <= WIDTH - MARGIN
    assert (low, high) == (1.5 * HEIGHT, 0.5 * HEIGHT)
    assert drawn.path == f"M{x:g} {low:g}H{later:g}V{high:g}H{WIDTH - MARGIN}"
    assert len(drawn.faint) == 1
    assert ladder(sheet.climbs[:1], sheet.accounts[:1]) is None
    first, *rest = sheet.accounts
    late = replace(first, head=replace(first.head, known=drawn.last + timedelta(days=1)))
    assert ladder(sheet.climbs, [late, *rest]) == drawn


def test_a_copy_of_what_is_not_there_stands_for_itself():
    """Only a copy whose origin is listed is folded."""
    _, story = affair(reports(), "")
    assert [len(one.copies) for one in folded(story.heads)] == [0, 1]
    assert [len(one.copies) for one in folded(story.heads[2:])] == [0]


def test_questions_read_back():
    """A question written as a query leaves its defaults out."""
    asked = IncidentAsk(kinds=frozenset({"arson"}), statuses=frozenset({"charged"}), before=50)
    assert changed(asked, before=50) == "kind=arson&status=charged&before=50"
    assert changed(asked) == "kind=arson&status=charged"
    assert changed(StoryAsk()) == ""
    assert changed(StoryAsk(reports=1)) == "reports=1"


# ── near, target, review ────────────────────────────────────────────────────────────────────────


def test_what_is_near_is_one_filter(client, live):
    """Kilometres, assets and target go to the desk, stand as chips, and can be taken off."""
    page = client.get("/incidents?near=20&asset=rail&target=rail").text
    asked = live.asked_of_incidents[-2]
    assert (asked.near, asked.assets, asked.targets) == (20.0, {"rail"}, {"rail"})
    told = " ".join(Read(page).words.split())
    assert "within 20 km of rail ×" in told
    assert "4–14 km to Line 7" in told
    assert "1 more is placed too coarsely, or nowhere: nobody can say whether within 20 km" in told
    assert 'class="chip" href="/incidents?target=rail"' in page
    assert "<option selected>rail</option>" in page


def test_the_filter_for_assets_keeps_the_others(client):
    """The form sends on what is chosen; of several assets, those that it cannot show."""
    page = client.get("/incidents?kind=sabotage&target=rail&review=yes").text
    form = page[page.index('aria-label="Days"') :].partition("</form>")[0]
    for name, value in (("kind", "sabotage"), ("target", "rail"), ("review", "yes")):
        assert f'type="hidden" name="{name}" value="{value}"' in form


@pytest.mark.parametrize(
    "query", ["near=0", "near=-5", "near=501", "near=nan", "near=inf", "near=x", "target=bridge"]
)
def test_a_distance_or_target_that_is_none_is_refused(client, query):
    """Pages and API say what may be given."""
    for base in ("", "/api"):
        answer = client.get(f"{base}/incidents?{query}", headers={"accept": "application/json"})
        assert answer.status_code == 400, query
        assert (
            "km" in answer.json()["remedy"]
            or "rail" in answer.json()["remedy"]
            or "500" in (answer.json()["remedy"])
        )


def test_an_asset_that_nobody_has_is_a_wrong_question(client):
    """The answer is 400 with the remedy, not a fault of the desk."""
    for base in ("", "/api"):
        answer = client.get(f"{base}/incidents?asset=x", headers={"accept": "application/json"})
        assert answer.status_code == 400
        assert "no asset has this class" in answer.json()["why"]
        assert answer.json()["remedy"] == "Give rail"


def test_the_page_tells_what_is_near(client):
    """Each asset with its interval; where the place is too coarse, that instead."""
    told = words(client, f"/incidents/{RAIL}")
    assert "Near what you watch over Within 20 km, as far as the place is told." in told
    assert "4–14 km Line 7 rail, certainly within" in told
    assert "4–21 km Line 7 rail, possibly within" in told
    told = words(client, f"/incidents/{NEAR}")
    assert "It is placed in Poland as a whole, and a country is near nothing." in told
    sheet = client.get(f"/api/incidents/{RAIL}").json()
    assert sheet["vicinity"]["near"][0]["low"] == 3.8
    answer = client.get("/api/incidents?near=20").json()
    assert (answer["km"], answer["untold"]) == (20.0, 1)
    assert answer["lines"][0]["near"]["certain"] is True


def test_a_stage_tells_when_it_was_confirmed(client, live):
    """In lists and on the page, with a mark where that is too long ago, and a filter."""
    for path in ("/incidents", f"/incidents/{RAIL}"):
        page = client.get(path).text
        assert "last confirmed <time" in page
        assert page.count(">in review</span>") >= 1
    assert "arms industry, rail" in words(client, f"/incidents/{RAIL}")
    only = client.get("/api/incidents?review=yes").json()["lines"]
    assert [(line["id"], line["review"]) for line in only] == [(RAIL, True)]
    assert live.asked_of_incidents[-1].review is True
    page = client.get("/incidents?review=no").text
    assert "<strong>1</strong> incident\n" in page
    assert 'href="/incidents" aria-current="true"><bdi>not in review</bdi>' in page


def test_a_question_reads_back(client, live):
    """What is written as a query is the question again."""
    ask = IncidentAsk(
        targets=frozenset({"rail", "energy"}), near=7.5, assets=frozenset({"rail"}), review=False
    )
    client.get(f"/api/incidents?{changed(ask)}")
    assert live.asked_of_incidents[-1] == ask
