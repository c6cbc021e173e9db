"""The pages: there, marked, escaped, and true to the text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from litestar.testing import TestClient
from tests.web.affair import RAIL, STORY
from tests.web.hushed import NOON
from tests.web.pledged import PAPER, TOLD
from tests.web.register import DECIDED, DUE, VAGUE
from tests.web.small import POLLS

from vedette.desk import Desk, Page
from vedette.query import parse
from vedette.records import Report
from vedette.web import app
from vedette.web.pages import FOUND, told_by

AT = "http://127.0.0.1:8400"
PAGES = ("/", "/sources", "/sources/pl/kurier", "/sources/de/hafen", "/issues", "/alerts",
         "/findings", "/wall",
         "/search",         "/search?q=cable", "/search?q=zzz", "/findings?words=zzz",
         "/findings?limit=2",
         "/findings?copies=true", "/incidents", "/incidents?kind=arson&status=charged",
         f"/incidents/{RAIL}", "/stories", f"/stories/{STORY}",
         "/alarms", "/brief", "/brief?day=2025-11-19",
         "/pledges", "/pledges?standing=behind", f"/pledges/{TOLD}", f"/pledges/{PAPER}",
         "/coverage", "/coverage?source=lt/pakrante", "/stories?reports=9", "/forecasts",
         f"/forecasts/{DUE}", f"/forecasts/{DECIDED}", f"/forecasts/{VAGUE}",
         "/forecasters/Grid%20Watch%20A/S", "/foresight", "/calendar",
         "/calendar?actor=PL&standing=unanswered")  # fmt: skip


class Read(HTMLParser):
    """Reads a page as a browser does: its tags with their attributes, and its words by element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def words(client, path):
    """Read a page's words, runs of white space as one space."""
    return " ".join(Read(client.get(path).text).words.split())


def articles(client) -> list[str]:
    """Give the ids of all articles, the newest first."""
    lines = client.get("/api/findings?limit=100").json()["lines"]
    return list(dict.fromkeys(line["article"] for line in lines))


@pytest.mark.parametrize("base", ["", "/sample"])
def test_every_page_answers(client, base):
    """Every page of both desks is there, and every inner link of it leads somewhere."""
    paths = [*PAGES, *(f"/article/{one}" for one in articles(client))]
    links = set()
    for path in paths:
        answer = client.get(f"{base}{path}".removesuffix("/") or "/")
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'data-base="{base}"' in answer.text
        links |= {a.get("href") or "" for tag, a in Read(answer.text).tags if tag == "a"}
    inner = {link.partition("#")[0] for link in links if link.startswith("/")}
    assert len(inner) > 30
    for link in inner:
        assert client.get(link).status_code == 200, link


def test_sample_is_marked_everywhere(client):
    """Pages, titles, errors, exports and answers of the sample desk say that they are."""
    for path in (*PAGES, "/nowhere", "/findings?since=x", f"/article/{articles(client)[0]}"):
        answer = client.get(f"/sample{path}".removesuffix("/"))
        assert answer.headers["x-vedette-sample"] == "true"
        assert "<title>SAMPLE · " in answer.text
        assert "<strong>SAMPLE</strong>" in answer.text
    for path in ("/export.csv", "/export.jsonl", "/api/standing", "/api/nothing"):
        assert client.get(f"/sample{path}").headers["x-vedette-sample"] == "true"
    assert "vedette-sample.csv" in client.get("/sample/export.csv").headers["content-disposition"]


def test_live_is_never_marked_as_sample(client):
    """The live desk's pages and answers carry no mark, nor do paths that only look alike."""
    for path in (*PAGES, "/export.csv", "/api/standing", "/samples", "/schema"):
        answer = client.get(path)
        assert "x-vedette-sample" not in answer.headers
        assert "SAMPLE" not in answer.text


@pytest.fixture
def hostile(hostile_desk):
    """Visit a desk in which every field that a stranger can fill attacks the page."""
    site = app(hostile_desk, None, host="127.0.0.1", port=8400)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as visitor:
        yield visitor


