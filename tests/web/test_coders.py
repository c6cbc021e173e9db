"""Two coders on one desk: told apart where there are two, and not mentioned where there is one."""

from dataclasses import replace


def beside(live):
    """Let a second coder have found what the first one found, under its own ids."""
    told = live.reports[0]
    second = replace(
        told.coding,
        coder="llm:small@1",
        findings=tuple(replace(one, id=f"x{one.id}", rule="llm") for one in told.findings),
    )
    live.reports = (replace(told, beside=(second,)), *live.reports[1:])
    others = [
        replace(line, seq=line.seq + 1, coder="llm:small@1", finding=replace(line.finding, id="x"))
        for line in live.lines[:2]
    ]
    live.lines = (*(replace(line, coder="tagger@1") for line in live.lines), *others)
    return told.article.id


def test_an_article_shows_what_each_coder_found(client, live):
    """Every note names its coder; with one coder none does."""
    article = live.reports[0].article.id
    alone = client.get(f"/article/{article}").text
    assert "coder <code>" not in alone
    assert beside(live) == article
    both = client.get(f"/article/{article}").text
    assert both.count("coder <code>llm:small@1</code>") == len(live.reports[0].findings)
    assert both.count("coder <code>tagger@1</code>") == len(live.reports[0].findings)
    assert both.count("in review:") == 2 * alone.count("in review:") > 0


def test_the_stream_offers_the_coders_where_there_are_several(client, live):
    """A facet of one choice narrows nothing and is not shown."""
    assert "<h2>Coder</h2>" not in client.get("/findings").text
    beside(live)
    page = client.get("/findings").text
    assert "<h2>Coder</h2>" in page
    assert "coder=llm%3Asmall%401" in page
    assert "<i>by</i> llm:small@1" in page
    narrowed = client.get("/findings?coder=llm:small@1").text
    assert "<i>by</i> tagger@1" not in narrowed
    assert "<h2>Coder</h2>" in narrowed
    assert '<input type="hidden" name="coder" value="llm:small@1">' in narrowed


def test_the_api_tells_every_findings_coder(client, live):
    """Lines have it beside them; an article has its codings."""
    article = beside(live)
    told = client.get("/api/findings?coder=llm:small@1").json()
    assert {line["coder"] for line in told["lines"]} == {"llm:small@1"}
    assert client.get("/api/counts").json()["coders"]["llm:small@1"] == 2
    report = client.get(f"/api/articles/{article}").json()["report"]
    assert [coding["coder"] for coding in report["beside"]] == ["llm:small@1"]
