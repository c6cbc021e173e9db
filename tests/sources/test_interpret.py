"""Strict reading: each thing that a source file may not say, with its line and its remedy."""

import pytest

from vedette.errors import SourceError
from vedette.records import Channel
from vedette.sources.interpret import examine, interpret

GOOD = """\
name = "Example News"
home = "https://news.example.ee/"
country = "EE"
languages = ["en", "et"]
owner = "Example Trust"
ownership = "nonprofit"
licence = "CC BY 4.0"
reliability = "B"
reason = "speaks of its own acts"

[[channels]]
kind = "feed"
url = "https://news.example.ee/rss"
full = true
verified = 2026-11-25
"""


def faults(text, id_="ee/example", **given):
    """List what is wrong with a text, as (line, what)."""
    found, source = examine(text, id=id_, where="ee/example.toml", **given)
    assert source is None
    return [(int(fault.where.rpartition(":")[2]), fault.what) for fault in found]


def test_a_good_file_is_read_whole():
    """Every key arrives in its field, dates and booleans as such."""
    source = interpret(GOOD, id="ee/example", where="x")
    assert (source.id, source.languages, source.reliability) == ("ee/example", ("en", "et"), "B")
    (channel,) = source.channels
    assert (channel.full, str(channel.verified)) == (True, "2026-11-25")


def test_defaults_are_those_of_the_record():
    """A file without grade is graded F, a channel without `full` has teasers."""
    short = GOOD.replace('reliability = "B"\n', "").replace(
        'reason = "speaks of its own acts"\n', ""
    )
    source = interpret(short.split("full")[0], id="ee/example", where="x")
    assert (source.reliability, source.reason, source.found) == ("F", "", "")
    assert source.sector is None
    assert source.channels == (Channel(kind="feed", url="https://news.example.ee/rss"),)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('owner = "', 'ower = "', 5, "the key 'ower' is not known"),
        ("full = true", "ful = true", 14, "the key 'ful' is not known"),
        ("name = ", 'id = "x"\nname = ', 1, "the key id may not stand here"),
        ('"Example News"', '" "', 1, "name is empty"),
        ('"Example News"', '"Example News "', 1, "name begins or ends with a space"),
        ('"Example News"', '"Example\\nNews"', 1, "name holds a line break or a control character"),
        ('"Example Trust"', "7", 5, "owner is no text"),
        (
            '"Example Trust"',
            '"Example\\tTrust"',
            5,
            "owner holds a line break or a control character",
        ),
        ('"https://news.example.ee/"', '"news.example.ee"', 2, "home cannot be visited"),
        ('country = "EE"', 'country = "ee"', 3, "country 'ee' is none"),
        ('country = "EE"', 'country = ["EE"]', 3, "country ['EE'] is none"),
        ('country = "EE"', 'country = "LV"', 3, "country 'LV' stands in the folder 'ee'"),
        ('["en", "et"]', "[]", 4, "languages is no list of codes"),
        ('["en", "et"]', '"en"', 4, "languages is no list of codes"),
        ('["en", "et"]', '["en", "english"]', 4, "language 'english' is none"),
        ('["en", "et"]', '["en", "en"]', 4, "a language is listed twice"),
        ('"nonprofit"', '"charity"', 6, "ownership 'charity' is no class"),
        ('"nonprofit"', '"nonprofit"\nsector = "spies"', 7, "sector 'spies' is no kind of body"),
        ('"nonprofit"', '"nonprofit"\nsector = ["press"]', 7, "sector ['press'] is no kind"),
        ('reliability = "B"', 'reliability = "G"', 8, "reliability 'G' is no grade"),
        ("speaks of its own acts", "", 8, "reliability B has no reason"),
        ('kind = "feed"', 'kind = "fax"', 12, "kind 'fax' has no collector"),
        ('kind = "feed"', 'kind = ["feed"]', 12, "kind ['feed'] has no collector"),
        ('"https://news.example.ee/rss"', "1", 13, "url is no text"),
        ("https://news.example.ee/rss", "ftp://example.ee/rss", 13, "the scheme ftp"),
        ("https://news.example.ee/rss", "//example.ee/rss", 13, "the scheme is missing"),
        ("https://news.example.ee/rss", "https:///rss", 13, "the host is missing"),
        ("https://news.example.ee/rss", "https://a b/", 13, "an address holds no spaces"),
        ("https://news.example.ee/rss", "https://me:pw@a.ee/", 13, "an address with a password"),
        ("https://news.example.ee/rss", "https://a.ee:x/", 13, "it is no address"),
        ("full = true", 'full = "yes"', 14, "full is neither true nor false"),
        ("2026-11-25", '"2026-11-25"', 15, "verified is no day"),
        ("2026-11-25", "2026-11-25T10:00:00Z", 15, "verified is no day"),
    ],
)
def test_a_wrong_word_is_named_with_its_line(old, new, line, what):
    """The fault stands at the line of the key that is wrong, and says what is wrong with it."""
    assert old in GOOD
    found, said = faults(GOOD.replace(old, new, 1))[-1]
    assert found == line
    assert what in said


