"""What a channel declares beyond its address: read with its line, or refused with it."""

import pytest

from vedette.records import Rule
from vedette.sources import interpret, toml_of, version_of
from vedette.sources.interpret import examine

HEAD = """\
name = "Example News"
home = "https://news.example.ee/"
country = "EE"
languages = ["en"]
owner = "Example Trust"
ownership = "nonprofit"
licence = "CC BY 4.0"

[[channels]]
"""
JSON = (
    HEAD
    + """\
kind = "json"
url = "https://news.example.ee/api"
[channels.paths]
items = "data.list"
title = "headline"
url = "link"
"""
)
INDEX = (
    HEAD
    + """\
kind = "index"
url = "https://news.example.ee/news"
links = "a.headline"
pattern = "/news/[0-9]+"
"""
)

CSV = (
    HEAD
    + """\
kind = "csv"
url = "/srv/incidents/*.csv"
[channels.columns]
name = "Title"
when = "Date"
[channels.kinds]
"Bombing/IED" = "explosive_attack"
"""
)
TAXII = (
    HEAD
    + """\
kind = "taxii"
url = "https://taxii.example.ee/api/collections/1/"
login = "desk"
scheme = "bearer"
"""
)


def read(text):
    """Read a file that must be good."""
    return interpret(text, id="ee/example", where="ee/example.toml")


def test_a_rule_knows_its_file_and_line():
    """So that a path that finds nothing in an answer can be mended where it stands."""
    (channel,) = read(JSON).channels
    assert channel.rule("items") == Rule(name="items", value="data.list")
    assert channel.rule("items").where == "ee/example.toml:13"
    assert channel.rule("text") is None


@pytest.mark.parametrize("text", [JSON, INDEX, CSV, TAXII])
def test_rules_are_written_and_read_back(text):
    """Law: interpret undoes toml_of; the line does not count for the version."""
    source = read(text)
    again = read("# moved\n" + toml_of(source))
    assert again == source
    assert version_of(again) == version_of(source)


def test_another_rule_is_another_version():
    """What is looked for on a page is part of what the source says of itself."""
    assert version_of(read(INDEX)) != version_of(read(INDEX.replace("a.headline", "h2 a")))


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("a.headline", "a[", 12, "links cannot be used: it is no CSS selector"),
        ('"a.headline"', "7", 12, "links is no text"),
        ("/news/[0-9]+", "(", 13, "pattern cannot be used"),
        ("/news/[0-9]+", "", 13, "pattern cannot be used: it is empty"),
        ('kind = "index"', 'kind = "feed"', 12, "the key 'links' is not known"),
        ('kind = "index"', 'kind = "json"', 9, "a json channel has no paths"),
    ],
)
def test_rules_that_cannot_be_used_are_refused(old, new, line, what):
    """With file and line, before anything is asked."""
    found, source = examine(INDEX.replace(old, new), id="ee/example", where="x")
    assert source is None
    told = [(int(fault.where.rpartition(":")[2]), fault.what) for fault in found]
    assert any(at == line and said.startswith(what) for at, said in told), told


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('url = "link"', 'link = "link"', 15, "there is no path 'link'"),
        ('title = "headline"\n', "", 12, "the path of 'title' is missing"),
        ('"headline"', '"head line"', 14, "'head line' is no path"),
        ('"headline"', "1", 14, "1 is no path"),
    ],
)
def test_paths_that_lead_nowhere_are_refused(old, new, line, what):
    """A path is a name, or names with dots between."""
    found, _ = examine(JSON.replace(old, new), id="ee/example", where="x")
    assert (line, what) in [(int(one.where.rpartition(":")[2]), one.what) for one in found]


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "what"),
    [
        (CSV, 'name = "Title"\nwhen', "when", 12, "the column of 'name' is missing"),
        (CSV, "when =", "day =", 14, "there is no column 'day'"),
        (CSV, '"Date"', '""', 14, "'' is no name of a column"),
        (CSV, '"explosive_attack"', '"bomb"', 16, "there is no kind 'bomb'"),
        (CSV, "[channels.columns]", "[channels.paths]", 9, "a csv channel has no columns"),
        (CSV, '"/srv/incidents/*.csv"', '"ftp://a.example/t.csv"', 11, "cannot be asked"),
        (TAXII, '"bearer"', '"digest"', 13, "there is no scheme 'digest'"),
        (TAXII, '"desk"', '"desk:x"', 12, "'desk:x' is no name to log in with"),
        (TAXII, 'login = "desk"\n', "", 12, "a scheme without a login"),
        (TAXII, "https://taxii", "/srv/taxii", 11, "cannot be asked"),
    ],
)
def test_what_an_import_cannot_do_is_refused(text, old, new, line, what):
    """Columns, kinds and ways to log in, each with its line."""
    found, source = examine(text.replace(old, new), id="ee/example", where="x")
    assert source is None
    told = [(int(one.where.rpartition(":")[2]), one.what) for one in found]
    assert any(at == line and what in said for at, said in told), told


def test_a_word_for_a_kind_is_a_rule_of_its_own():
    """Whatever it holds: it is somebody else's."""
    (channel,) = read(CSV).channels
    assert channel.rule("kind:Bombing/IED").value == "explosive_attack"
    assert channel.rule("name").value == "Title"


READING = (
    INDEX
    + """\
[channels.reading]
body = "div.text"
without = ".share, .more"
"""
)


def test_how_pages_are_read_is_declared():
    """Each rule with its line; written out and read back it is the same source."""
    source = interpret(READING, id="ee/example", where="example.toml")
    told = {rule.name: rule.value for rule in source.channels[0].rules}
    assert (told["read:body"], told["read:without"]) == ("div.text", ".share, .more")
    again = interpret(toml_of(source), id="ee/example", where="again.toml")
    assert again == source
    assert version_of(again) != version_of(interpret(INDEX, id="ee/example", where="x"))


@pytest.mark.parametrize(
    ("was", "becomes", "what"),
    [
        ('body = "div.text"', 'body = "div["', "no CSS selector"),
        ('body = "div.text"', "body = 7", "no CSS selector"),
        ('body = "div.text"', 'text = "div"', "there is no rule 'text'"),
        ('[channels.reading]\nbody = "div.text"\nwithout = ".share, .more"', "reading = 3",
         "reading declares nothing"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_is_refused(was, becomes, what):
    """With what is wrong with it, before any page is read by it."""
    assert was in READING
    faults, source = examine(READING.replace(was, becomes), id="ee/example", where="example.toml")
    assert source is None
    assert any(what in fault.what for fault in faults), faults