def test_hostile_words_stay_words(hostile):
    """No field of an article, source, issue, hit or query becomes a tag, a script or a link."""
    paths = [*PAGES, *(f"/article/{one}" for one in articles(hostile)), "/search?q=explosion",
             "/findings?words=<script>alert(1)</script>",
             '/findings?place="><script>alert(1)</script>',
             "/search?q=<script>alert(1)</script>", "/article/<script>alert(1)</script>",
             "/findings?since=<script>alert(1)</script>",
             "/sources/<script>alert(1)</script>"]  # fmt: skip
    attacked = 0
    for path in paths:
        page = hostile.get(path).text
        attacked += "alert(1)" in page
        assert "\u202e" not in page
        assert "<script>alert" not in page
        for tag, attributes in Read(page).tags:
            assert not any(name.startswith("on") for name in attributes), path
            assert "style" not in attributes
            assert not (attributes.get("href") or "").lower().startswith(("javascript", "data"))
            if tag == "script":
                assert (attributes["src"] or "").startswith("/static/")
    assert attacked > 12


def test_a_directional_override_is_shown(hostile):
    """The reader sees that the headline would have read backwards."""
    evil = next(one for one in articles(hostile) if "alert" in title(hostile, one))
    page = hostile.get(f"/article/{evil}").text
    assert '<span class="ctl" title="U+202E right-to-left override' in page
    assert "⟦RLO⟧" in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]


def title(client, article):
    """Tell an article's title."""
    return client.get(f"/api/articles/{article}").json()["article"]["title"]


def test_an_articles_page_holds_its_text(client):
    """The marked text read without its tags and numbers is the article's own."""
    for one in articles(client)[:4]:
        page = client.get(f"/article/{one}").text
        body = re.search(r'<h1 dir="auto" data-own>.*?</p>\n</div>', page, re.DOTALL)[0]
        body = re.sub(r'<p class="dates">.*?</p>', "", body, flags=re.DOTALL)
        body = re.sub(r'<a class="no".*?</a>', "", body)
        text = client.get(f"/api/articles/{one}").json()["article"]["text"]
        words = [line for line in Read(body).words.split("\n") if line.strip()]
        assert words == [line for line in text.split("\n") if line.strip()]


def test_an_articles_page_tells_all_of_its_findings(client):
    """Each finding has a note with its fields, values, rule and confidence, and marked words."""
    page = client.get(f"/article/{articles(client)[0]}").text
    assert len(re.findall(r'<li id="f\d+"', page)) == 8
    assert len(re.findall(r'<a class="no" id="w\d+"', page)) == 8
    assert 'data-key="1.where.0"' in page
    assert "4 of 6, official accusation" in page
    assert '<a href="#f1">finding 1</a>' in page
    assert "<code>attribution/accused</code>" in page


def test_a_note_tells_confidence_and_review_in_words(client, live):
    """A reader and a screen reader get the number as text; what waits is told in words too."""
    page = client.get(f"/article/{articles(client)[0]}").text
    told = Read(page).words
    assert told.count("confidence 0.80") == 8
    assert told.count("in review: an alert needs 0.9") == 2
    assert "in review: an alert needs 0.95" in told
    number = re.search(r">confidence 0.80</button>", page)
    assert number is not None
    live.article = lambda *_, ask=live.article: replace(ask(*_), review={})
    assert "in review" not in client.get(f"/article/{articles(client)[0]}").text


def test_an_article_accuses_nobody_itself(client):
    """The notes say who accuses whom, and that the actor is said to be behind it."""
    page = client.get(f"/article/{articles(client)[0]}").text
    words = " ".join(Read(page).words.split())
    assert "Interior minister Halina Wrona accuses Moscow" in words
    assert "said to be behind it: Moscow, according to Interior minister Halina Wrona" in words
    assert "<dt>said to be behind it</dt>" in page
    assert "said to be behind it = Russia" in page  # the tip for who has no scripts
    assert "<dt>actor</dt>" not in page
    assert 'data-key="1.actor.0" data-label="said to be behind it"' in page
    assert 'data-label="actor"' not in page


def test_the_stream_accuses_nobody_itself(client):
    """A row names the accuser; where the report has none, it is the report that links."""
    words = " ".join(Read(client.get("/findings").text).words.split())
    assert "Interior minister Halina Wrona accuses Moscow" in words
    assert "said to be behind it: Moscow, according to Interior minister Halina Wrona" in words
    assert "the report links it to the coast guard" in words
    assert "Halina Wrona → " not in words


