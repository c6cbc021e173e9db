"""The API and its schema."""

import re

import msgspec

from vedette.web import api
from vedette.web.words import KINDS


def test_findings_come_in_pages(client):
    """The cursor leads through all findings once, in order."""
    seen, before = [], ""
    while True:
        answer = client.get(f"/api/findings?limit=4{before}").json()
        seen += [line["seq"] for line in answer["lines"]]
        if answer["next"] is None:
            break
        before = f"&before={answer['next']}"
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == client.get("/api/counts").json()["total"]


def test_spans_are_pairs_into_the_text(client):
    """A program can cut the words out of the article itself."""
    line = client.get("/api/findings?type=attribution").json()["lines"][0]
    sheet = client.get(f"/api/articles/{line['article']}").json()
    start, end = line["finding"]["anchor"][0]
    assert sheet["article"]["text"][start:end] == "accused"
    (accused,) = line["finding"]["fields"]["accused"]
    assert sheet["article"]["text"][slice(*accused["span"])] == accused["text"] == "Moscow"


def test_sources_issues_search_and_standing(client):
    """Each part of the desk answers."""
    assert [one["state"] for one in client.get("/api/sources").json()][2] == "blind"
    watched = client.get("/api/sources/pl/kurier").json()
    assert watched["health"]["source"]["id"] == "pl/kurier"
    assert len(watched["polls"]) == 45
    assert client.get("/api/issues?limit=1").json()["next"] == 9
    assert client.get("/api/search?q=cable").json()["lines"][0]["outlet"] == "Meri ja raja"
    assert client.get("/api/standing").json()["blind"] == 1


def test_what_is_not_there_is_told(client):
    """A program is told what is missing as JSON, with the remedy."""
    for path in ("/api/articles/nix", "/api/sources/xx/nobody", "/api/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["what"] == "There is nothing here"


def test_an_absent_version_is_told_with_those_there_are(client):
    """The article is there; the answer says which versions of it are."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    for path in ("/api/articles", "/article"):
        answer = client.get(f"{path}/{article}?version=99")
        assert answer.status_code == 404
        assert "The article has no version 99; its versions are 1, 2" in answer.text
        assert "Give one of these versions" in answer.text
    assert "does not hold an article nix" in client.get("/api/articles/nix?version=3").text


def test_a_method_that_is_not_answered_is_told_with_those_that_are(client):
    """A refusal of a method names the others, in its header and in its words."""
    for path in ("/api/findings", "/", "/sample/api/issues"):
        answer = client.post(path)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert "does not answer POST" in answer.text
        assert "Ask with GET, HEAD, OPTIONS" in answer.text
    assert client.get("/theme").headers["allow"] == "OPTIONS, POST"


def test_a_wrong_parameter_is_named_with_its_remedy(client):
    """The answer says which parameter, what was given, and what to give instead."""
    answer = client.get("/api/findings?kind=nix&since=yesterday&limit=0")
    problem = answer.json()
    assert answer.status_code == 400
    assert "kind cannot be 'nix'" in problem["why"]
    assert "since cannot be 'yesterday'" in problem["why"]
    assert "2025-11-30" in problem["remedy"]
    assert "1 to 500" in problem["remedy"]
    assert "sabotage" in problem["remedy"]


def test_days_in_the_wrong_order_are_told(client):
    """Until before since is a mistake, not an empty answer."""
    problem = client.get("/api/counts?since=2025-11-20&until=2025-11-01").json()
    assert "lies before since" in problem["why"]


def test_a_search_wants_words(client):
    """An absent or blank search is told so."""
    for path in ("/api/search", "/api/search?q="):
        assert client.get(path).json()["why"] == "q is missing"


def test_the_schema_lists_every_address(client):
    """All routes of the API are in the schema, with the types of their answers."""
    schema = client.get("/schema/openapi.json").json()
    routes = {path for handler in api.HANDLERS for path in handler.paths}
    assert {re.sub(r":\w+", "", path) for path in routes} == set(schema["paths"])
    assert [server["url"] for server in schema["servers"]] == ["/", "/sample"]
    finding = schema["components"]["schemas"]["Finding"]["properties"]
    assert finding["anchor"]["items"]["minItems"] == 2
    (kind,) = [
        one
        for one in schema["paths"]["/api/findings"]["get"]["parameters"]
        if one["name"] == "kind"
    ]
    assert kind["schema"]["items"]["enum"] == list(KINDS)


def test_the_schema_says_what_answers_are(client):
    """A number that is whole is one of several; what is called published may have an hour."""
    schema = client.get("/schema/openapi.json")
    assert "oneOf" not in schema.text
    published = schema.json()["components"]["schemas"]["Line"]["properties"]["published"]
    formats = {one.get("format") for one in _flat(published)}
    assert formats == {"date", "date-time", None}


def _flat(told):
    return [leaf for one in told["anyOf"] for leaf in (_flat(one) if "anyOf" in one else [one])]


def test_every_route_promises_its_problems(client):
    """The shape of an error is part of the schema, and errors have it."""
    schema = client.get("/schema/openapi.json").json()
    for path in schema["paths"].values():
        for status in ("400", "404", "500"):
            content = path["get"]["responses"][status]["content"]["application/json"]
            assert content["schema"]["$ref"].endswith("/Problem")
    properties = schema["components"]["schemas"]["Problem"]["properties"]
    assert set(client.get("/api/nothing").json()) == set(properties)


def test_the_schema_page_lists_them_too(client):
    """A reader finds every address and parameter on a page of our own."""
    page = client.get("/schema").text
    for path in client.get("/schema/openapi.json").json()["paths"]:
        assert path in page
    assert "languages" in page.lower()
    assert client.get("/schema/nothing").status_code == 404
    assert "There is nothing here" in client.get("/schema/nothing").text


def test_an_answer_reads_back(client):
    """What the API writes is plain JSON, times included."""
    raw = client.get("/api/findings?limit=1").content
    line = msgspec.json.decode(raw)["lines"][0]
    assert line["known"].startswith("2025-11-20T08:00:00")


def test_a_program_is_told_what_is_in_review(client):
    """A line has it as a key, an article's sheet by the finding's id, with what it would need."""
    lines = client.get("/api/findings?limit=100").json()["lines"]
    waiting = {one["finding"]["id"] for one in lines if one["review"] is True}
    assert {one["finding"]["type"] for one in lines if one["review"]} == {"incident", "attribution"}
    asked = client.get("/api/findings?limit=100&review=yes").json()["lines"]
    assert {one["finding"]["id"] for one in asked} == waiting
    assert client.get("/api/counts").json()["review"] == len(waiting)
    sheet = client.get(f"/api/articles/{lines[0]['article']}").json()
    assert set(sheet["review"]) <= waiting
    assert sorted(sheet["review"].values()) == [0.9, 0.95]


def test_a_program_is_told_who_accuses_an_incidents_actor(client):
    """An incident's line names its accusers, as the page does."""
    (line,) = client.get("/api/findings?kind=sabotage").json()["lines"]
    assert line["accusers"] == ["Interior minister Halina Wrona"]
    assert line["claimed"] is False


def test_a_search_of_the_api_has_a_confidence(client):
    """Articles whose findings are less sure are not found."""
    assert client.get("/api/search?q=cable&confidence=0.8").json()["lines"]
    assert not client.get("/api/search?q=cable&confidence=0.81").json()["lines"]