@pytest.mark.parametrize("key", ["name", "home", "country", "languages", "owner", "ownership"])
def test_a_missing_key_is_named(key):
    """What a source must say it must say; the file as a whole is to blame, so line 1."""
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{key} "))
    assert faults(text) == [(1, f"the key {key!r} is missing")]


def test_a_channel_must_be_there_and_be_a_table():
    """Without a channel nothing is polled; a wrong shape is no channel."""
    head = GOOD.partition("[[channels]]")[0]
    assert faults(head) == [(1, "the key 'channels' is missing")]
    assert faults(head + "channels = []") == [(11, "channels is no list of tables")]
    assert faults(head + 'channels = ["https://a.ee"]') == [(11, "a channel is no table")]
    assert faults(head + '[[channels]]\nkind = "feed"') == [(11, "the key 'url' is missing")]


def test_one_address_twice_in_a_file_is_one_too_many():
    """Even spelt with www, http and a slash, the second is the first again."""
    twice = GOOD + '\n[[channels]]\nkind = "page"\nurl = "http://www.news.example.ee/rss/"\n'
    assert faults(twice) == [(19, "http://www.news.example.ee/rss/ is listed twice in this file")]


def test_all_faults_of_a_file_come_at_once_in_the_order_of_lines():
    """Whoever mends a file mends it once."""
    text = GOOD.replace('"EE"', '"UK"').replace("true", "1").replace("Example News", "")
    assert [line for line, _ in faults(text)] == [1, 3, 14]


@pytest.mark.parametrize(
    ("old", "new", "meant"), [('"EE"', '"UK"', "write GB"), ('["en", "et"]', '["ua"]', "write uk")]
)
def test_a_usual_slip_is_answered_with_what_was_meant(old, new, meant):
    """`UK` is written for `GB` and `ua` for Ukrainian more often than not."""
    found, _ = examine(GOOD.replace(old, new), id="ee/example", where="x")
    assert [fault.remedy for fault in found] == [meant]


def test_a_text_that_is_no_toml_says_where():
    """The parser's own line is handed on."""
    with pytest.raises(SourceError, match=r"^ee/example\.toml:2: this is not TOML"):
        interpret('name = "a"\nhome = oops\n', id="ee/example", where="ee/example.toml")


@pytest.mark.parametrize("id_", ["ee/Example", "ee/a--b", "ee/-a", "estonia/a", "ee/a_b", "ee/"])
def test_a_path_that_is_no_id_is_refused(id_):
    """Ids stand in addresses of the desk and in exports: lower case, digits, single hyphens."""
    found, _ = examine(GOOD, id=id_, where="x")
    assert f"the path {id_!r} cannot be an id" in [fault.what for fault in found]


def test_a_collector_of_a_plug_in_brings_its_kind():
    """`kinds` is handed in, because only the desk knows which collectors are installed."""
    text = GOOD.replace('"feed"', '"gopher"').replace("https://news.example.ee/rss", "inbox/news")
    assert faults(text)[0] == (12, "kind 'gopher' has no collector")
    source = interpret(text, id="ee/example", where="x", kinds={"gopher"})
    assert source.channels[0].url == "inbox/news"


def test_a_file_channel_has_a_path():
    """A folder on disk is a channel too, and no web address."""
    text = GOOD.replace('"feed"', '"file"')
    assert "a file channel has a path" in faults(text)[0][1]
    source = interpret(
        text.replace("https://news.example.ee/rss", "dumps/*.html"), id="ee/e", where="x"
    )
    assert source.channels[0].kind == "file"


def test_a_note_may_run_over_lines():
    """The note is for people; all else is one line."""
    source = interpret('note = """a\nb"""\n' + GOOD, id="ee/example", where="x")
    assert source.note == "a\nb"


def test_every_fault_has_a_remedy():
    """No message leaves its reader without the next step."""
    text = 'colour = "red"\ncountry = "UK"\n[[channels]]\nkind = "fax"\nfull = 1\n'
    found, _ = examine(text, id="Bad", where="x")
    assert len(found) >= 9
    assert all(fault.remedy for fault in found)
