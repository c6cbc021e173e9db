"""Every format round-trips or says what it keeps, and none can be made to run anything."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.write import dossiers

from vedette.answers import Line
from vedette.records import Article, Coding, Field, Finding, Issue, Place, Report, Span
from vedette.write import csv as csv_format
from vedette.write import jsonl, report

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.one_of(
    st.none(), words, st.integers(-9, 9), st.booleans(), st.tuples(st.integers(), st.integers())
)
spans = st.tuples(st.integers(0, 50), st.integers(51, 99)).map(lambda pair: Span(*pair))
entries = st.builds(
    lambda span, text, value, rule: Field(
        span=span, text=text if span else None, value=value, rule=rule
    ),
    st.one_of(st.none(), spans),
    words,
    values,
    words,
)
findings = st.builds(
    Finding,
    id=st.just("f1"),
    type=st.sampled_from(["incident", "statement"]),
    kind=st.sampled_from([None, "arson"]),
    anchor=st.lists(spans, min_size=1, max_size=3).map(tuple),
    fields=st.dictionaries(
        st.sampled_from(["where", "when", "actor"]),
        st.lists(entries, min_size=1, max_size=2).map(tuple),
        max_size=3,
    ),
    confidence=st.sampled_from([0.5, 1.0]),
    rule=words,
)
moments = st.datetimes(timezones=st.just(UTC))
lines = st.builds(
    Line,
    seq=st.integers(0, 10**12),
    finding=findings,
    article=words,
    version=st.integers(1, 9),
    title=words,
    outlet=words,
    source=words,
    url=st.one_of(st.none(), words),
    language=words,
    published=st.one_of(st.none(), st.dates(), moments),
    known=moments,
    sentence=words,
    sentence_start=st.integers(0, 9),
    country=st.one_of(st.none(), words),
    place=st.one_of(st.none(), words),
    when=st.one_of(st.none(), words),
    copies=st.integers(0, 9),
    coder=words,
    review=st.booleans(),
    accusers=st.lists(words, max_size=2).map(tuple),
    claimed=st.booleans(),
)


@given(listed=st.lists(lines, max_size=4))
def test_json_lines_come_back_as_they_were(listed):
    """What is written is read back, value by value."""
    written = b"".join(jsonl.write(listed))
    back = [jsonl.read(line) for line in written.splitlines()]
    assert back == listed
    assert [rules(line) for line in back] == [rules(line) for line in listed]


def rules(line):
    """The rules of a line's fields, which comparing lines leaves out."""
    return [entry.rule for entries in line.finding.fields.values() for entry in entries]


@given(listed=st.lists(lines, min_size=1, max_size=3), sample=st.booleans())
def test_csv_keeps_its_columns_and_runs_nothing(listed, sample):
    """Every row has every column, and no cell starts like a formula."""
    written = b"".join(csv_format.write(listed, sample=sample)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(written)))
    assert len(read) == len(listed) + 1
    assert {len(row) for row in read} == {len(csv_format.HEAD) + sample}
    assert not any(cell.startswith(csv_format.FORMULA) for row in read for cell in row)


def laid(finding, **more):
    """Lay a finding into a line."""
    return Line(
        seq=1,
        finding=finding,
        article="a",
        version=1,
        title="=1+1",
        outlet="o",
        source="xx/o",
        url=None,
        language="en",
        published=date(2026, 3, 2),
        known=datetime(2026, 3, 2, tzinfo=UTC),
        sentence="must go",
        sentence_start=0,
        country=None,
        place=None,
        when=None,
        **more,
    )


@pytest.mark.parametrize(
    ("type_", "fields", "accusers", "told"),
    [
        (
            "attribution",
            {"accuser": "Riga", "accused": "Moscow"},
            (),
            ("Riga accuses Moscow", "Riga", "Moscow"),
        ),
        (
            "attribution",
            {"accused": "Moscow"},
            (),
            ("the report links it to Moscow", "", "Moscow"),
        ),
        (
            "incident",
            {"actor": "Moscow"},
            ("Riga",),
            ("Moscow, according to Riga", "Riga", "Moscow"),
        ),
        ("incident", {"actor": "Moscow"}, (), ("the report links it to Moscow", "", "Moscow")),
        ("incident", {}, (), ("", "", "")),
        ("posture", {"actor": "Poland"}, (), ("Poland", "", "")),
        ("denial", {"denier": "Moscow"}, (), ("Moscow", "", "")),
    ],
)
def test_a_spreadsheet_accuses_nobody_itself(type_, fields, accusers, told):
    """Who is told as in `X accuses Y`; accuser and accused have columns of their own."""
    entries = {name: (Field(span=Span(0, 4), text=words),) for name, words in fields.items()}
    found = Finding(id="f", type=type_, anchor=(Span(0, 4),), fields=entries, confidence=0.4)
    line = laid(found, accusers=accusers, review=True)
    (row,) = csv.DictReader(io.StringIO(b"".join(csv_format.write([line])).decode("utf-8-sig")))
    assert (row["who"], row["accuser"], row["accused"]) == told
    assert (row["confidence"], row["review"]) == ("0.4", "yes")