def test_the_stream_marks_what_is_in_review(client):
    """A row has its confidence and its mark in words; the filter shows one side or the other."""
    waiting, others = (
        Read(client.get(f"/findings?review={side}").text).words for side in ("yes", "no")
    )
    assert "confidence 0.80" in waiting
    assert waiting.count("confidence 0.80") == 7
    rows = [
        re.findall(r'class="review"', client.get(f"/findings?review={s}").text)
        for s in ("yes", "no")
    ]
    assert [len(found) for found in rows] == [7, 0]
    assert "confidence 0.80" in others


def test_confidence_and_review_are_kept_when_paging(client, live):
    """Older pages, exports and the form ask by the same confidence and review."""
    page = client.get("/findings?confidence=0.8&review=yes&limit=2").text
    older = re.search(r'rel="next" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert "confidence=0.8&review=yes&limit=2&before=" in older
    assert client.get(older).status_code == 200
    assert (live.asked[-1].confidence, live.asked[-1].review) == (0.8, True)
    export = re.search(r'href="(/findings\.csv[^"]*)"', page)[1].replace("&amp;", "&")
    assert export == "/findings.csv?confidence=0.8&review=yes"
    inputs = {a.get("name"): a.get("value") for tag, a in Read(page).tags if tag == "input"}
    assert (inputs["confidence"], inputs["review"]) == ("0.8", "yes")
    assert "confidence ≥ 0.8 ×" in Read(page).words
    assert "Nothing matches these filters" in client.get("/findings?confidence=0.81").text


def test_a_search_keeps_its_confidence(client, live):
    """The box keeps what was asked, and an older page asks for it again."""
    live.search = lambda words, ask=live.search, **more: replace(ask(words, **more), next=4)
    page = client.get("/search?q=cable&confidence=0.8").text
    assert 'href="/search?q=cable&amp;confidence=0.8&amp;before=4"' in page
    assert ("input", "0.8") in [(tag, a.get("value")) for tag, a in Read(page).tags]
    none = client.get("/search?q=cable&confidence=0.81").text
    assert "No article answers that with a finding of that confidence" in none


def test_an_articles_page_tells_where_it_comes_from(client):
    """Source, reliability, versions, copies and what could not be done stand beside the text."""
    newest = articles(client)[0]
    page = client.get(f"/article/{newest}").text
    for words in ("usually reliable: prints corrections", "edited by the publisher", "87 % alike",
                  "93 % alike", "What could not be done", "https://pl.kurier.example/rail",
                  ):  # fmt: skip
        assert words in page
    assert client.get(f"/article/{newest}?version=1").status_code == 200
    assert client.get(f"/article/{newest}?version=7").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", "Not coded: this coder reads English, and the article is in Ukrainian."),
        ("en-GB", "The coder found nothing in scope in this article."),
        ("", "The coder found nothing in scope in this article."),
    ],
)
def test_an_article_that_cannot_be_coded_is_not_called_quiet(client, live, language, words):
    """A language that the coder does not read is told as such, not as nothing in scope."""
    told = live.reports[0]
    silent = Report(
        article=replace(told.article, language=language), coding=replace(told.coding, findings=())
    )
    live.reports = (silent, *live.reports[1:])
    assert words in client.get(f"/article/{silent.article.id}").text


def test_every_language_that_the_coder_reads_is_told(client, live):
    """Polish is read where its rules are: nothing found in it is nothing in scope."""
    live.read = frozenset({"en", "pl"})
    told = live.reports[0]
    for language, words in (
        ("pl", "The coder found nothing in scope in this article."),
        ("uk", "this coder reads English and Polish, and the article is in Ukrainian."),
    ):
        article = replace(told.article, language=language)
        silent = Report(article=article, coding=replace(told.coding, findings=()))
        live.reports = (silent, *live.reports[1:])
        assert words in client.get(f"/article/{silent.article.id}").text


def test_a_stream_without_findings_has_no_filters_to_clear(client, live):
    """Articles without findings are told as such; only what is filtered can be widened."""
    live.lines = ()
    page = client.get("/findings").text
    assert "Nothing matches" not in page
    assert "5 articles came in" in page
    assert "No older findings." in client.get("/findings?before=3").text
    assert "Nothing matches these filters" in client.get("/findings?type=denial").text


