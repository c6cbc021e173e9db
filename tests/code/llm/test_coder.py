"""What a model answers becomes findings whose every word stands in the article, or is dropped."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.code.llm.invented import ARTICLE, FINDINGS, TEXT, reply

from vedette.code.llm import Wire, accept, load
from vedette.code.llm.coder import instruction
from vedette.code.llm.quoting import Quotable
from vedette.code.llm.reply import CONFIDENCE, open_reply
from vedette.code.llm.schema import schema
from vedette.code.llm.server import Reply
from vedette.code.places import Gazetteer
from vedette.code.values import see
from vedette.errors import CodeError, CoderAway
from vedette.records import Coding, Span
from vedette.taxonomy.codebook import ENUMS, FIELDS
from vedette.taxonomy.kinds import ORDER


def coded(told, article=ARTICLE):
    """Code an article by a model that answers so."""
    given = told if isinstance(told, Reply) else reply(told)
    return load(Wire(model="small", post=lambda _: given)).code(article)


def by_type(coding):
    """The findings by type; each stands once."""
    return {finding.type: finding for finding in coding.findings}


def told(finding, name):
    """The words, value and rule of a field's entries."""
    return [(entry.text, entry.value, entry.rule) for entry in finding.fields.get(name, ())]


def slices(coding, text):
    """Whether every span of a coding slices back to its words."""
    entries = [e for f in coding.findings for listed in f.fields.values() for e in listed]
    spans = [span for f in coding.findings for span in f.anchor]
    worded = all(e.span is None or text[e.span.start : e.span.end] == e.text for e in entries)
    return worded and all(0 <= s.start < s.end <= len(text) for s in spans)


def test_an_answer_becomes_findings_with_their_words():
    """Quotations are found, values are worked out here, ids are led through."""
    coding = coded(FINDINGS)
    found = by_type(coding)
    incident, attribution = found["incident"], found["attribution"]
    assert coding.coder == "llm:small@1"
    assert coding.dropped == {}
    assert slices(coding, TEXT)
    assert incident.kind == "undersea_infrastructure"
    words = [TEXT[s.start : s.end] for s in incident.anchor]
    assert words == ["Cable cut", "deliberate sabotage”", "was cut"]
    assert told(incident, "when") == [("on Sunday", "2026-03-01", "times")]
    assert told(incident, "where") == [("Hanko", "FI", "places")]
    assert told(incident, "target") == [("A data cable", "telecom", "classes")]
    assert told(incident, "injured") == [("Two", 2, "numbers")]
    assert told(incident, "actor") == [("Russia", "RU", "countries")]
    assert told(incident, "status") == [("accused Russia", "attributed", "llm")]
    assert told(incident, "series") == [(None, False, "llm")]
    assert told(attribution, "incident") == [(None, incident.id, "llm")]
    assert told(found["denial"], "attribution") == [(None, attribution.id, "llm")]
    assert told(found["posture"], "region") == [("Gulf of Finland", "Baltic Sea", "places")]
    assert {f.rule for f in coding.findings} == {"llm"}
    assert {f.confidence for f in coding.findings} == {CONFIDENCE}


def changed(n, **fields):
    """The answer with some fields of one finding told otherwise."""
    return [one | fields if at == n else one for at, one in enumerate(FINDINGS)]


def test_a_quotation_that_is_not_there_is_dropped_and_counted():
    """The finding stays without that field; without any anchor it goes."""
    coding = coded(changed(1, where=["Helsinki", "Hanko"], anchor=["explosion", "was cut"]))
    assert told(by_type(coding)["incident"], "where") == [("Hanko", "FI", "places")]
    assert coding.dropped == {accept.QUOTATION: 2}
    coding = coded(changed(1, anchor=["explosion"]))
    assert "incident" not in by_type(coding)
    assert "incident" not in by_type(coding)["attribution"].fields
    assert coding.dropped == {
        accept.QUOTATION: 1,
        accept.ANCHORLESS: 1,
        accept.REFERENCE: 2,
    }


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        ({**FINDINGS[0], "type": "rumour"}, accept.UNKNOWN),
        ({**FINDINGS[0], "type": ["incident"]}, accept.UNKNOWN),
        ({**FINDINGS[1], "kind": "mischief"}, accept.VALUE),
        ({**FINDINGS[1], "kind": None}, accept.VALUE),
        ({**FINDINGS[0], "anchor": []}, accept.ANCHORLESS),
        ({**FINDINGS[0], "anchor": {"a": 1}}, accept.ANCHORLESS),
    ],
)
def test_what_is_not_in_the_codebook_is_no_finding(finding, reason):
    """It is dropped whole and counted."""
    coding = coded([finding])
    assert coding.findings == ()
    assert coding.dropped[reason] == 1


@pytest.mark.parametrize("value", [7, True, "4", 4.0, [4], None])
def test_a_value_that_is_not_in_the_codebook_is_absent(value):
    """The finding stays without it; what was not told at all is not counted."""
    coding = coded(changed(0, firmness=value))
    assert "firmness" not in by_type(coding)["attribution"].fields
    assert coding.dropped == ({accept.VALUE: 1} if value is not None else {})


