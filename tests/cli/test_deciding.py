"""`vedette decide`, `related` and `diff`: what analysts and the past say, on the command line."""

import json

import pytest
from click.testing import CliRunner

from vedette.cli import main

REPORTS = (
    ("a", "2026-03-02", "Two signal cabinets were set on fire near Narva on Sunday, police said."),
    ("b", "2026-03-03", "Police in Narva opened an inquiry after cabinets were set on fire."),
    ("c", "2026-03-05", "A data cable off Gotland was cut on Wednesday, the navy of Sweden said."),
)


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb over a small ledger; give what it printed, or its error."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("VEDETTE_AUTHOR", "A. Analyst")
    monkeypatch.chdir(tmp_path)
    lines = [
        json.dumps(
            {
                "id": name,
                "url": f"https://{name}.example/{name}",
                "outlet": f"Outlet {name}",
                "published": f"{day}T08:00:00Z",
                "title": text[:30],
                "text": text,
                "language": "en",
            }
        )
        for name, day, text in REPORTS
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def run(*args, fails=False):
        done = CliRunner().invoke(main, [str(arg) for arg in args])
        assert bool(done.exit_code) == fails, done.output
        return done.output

    run("replay", "reports.jsonl")
    return run


def incidents(vedette):
    """The incidents, each with its reports."""
    found = json.loads(vedette("related", "--json"))
    return {one["id"]: one for one in found["incidents"]}


def of(vedette, report):
    """The id of the incident that a report tells of."""
    return next(name for name, one in incidents(vedette).items() if report in one["reports"])


def test_a_merge_is_listed_and_withdrawn(vedette):
    """Two incidents become one and two again, and the history tells both."""
    before = incidents(vedette)
    one, other = of(vedette, "a"), of(vedette, "c")
    said = vedette("decide", "merge", one[:10], other[:10], "--reason", "one hand")
    number = said.split(":")[0].removeprefix("decision ")
    assert of(vedette, "c") == of(vedette, "a")
    assert "A. Analyst" in vedette("decide", "list", "--incident", of(vedette, "a"))
    vedette("decide", "withdraw", number, "--reason", "two hands", "--author", "B. Boss")
    assert incidents(vedette) == before
    listed = json.loads(vedette("decide", "list", "--json"))["decisions"]
    assert [(made["verb"], made["standing"]) for made in listed] == [
        ("must_link", "withdrawn"),
        ("withdraw", "holds"),
    ]
    assert listed[0]["by"] == listed[1]["number"]
    assert "the views hold" in vedette("rebuild", "--check")


def test_two_who_differ_stand_side_by_side(vedette):
    """Both corrections are listed with their reasons; the later one holds."""
    one = of(vedette, "c")
    vedette("decide", "kind", one, "sabotage", "--reason", "an anchor", "--author", "A")
    vedette("decide", "kind", one, "unexplained", "--reason", "who knows", "--author", "B")
    first, second = json.loads(vedette("decide", "list", "--json"))["decisions"]
    assert (first["standing"], first["by"]) == ("overruled", second["number"])
    assert (first["differs"], second["differs"]) == ([second["number"]], [first["number"]])
    assert incidents(vedette)[one]["kind"] == "unexplained"
    vedette("decide", "withdraw", second["number"], "--reason", "no")
    assert incidents(vedette)[one]["kind"] == "sabotage"


def test_an_incident_tells_what_was_decided_of_it(vedette):
    """What, who, why and whether it stands; the field that a decision set is marked."""
    one = of(vedette, "c")
    vedette("decide", "kind", one, "sabotage", "--reason", "an anchor", "--author", "A")
    vedette("decide", "kind", one, "unexplained", "--reason", "who knows", "--author", "B")
    first, second = json.loads(vedette("decide", "list", "--json"))["decisions"]
    told = vedette("incident", one)
    assert f"kind: unexplained, set by decision {second['number']}" in told
    held = f"{first['number']}  kind set to sabotage; overruled by decision {second['number']}"
    assert held in told
    assert ": an anchor" in told
    vedette("decide", "withdraw", second["number"], "--reason", "no longer", "--author", "C")
    told = vedette("incident", one)
    assert f"withdrawn by decision {second['number'] + 1}" in told
    assert ": no longer" in told
    assert f"set by decision {first['number']}" in told


def test_never_again_counts_what_it_hides(vedette):
    """The list says how many findings are kept out, and how many nobody else tells."""
    said = vedette(
        "decide", "never", "--phrase", "data cable", "--until", "2027-01-01", "--reason", "old"
    )
    assert "keeps out 1 finding" in said
    assert "1 of them told by no other report" in vedette("decide", "list")
    vedette("decide", "confirm", "c", "--reason", "a real one")
    assert "keeps out" not in vedette("decide", "list")


def test_a_place_is_looked_up(vedette):
    """A name of the gazetteer becomes the incident's place."""
    vedette("decide", "place", of(vedette, "a"), "Paldiski, EE", "--reason", "the port")
    assert incidents(vedette)[of(vedette, "a")]["place"]["name"] == "Paldiski"
    assert "there is no place" in vedette(
        "decide", "place", "a", "Nowhereville", "--reason", "x", fails=True
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["merge", "zz", "a"], "zz: no incident has this id"),
        (["dismiss", "a:no such words"], "is named by 'no such words'"),
        (["dismiss", "zz"], "zz: no incident has this id"),
        (["kind", "a", "nonsense"], "is not one of"),
        (["never", "--until", "2027-01-01"], "say what: --phrase"),
        (["never", "--source", "x", "--until", "2027-01-01"], "no article is from source x"),
        (["withdraw", "1"], "is no decision"),
        (["withdraw", "9999"], "there is no decision 9999"),
    ],
)
def test_what_is_named_wrongly_is_told(vedette, words, told):
    """One sentence says what is not there."""
    assert told in vedette("decide", *words, "--reason", "x", fails=True)


def test_who_decides_must_be_named(vedette, monkeypatch):
    """Without an author nothing is decided."""
    monkeypatch.setenv("VEDETTE_AUTHOR", "")
    assert "name who decides" in vedette("decide", "note", "a", "--reason", "x", fails=True)


def test_related_as_of_a_day(vedette):
    """By the end of a day only its reports and those before are known."""
    found = json.loads(vedette("related", "--as-of", "2026-03-02", "--json"))
    assert [story["reports"] for story in found["stories"]] == [["a"]]
    assert json.loads(vedette("related", "--as-of", "now", "--json")) == json.loads(
        vedette("related", "--json")
    )


def test_diff_tells_what_came(vedette):
    """Between two days a report joins an incident and another one is new."""
    span = ("--since", "2026-03-03", "--until", "2026-03-05")
    found = json.loads(vedette("diff", *span, "--json"))
    assert found["articles"] == ["b", "c"]
    assert "new" in {one["what"] for one in found["incidents"]}
    assert "new:" in vedette("diff", *span)
    assert "is no time" in vedette("diff", "--since", "whenever", fails=True)