def test_the_stream_tells_each_finding(client):
    """A row has sign, words, place, time, who, firmness, outlet, and both times."""
    page = client.get("/findings?type=attribution").text
    for words in ("#type-attribution", 'aria-label="firmness 4 of 6"',
                  '<b class="a">accused</b>', "Interior minister Halina Wrona", "Moscow",
                  "Kurier Nadwiślański", "+3 copies", 'datetime="2025-11-20T08:00:00+00:00"',
                  'datetime="2025-11-20T07:25:00+00:00"'):  # fmt: skip
        assert words in page, words


def test_an_old_article_tells_its_year(client, live):
    """Where an article was published in another year than it became known, the row says so."""
    live.lines = tuple(
        replace(one, published=one.known.replace(year=2019)) for one in live.lines[:1]
    )
    page = client.get("/findings").text
    assert "<i>pub.</i> " in page
    assert ">Wed 20 Nov 2019, 08:00<" in page
    assert ">Thu 20 Nov, 08:00<" in page


def test_the_stream_turns_pages(client):
    """A page leads to older findings under the same filters, and back to the newest."""
    page = client.get("/findings?type=incident&limit=2").text
    older = re.search(r'rel="next" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert older.startswith("/findings?type=incident&limit=2&before=")
    assert ">Newest<" in client.get(older).text


def test_exports_have_the_streams_filters(client, live):
    """The link on the page asks for what the page shows, all of it."""
    page = client.get("/findings?kind=sabotage&limit=2&before=9").text
    link = re.search(r'href="(/findings\.csv[^"]*)"', page)[1].replace("&amp;", "&")
    assert link == "/findings.csv?kind=sabotage"
    answer = client.get(link)
    assert answer.text == "csv 7\n"
    assert answer.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="vedette.csv"'
    assert live.asked[-1].kinds == {"sabotage"}


def test_an_empty_desk_says_what_it_watches(empty_client):
    """Nothing yet: the page tells what is polled, what is blind and why, and shows the sample."""
    page = empty_client.get("/").text
    for words in ("Nothing has come in yet", "watches 5 sources", "the host answers 503",
                  'href="/sample"', "waits for its first poll", "1 blind"):  # fmt: skip
        assert words in page
    assert "Nothing matches" in empty_client.get("/findings?words=zzz").text


def test_sources_tell_coverage(client):
    """What is blind comes first, with since when and why."""
    page = client.get("/sources").text
    assert page.index("Meri ja raja") < page.index("Echo Wire") < page.index("Kurier")
    for words in ("the host answers 503", "1 blind", "22.4", "state controlled"):
        assert words in page
    polls = client.get("/sources/pl/kurier").text
    for words in (
        "not modified",
        "busy, asked to wait",
        'href="/findings?source=pl%2Fkurier"',
    ):
        assert words in polls


def test_a_channel_is_unverified_only_until_it_answers(client, live):
    """An answered poll verifies a channel; a folder on the desk's own disk needs none."""
    polled = client.get("/sources/pl/kurier").text
    assert "unverified" not in polled
    assert 'answered on <time datetime="2025-11-20T12:00:00+00:00"' in polled
    health = next(one for one in live.sources() if one.source.id == "de/hafen")
    for kind, entries, polls, said in (
        ("feed", 0, (), True),
        ("feed", 0, (replace(POLLS[3], channel=health.source.channels[0].url),), True),
        ("feed", 0, (replace(POLLS[1], channel=health.source.channels[0].url),), False),
        ("feed", 7, (), False),
        ("file", 0, (), False),
    ):
        channels = (replace(health.source.channels[0], kind=kind),)
        told = replace(health, entries=entries, source=replace(health.source, channels=channels))
        live.source = lambda _, answer=(told, polls): answer
        assert ("unverified" in client.get("/sources/de/hafen").text) == said


def test_pages_of_our_own_for_what_goes_wrong(client, live):
    """Wrong addresses, wrong parameters and a broken ledger are told in plain words."""
    missing = client.get("/nowhere")
    assert (missing.status_code, "No page is called /nowhere" in missing.text) == (404, True)
    wrong = client.get("/findings?since=yesterday")
    assert wrong.status_code == 400
    assert "since cannot be &#39;yesterday&#39;" in wrong.text
    assert "Give a day such as 2025-11-30" in wrong.text
    live.broken = True
    broken = client.get("/findings")
    assert broken.status_code == 500
    for words in ("The ledger cannot be read", "vedette.sqlite: disk full", "Make room"):
        assert words in broken.text
    assert client.get("/api/findings").json()["remedy"] == "Make room"
    assert client.get("/export.csv").status_code == 500


def test_what_nobody_foresaw_is_told_without_its_trace(live, client, caplog):
    """A fault of the program is owned up to; its trace goes to the log, not to the page."""
    live.lines = None
    page = client.get("/findings")
    assert page.status_code == 500
    assert "The desk broke on this page" in page.text
    assert "Traceback" not in page.text
    assert "NoneType" in caplog.text


def test_without_a_live_desk_the_root_leads_to_the_sample(sample_client):
    """A demo has one desk, and its API is in the schema."""
    answer = sample_client.get("/", follow_redirects=False)
    assert answer.headers["location"] == "/sample"
    assert sample_client.get("/sources").status_code == 404
    assert "/sample/api/findings" in sample_client.get("/schema/openapi.json").json()["paths"]


def test_heads_are_answered(client):
    """Who only wants to know whether a page is there gets its headers and no body."""
    for path in ("/", "/export.csv", "/api/standing", "/sample"):
        answer = client.head(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == client.get(path).headers["content-type"]
        assert answer.content == b""
    assert client.head("/nowhere").status_code == 404


def test_a_source_that_is_no_longer_listed_keeps_its_name(client, live):
    """Findings outlive the list of sources; the outlet's name then comes from the articles."""
    live.sources = tuple
    page = client.get("/findings").text
    assert "<bdi>Kurier Nadwiślański</bdi><span" in page


@pytest.mark.parametrize("outlet", ["", "pl/kurier"])
def test_an_article_without_an_outlet_is_its_sources(client, live, outlet):
    """Rows, hits and copies call a source by the name that the margin has, not by its id."""
    live.lines = (replace(live.lines[0], outlet=outlet), *live.lines[1:])
    page = client.get("/findings?limit=1").text
    assert '<a href="/sources/pl/kurier"><bdi>Kurier Nadwiślański</bdi></a>' in page
    assert "<bdi>pl/kurier</bdi>" not in page
    (hit,) = live.search(parse("tanker"), limit=1).lines
    live.search = lambda *_, **__: Page(lines=(replace(hit, outlet="fi/meri"),))
    assert "<bdi>Meri ja raja</bdi>" in client.get("/search?q=tanker").text
    sheet = live.article(hit.article)
    copies = (replace(sheet.copies[0], outlet="lt/pakrante"),)
    live.article = lambda *_: replace(sheet, copies=copies)
    assert "<bdi>Pakrantės žinios</bdi>" in client.get(f"/article/{hit.article}").text


@pytest.mark.parametrize("base", ["", "/sample"])
def test_the_tab_of_the_page_is_marked(client, base):
    """A reader knows where he is, by more than colour."""
    for path, name in (
        ("", "Now"),
        ("/findings?kind=arson", "Findings"),
        ("/sources/pl/kurier", "Sources"),
        ("/issues", "Issues"),
    ):
        page = client.get(f"{base}{path}" or "/").text
        (current,) = re.findall(r'<a href="[^"]*" aria-current="page">(\w+)', page)
        assert current == name


def test_a_search_names_the_incidents_of_what_it_finds(client, empty_client):
    """Above the articles, with a link to all of them under the same line; not again further on."""
    page = client.get("/search?q=cable").text
    found = re.search(r'<section class="found-incidents".*?</section>', page, re.DOTALL)[0]
    assert 'href="/incidents?q=cable"' in found
    assert 'href="/incidents/' in found
    assert page.index("found-incidents") < page.index('class="hits"')
    assert "found-incidents" not in client.get("/search?q=cable&before=1").text
    assert "found-incidents" not in client.get("/search?q=zzz").text
    assert "found-incidents" not in empty_client.get("/search?q=cable").text


def test_incidents_of_a_search_answer_its_fields(url):
    """An article may tell of two; the one that is of no such kind is not named."""
    desk = Desk(url, now=lambda: NOON)
    listed = {one.id: one for one in desk.incidents().lines}
    for kind in {one.kind for one in listed.values()}:
        query = parse(f"kind:{kind}")
        found = told_by(desk, query, desk.search(query).lines)
        assert found
        assert all(one.kind == kind for one in found)
        assert len(found) <= FOUND
    desk.close()