def test_values_that_the_model_claims_are_not_looked_at():
    """A country or a date can only come from the words."""
    coding = coded(changed(1, where=[{"text": "Hanko", "value": "RU"}], when=["2026-03-01"]))
    incident = by_type(coding)["incident"]
    assert "where" not in incident.fields
    assert "when" not in incident.fields
    assert coding.dropped == {accept.QUOTATION: 2}


def test_a_finding_told_twice_is_one():
    """The ledger would refuse the coding otherwise."""
    coding = coded([*FINDINGS, {**FINDINGS[2], "id": "D2"}])
    assert len(coding.findings) == len(FINDINGS)
    assert coding.dropped == {accept.TWICE: 1}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(TEXT.split()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
names = sorted({name for listed in FIELDS.values() for name in listed})
wild = st.fixed_dictionaries(
    {"type": st.sampled_from([*FIELDS, "x"]) | json_values},
    optional={
        **dict.fromkeys(["id", "anchor", "status_words", *names], json_values),
        "kind": st.sampled_from(ORDER) | json_values,
    },
)
HEAD = Coding(text_hash=ARTICLE.text_hash, reader="", coder="llm:small@1", taxonomy="t")
SIGHT = see(ARTICLE, TEXT, Gazetteer.load())


@given(st.lists(wild | json_values, max_size=4))
def test_whatever_a_model_answers_only_what_holds_is_left(findings):
    """Spans slice back, enums are the codebook's, references lead to findings, ids are single."""
    given = reply(json.loads(json.dumps(findings)))
    coding = accept.Accepting(SIGHT, HEAD).accept(open_reply(given))
    ids = [finding.id for finding in coding.findings]
    assert slices(coding, TEXT)
    assert len(set(ids)) == len(ids)
    for finding in coding.findings:
        assert finding.anchor
        assert (finding.kind in ORDER) == (finding.type == "incident")
        assert set(finding.fields) <= FIELDS[finding.type]
        for name, entries in finding.fields.items():
            for entry in entries:
                if (finding.type, name) in ENUMS:
                    assert entry.value in ENUMS[finding.type, name]
                elif entry.span is None:
                    assert entry.value in ids


def test_an_article_out_of_scope_has_an_empty_coding():
    """Nothing found is an answer, and no failure."""
    coding = coded([])
    assert (coding.findings, coding.dropped) == ((), {})


# ── Quotations ──────────────────────────────────────────────────────────────────────────────────


def test_the_nearest_place_is_meant_and_a_number_says_otherwise():
    """Words that stand often are taken where the anchor is."""
    text = Quotable("Russia said. Then Estonia spoke of Russia. And Russia again; Russians too.")
    near = Span(30, 34)
    assert text.find("Russia") == Span(0, 6)
    assert text.find("Russia", near) == Span(35, 41)
    assert text.find("Russia#3", near) == Span(47, 53)
    assert text.find("Russia#4", near) == Span(61, 67)
    assert text.find("Russia#5") is None


def test_marks_that_models_straighten_are_found_and_stay_as_printed():
    """Quotation marks, dashes and gaps of all sorts; never other letters."""
    text = Quotable("He said “no – never”\nand left.")
    assert text.find('"no - never" and') == Span(8, 24)
    assert text.find("He Said") is None
    assert text.find("  ") is None


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_quotation_of_a_text_is_found_in_it(text, data):
    """What was cut out of it stands in it, to the letter."""
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))].strip()
    span = Quotable(text).find(words)
    assert (span is None) == (not words)
    if span is not None:
        assert len(text[span.start : span.end]) == len(words)


# ── Replies ─────────────────────────────────────────────────────────────────────────────────────


def tokens(content, logprob):
    """Logprobs of a content, a token a character."""
    return {"content": [{"token": one, "logprob": logprob(at)} for at, one in enumerate(content)]}


def test_confidence_is_the_geometric_mean_of_its_own_tokens():
    """Each finding has that of the words in which it was told."""
    content = json.dumps({"findings": [{"a": 1}, {"b": 2}]})
    second = content.index('{"b"')
    told = tokens(content, lambda at: math.log(0.5) if at >= second else math.log(0.25))
    opened = open_reply(reply(content=content, logprobs=told))
    assert [round(one.confidence, 6) for one in opened] == [0.25, 0.5]


@pytest.mark.parametrize(
    "logprobs",
    [None, {"content": None}, {"content": [{"token": "x", "logprob": -1.0}]}, {"tokens": []}, []],
)
def test_without_usable_probabilities_confidence_is_the_constant(logprobs):
    """Tokens that do not make up the answer tell nothing of it."""
    (one,) = open_reply(reply([{"a": 1}], logprobs=logprobs))
    assert one.confidence == CONFIDENCE


def test_a_probability_that_no_number_holds_is_none():
    """A server may write as many digits as it likes."""
    content = json.dumps({"findings": [{"a": 1}]})
    for told in (-(10**400), -1e999):
        (one,) = open_reply(reply(content=content, logprobs=tokens(content, lambda _, n=told: n)))
        assert one.confidence == CONFIDENCE