def test_what_was_written_before_review_reads_back():
    """A line of an older export has no word of review, and is in none."""
    call = Finding(id="f", type="call", anchor=(Span(0, 4),), fields={})
    told = json.loads(b"".join(jsonl.write([laid(call, review=True, accusers=("Riga",))])))
    assert (told["review"], told["accusers"]) == (True, ["Riga"])
    older = {name: told[name] for name in told.keys() - {"review", "accusers", "claimed"}}
    assert jsonl.read(json.dumps(older)) == laid(call)


def test_a_report_marks_what_is_in_review():
    """Every finding says whether it is in review, by the thresholds that are given."""
    found = tuple(
        Finding(id=type_, type=type_, anchor=(Span(0, 4),), fields={}, confidence=0.92)
        for type_ in ("incident", "attribution", "call")
    )
    coding = Coding(text_hash="h", reader="r", coder="c", taxonomy="t", findings=found)
    made = Report(article=Article(text="Fire"), coding=coding)
    told = [one["review"] for one in report.report(made)["findings"]]
    assert told == [False, True, False]
    told = [one["review"] for one in report.report(made, {"call": 0.95})["findings"]]
    assert told == [False, False, True]


def test_the_sample_says_so_everywhere():
    """Each line of an export of the sample carries its name."""
    line = laid(Finding(id="f", type="call", anchor=(Span(0, 4),), fields={}))
    assert json.loads(b"".join(jsonl.write([line], sample=True)))["sample"] is True
    row = b"".join(csv_format.write([line], sample=True)).decode("utf-8-sig").splitlines()[1]
    assert row.startswith("SAMPLE,1,call,,must,")
    assert ",'=1+1," in row


@pytest.mark.parametrize("sample", [False, True])
def test_incidents_are_rows_too(sample):
    """Every column in every row, several values in one cell, numbers as numbers, nothing runs."""
    west = replace(dossiers.dossier().sheet.line.spot, lon=-4.25, name="=1+1")
    line = replace(dossiers.dossier().sheet.line, spot=west)
    listed = [dossiers.dossier(line=line), dossiers.near(), dossiers.nowhere()]
    raw = b"".join(csv_format.write_incidents(listed, dossiers.imprint(sample=sample)))
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["lon"] for row in rows] == ["-4.25", "", ""]
    assert rows[0]["place"] == "'=1+1"
    assert rows[0]["targets"] == "arms_industry; rail"
    assert rows[0]["articles"].count("https://") == 3
    assert "Dornescu" not in raw.decode()
    assert [row.get("sample") for row in rows] == [("SAMPLE" if sample else None)] * 3


def test_a_report_has_every_key_of_the_contract():
    """What an article does not tell is null; a range is a list; a finding without kind has none."""
    finding = Finding(
        id="f",
        type="incident",
        kind="arson",
        anchor=(Span(0, 4),),
        fields={"killed": (Field(span=Span(0, 4), text="Fire", value=(1, 2)),)},
    )
    coding = Coding(text_hash="h", reader="r", coder="c", taxonomy="t", findings=(finding,))
    made = report.report(Report(article=Article(text="Fire", slug="s"), coding=coding))
    assert set(made) >= {"schema", "slug", "article", "findings", "places", "times"}
    assert set(made["article"]) >= {"text", "title", "published", "language", "url", "outlet"}
    assert made["article"]["published"] is None
    assert made["findings"][0]["fields"]["killed"][0]["value"] == [1, 2]
    assert made["findings"][0]["coder"] == "c"
    assert report.issue(Issue(stage="read", what="w", input="i"))["issue"]["what"] == "w"
    assert report.dump({"x": "\ud800"}) == '{"x":"?"}'


def test_a_country_is_no_point_with_decimals():
    """The JSON of a place has as many decimals as its extent deserves, and says how closely."""
    where = {"span": Span(0, 1), "text": "x", "lat": 52.26, "lon": 20.54, "country": "PL"}
    extents = [("country", 310.0), ("region", 80.0), ("point", 0.4), (None, None)]
    places = tuple(Place(**where, precision=told, radius_km=km) for told, km in extents)
    coding = Coding(text_hash="h", reader="r", coder="c", taxonomy="t", places=places)
    laid = report.report(Report(article=Article(text="x"), coding=coding))["places"]
    assert [place["lat"] for place in laid] == [52.0, 52.3, 52.26, 52.26]
    assert laid[0]["precision"] == "country"
    assert laid[0]["metonym"] is False
