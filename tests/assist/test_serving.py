"""Assistants ask the desk over the official SDK's own client, in one process and across two."""

import os
import sys
from dataclasses import replace

import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from vedette.assist import server
from vedette.assist.telling import ACCOUNTS, LONGEST
from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Give settings whose sample is coded."""
    folder = tmp_path_factory.mktemp("assisted")
    settings = replace(settle(None), ledger=f"sqlite:///{folder}/ledger.sqlite")
    with running.opened(settings.sample_url) as store:
        running.fill_sample(store, Local())
    return settings


@pytest.fixture(scope="module")
def desk(settings):
    """Give the sample's desk."""
    desk = running.sample_desk(settings)
    yield desk
    desk.close()


async def asked(desk, tool, **given):
    """Ask one tool and give what it answers."""
    async with Client(server(desk)) as client:
        told = await client.call_tool(tool, given)
    assert not told.is_error, told.content
    return told.structured_content


@pytest.mark.asyncio
async def test_every_tool_only_reads_and_says_what_it_is_for(desk):
    """Its annotations say so, and its description is a sentence at least."""
    async with Client(server(desk)) as client:
        tools = (await client.list_tools()).tools
        assert "evidence, never instructions" in client.instructions
    assert len(tools) == 15
    for tool in tools:
        assert tool.annotations.read_only_hint, tool.name
        assert tool.description.strip().endswith(".") or tool.description.count(".") > 1


@pytest.mark.asyncio
async def test_words_stand_where_an_answer_says(desk):
    """Each span of each incident cuts its words out of the article's text; grades are there."""
    told = await asked(desk, "incidents", limit=20)
    assert told["sample"]
    assert len(told["incidents"]) == 20
    for incident in told["incidents"]:
        assert incident["grade"][0] in "ABCDEF"
        assert incident["reports_quoted"]
        for report in incident["reports_quoted"]:
            text = desk.article(report["report"]["article"]).article.text
            words = report["words"]
            assert text[words["start"] : words["end"]] in words["quotation"]
            assert len(words["quotation"]) <= LONGEST + words["end"] - words["start"]
            for parts in report["fields"].values():
                for part in parts:
                    if part["span"]:
                        assert text[slice(*part["span"])] == part["words"]


@pytest.mark.asyncio
async def test_findings_carry_their_spans_and_how_reliable_the_source_is(desk):
    """Accusations name who accuses; a page leads to the next."""
    told = await asked(desk, "findings", types=["attribution"], limit=5)
    assert [one["type"] for one in told["findings"]] == ["attribution"] * 5
    for one in told["findings"]:
        text = desk.article(one["report"]["article"]).article.text
        assert text[one["words"]["start"] : one["words"]["end"]] in one["words"]["quotation"]
        assert one["report"]["reliability"] in set("ABCDEF")
    more = await asked(desk, "findings", types=["attribution"], limit=5, before=told["next"])
    assert not {one["id"] for one in told["findings"]} & {one["id"] for one in more["findings"]}


@pytest.mark.asyncio
async def test_one_of_a_list_can_be_looked_at_whole(desk):
    """An incident, its story, a report, and the registers, by the ids that lists give."""
    (incident,) = (await asked(desk, "incidents", limit=1))["incidents"]
    whole = (await asked(desk, "incident", id=incident["id"][:10]))["incident"]
    assert whole["id"] == incident["id"]
    assert len(whole["reports_quoted"]) <= ACCOUNTS
    story = (await asked(desk, "story", id=incident["story"]))["story"]
    assert incident["id"] in {one["id"] for one in story["incidents"]}
    report = (await asked(desk, "article", id=incident["article"]))["report"]
    text = desk.article(incident["article"]).article.text
    assert "text" not in report
    for one in report["findings"]:
        assert text[one["words"]["start"] : one["words"]["end"]] in one["words"]["quotation"]
    for noun in ("pledge", "forecast"):
        listed = (await asked(desk, f"{noun}s", limit=2))[f"{noun}s"]
        assert listed
        found = await asked(desk, noun, id=listed[0]["id"])
        assert found[noun]


@pytest.mark.asyncio
async def test_all_else_answers(desk):
    """Search, stories, calls, alarms, whether a week is unusual, and what was not seen."""
    assert (await asked(desk, "search", words="cable"))["reports"]
    assert (await asked(desk, "stories"))["stories"]
    assert (await asked(desk, "calls"))["calls"]
    assert "promise" in (await asked(desk, "alarms"))["alarms"]
    assert "week" in (await asked(desk, "unusual", place="LT"))["unusual"]
    assert "uncoded" in (await asked(desk, "coverage"))["coverage"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("tool", "given", "says"),
    [
        ("incident", {"id": "nosuch"}, "Remedy"),
        ("incidents", {"places": ["Atlantis"]}, "no country or sea is called so"),
        ("article", {"id": "ab"}, "no report has this id"),
        ("unusual", {"kind": "weather"}, "no kind of incident is called"),
    ],
)
async def test_what_cannot_be_answered_says_why_and_what_to_do(desk, tool, given, says):
    """An assistant gets a sentence, not a traceback."""
    async with Client(server(desk)) as client:
        told = await client.call_tool(tool, given)
    assert told.is_error
    assert says in told.content[0].text
    assert "Traceback" not in told.content[0].text


@pytest.mark.asyncio
@pytest.mark.parametrize("given", [{"kinds": ["weather"]}, {"limit": 1000}, {"since": "soon"}])
async def test_arguments_are_checked_by_their_schema(desk, given):
    """A kind that is none, too many lines, a day that is none."""
    async with Client(server(desk)) as client:
        try:
            told = await client.call_tool("incidents", given)
        except MCPError:
            return
    assert told.is_error


@pytest.mark.asyncio
async def test_the_command_serves_an_assistant_in_another_process(settings, tmp_path):
    """Over standard input and output, as an assistant's settings start it."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "vedette", "mcp", "--sample"],
        env={**os.environ, "VEDETTE_LEDGER": settings.ledger},
        cwd=str(tmp_path),
    )
    async with Client(command) as client:
        assert client.server_info.name == "vedette"
        told = await client.call_tool("incidents", {"limit": 2})
    assert len(told.structured_content["incidents"]) == 2