def test_words_that_look_like_the_list_do_not_lead_astray():
    """The list is looked for by its name, which may stand in words and in other objects too."""
    content = json.dumps({"note": '"findings": [x', "findings": [{"a": 1}]})
    (one,) = open_reply(reply(content=content, logprobs=tokens(content, lambda _: math.log(0.9))))
    assert (one.told, round(one.confidence, 6)) == ({"a": 1}, 0.9)
    content = json.dumps({"draft": {"findings": [1, 2]}, "findings": [{"a": 1}]})
    (one,) = open_reply(reply(content=content, logprobs=tokens(content, lambda _: -0.1)))
    assert (one.told, one.confidence) == ({"a": 1}, CONFIDENCE)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (Reply(status=200, body=b"<html>hello"), "the server's answer is no JSON"),
        (Reply(status=200, body=b"[" * 100_000), "the server's answer is no JSON"),
        (Reply(status=200, body=b"\xff\xfe"), "the server's answer is no JSON"),
        (Reply(status=200, body=b"{}"), "the server's answer is none of a chat"),
        (Reply(status=200, body=b'{"choices": []}'), "the server's answer is none of a chat"),
        (Reply(status=200, body=b"3"), "the server's answer is none of a chat"),
        (reply(content="Here are the findings:"), "the model did not answer in JSON"),
        (reply(content='{"findings": [{"ty'), "the model did not answer in JSON"),
        (reply(content='{"findings": [', finish="length"), "the answer was cut off before its end"),
        (reply(content='{"result": []}'), "the model's answer has no findings"),
        (reply(content="[]"), "the model's answer has no findings"),
        (reply(content=""), "the model answered nothing"),
        (Reply(status=400, body=b"context"), "the server refused the question with 400"),
    ],
)
def test_an_answer_of_no_use_is_the_articles_failure(given, what):
    """It says what was wrong, and it is not taken for an article without findings."""
    with pytest.raises(CodeError) as caught:
        open_reply(given)
    assert caught.value.what == what
    assert caught.value.remedy
    assert not isinstance(caught.value, CoderAway)


@pytest.mark.parametrize(
    ("status", "wait", "doubt"),
    [(429, 7.0, False), (503, 0.0, False), (401, 0.0, False), (404, 0.0, False), (500, 3.0, True)],
)
def test_a_server_that_does_not_do_its_work_is_away(status, wait, doubt):
    """The article is not to blame, unless the server breaks while it is at it."""
    with pytest.raises(CoderAway) as caught:
        open_reply(Reply(status=status, body=b'{"error": "x"}', wait=wait or None))
    assert caught.value.what == f"the server answered {status}"
    assert (caught.value.wait, caught.value.doubt) == (wait, doubt)


# ── The question ────────────────────────────────────────────────────────────────────────────────


def test_the_question_holds_the_guide_the_article_and_the_schema():
    """As a chat completion of OpenAI's API, which llama.cpp's server takes too."""
    asked = []

    def post(body):
        asked.append(json.loads(body))
        return reply([])

    load(Wire(model="small", post=post)).code(ARTICLE)
    (question,) = asked
    system, user = question["messages"]
    assert question["model"] == "small"
    assert system["content"] == instruction()
    assert user["content"].endswith(TEXT)
    assert "2026-03-03" in user["content"]
    assert question["response_format"]["json_schema"]["schema"] == schema()
    assert question["temperature"] == 0


def test_the_schema_follows_from_the_codebook():
    """Every field of every type is asked for and none besides; every enum is whole."""
    types = schema()["properties"]["findings"]["items"]["anyOf"]
    listed = {one["properties"]["type"]["enum"][0]: one for one in types}
    assert set(listed) == set(FIELDS)
    for type_, one in listed.items():
        extra = {"type", "id", "anchor"} | (
            {"kind", "status_words"} if type_ == "incident" else set()
        )
        assert set(one["properties"]) == FIELDS[type_] | extra == set(one["required"])
        assert one["additionalProperties"] is False
    assert set(listed["incident"]["properties"]["kind"]["enum"]) == set(ORDER)
    state = listed["denial"]["properties"]["state"]["enum"]
    assert set(state) == ENUMS["denial", "state"]


def test_the_instruction_names_everything_that_an_answer_may_hold():
    """Every type, field, kind and rung that the schema asks for is explained."""
    told = instruction()
    for type_, fields in FIELDS.items():
        for name in {type_, *fields}:
            assert name in told, name
    for values in ENUMS.values():
        for value in values - {True, False, *range(7)}:
            assert str(value) in told, value
    assert all(kind in told for kind in ORDER)


def test_other_words_make_another_taxonomy():
    """The model is part of the name; the rest is hashed, so that a changed guide codes anew."""
    one = load(Wire(model="small", post=lambda _: reply([])))
    assert one.name == "llm:small@1"
    assert len(one.taxonomy) == 16
