"""CAP 1.2: valid by the standard's schema, by its rules by section, and to a parser not ours."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.send.enveloped import (
    DESK,
    HOSTILE,
    LIPOWA,
    NOON,
    alert,
    backing,
    enclosed,
    following,
)

from vedette.alerts import CAUSES, Channel
from vedette.records import Spot
from vedette.taxonomy.kinds import ORDER
from vedette.write import cap, capfeed

CHANNEL = Channel(name="duty", kind="cap", recipients=("cap",))
SPACE = {"": cap.SPACE}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def written(envelope, **options):
    """Write a message, check it against the standard's schema, and give its bytes."""
    raw = cap.write(envelope, replace(CHANNEL, options=options), DESK)
    result = pytest.importorskip("capvalidator").check_schema(raw)
    assert result.passed, (result.message, raw)
    return raw


def read(envelope, **options):
    """Write a message and give its root."""
    return fromstring(written(envelope, **options))


def text(root, path):
    """The text of an element, None where there is none."""
    return root.findtext(path, None, SPACE)


def pairs(root, name):
    """The names and values of parameters or codes."""
    return {
        text(one, "valueName"): text(one, "value") for one in root.iterfind(f".//{name}", SPACE)
    }


# ── 3.2.1 alert ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", [DESK, "https://desk.example:8443/live", ""])
def test_3_2_1_identifier_and_sender_hold_no_space_comma_or_restricted_sign(address):
    """The key of the alert, and the host of the desk."""
    root = fromstring(cap.write(enclosed(), CHANNEL, address))
    for name in ("identifier", "sender"):
        assert re.fullmatch(r"[^\s,<&]+", text(root, name))
    assert text(root, "identifier") == "a1"


def test_3_2_1_a_desk_drafts_for_few_unless_its_channel_says_otherwise():
    """A restricted message says why; a public one does not, a private one names whom."""
    root = read(enclosed())
    assert (text(root, "status"), text(root, "scope")) == ("Draft", "Restricted")
    assert text(root, "restriction").endswith("before anything of it is passed on.")
    root = read(enclosed(), status="Actual", scope="Public")
    assert (text(root, "status"), text(root, "scope")) == ("Actual", "Public")
    assert text(root, "restriction") is None
    root = read(enclosed(), scope="Private", addresses=("a@b.example", "duty room"))
    assert text(root, "addresses") == 'a@b.example "duty room"'
    assert text(read(enclosed(alert(sample=True)), status="Actual"), "status") == "Test"


def test_3_2_1_an_update_and_a_cancel_refer_to_what_stands():
    """As sender, identifier and sent, separated by commas, exactly as the first had them."""
    first = enclosed()
    second = following(first, "stage")
    third = following(second, "withdrawn", key="k3", alert="a3", headline="Withdrawn: Sabotage")
    roots = [read(one) for one in (first, second, third)]
    assert [text(root, "msgType") for root in roots] == ["Alert", "Update", "Cancel"]
    named = [
        ",".join(text(root, name) for name in ("sender", "identifier", "sent")) for root in roots
    ]
    assert text(roots[0], "references") is None
    assert text(roots[1], "references") == named[0]
    assert text(roots[2], "references").split() == named[:2]
    assert [text(root, "note") is None for root in roots] == [True, True, False]
    assert len({text(root, "incidents") for root in roots}) == 1


def test_3_2_1_what_comes_after_a_cancel_is_a_first_message_again():
    """A message that was taken back is not there to be updated."""
    second = following(enclosed(), "withdrawn")
    third = following(second, "new", key="k3", alert="a3")
    fourth = following(third, "stage", key="k4", alert="a4")
    assert text(read(third), "msgType") == "Alert"
    assert text(read(third), "references") is None
    assert text(read(fourth), "msgType") == "Update"
    assert [one.split(",")[1] for one in text(read(fourth), "references").split()] == ["a3"]


def test_3_2_1_a_message_takes_back_its_own_subject_alone():
    """Other alerts that went the same way stand."""
    late = following(enclosed())
    other = replace(late.earlier[0], alert="b1", thread="b1")
    root = read(replace(late, earlier=(other, *late.earlier)))
    assert "b1" not in text(root, "references")


def test_3_2_1_special_handling_stands_in_a_code():
    """The label of the Traffic Light Protocol, in whole."""
    assert text(read(enclosed(alert(handling="amber+strict"))), "code") == "TLP:AMBER+STRICT"


# ── 3.2.2 info ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ORDER)
def test_3_2_2_every_kind_has_categories_of_the_standard(kind):
    """The schema knows twelve; none of ours is forgotten."""
    root = read(enclosed(alert(kind=kind)))
    listed = [one.text for one in root.iterfind("info/category", SPACE)]
    assert tuple(listed) == cap.CATEGORY[kind]


def test_3_2_2_vedette_gives_no_urgency_and_no_severity():
    """It does not know who is in danger."""
    root = read(enclosed(alert(severity="extreme")))
    assert text(root, "info/urgency") == text(root, "info/severity") == "Unknown"


@pytest.mark.parametrize(
    ("grade", "certain"),
    [("A1", "Observed"), ("B2", "Likely"), ("C3", "Possible"), ("D4", "Possible"),
     ("C5", "Unlikely"), ("F6", "Unknown"), ("", "Unknown")],
)  # fmt: skip
def test_3_2_2_certainty_is_the_credibility_of_the_grade(grade, certain):
    """Of what is taken back nothing is certain."""
    assert text(read(enclosed(alert(grade=grade))), "info/certainty") == certain
    gone = read(enclosed(alert(grade=grade, cause="withdrawn")))
    assert text(gone, "info/certainty") == "Unknown"


def test_3_2_2_the_evidence_and_what_it_is_worth_go_along():
    """Words, outlet and link in the description; grade, voices, label and kind as parameters."""
    root = read(enclosed(alert(sample=True)))
    told = text(root, "info/description")
    assert "“Two signal boxes burnt near Lipowa on Monday, the railway said.”" in told
    assert "Kurier Lipowski (B), 2026-03-02 https://kurier.example/signal-boxes" in told
    assert text(root, "info/web") == f"{DESK}/incidents/i1"
    assert pairs(root, "parameter") == {
        "subject": "incident", "kind": "sabotage", "stage": "reported", "grade": "B2",
        "voices": "2", "TLP": "CLEAR", "sample": "true",
    }  # fmt: skip
    assert text(root, "info/headline").startswith("SAMPLE: ")


def test_3_2_2_a_web_address_is_whole_or_not_there():
    """A desk that has no address gives none."""
    assert text(fromstring(cap.write(enclosed(), CHANNEL, "")), "info/web") is None


# ── 3.2.4 area, 3.3 notes ───────────────────────────────────────────────────────────────────────


def area(**spot):
    """The area of a message."""
    found = read(enclosed(alert(spot=replace(LIPOWA, **spot))))
    return {name: text(found, f"info/area/{name}") for name in ("areaDesc", "circle")} | {
        "code": pairs(found, "geocode")
    }


def test_3_2_4_a_place_is_a_circle_with_its_radius():
    """Latitude and longitude with a comma, a space, kilometres; and the state's code."""
    assert area() == {
        "areaDesc": "Lipowa, Poland", "circle": "49.60000,19.10000 4.000",
        "code": {"ISO3166-1": "PL"},
    }  # fmt: skip


def test_3_2_4_a_country_is_its_name_and_code_alone():
    """A disc around its middle would warn its neighbours."""
    told = area(name="Poland", precision="country", radius_km=350.0)
    assert told == {"areaDesc": "Poland", "circle": None, "code": {"ISO3166-1": "PL"}}


def test_3_2_4_a_sea_has_no_code_of_a_state():
    """It is no country's."""
    told = area(name="Baltic Sea", country="Baltic Sea", precision="sea", radius_km=400.0)
    assert told["code"] == {}
    assert told["circle"].endswith(" 400.000")


def test_3_3_1_coordinates_are_plain_degrees():
    """Also where a float would be written with an exponent."""
    assert area(lat=-0.0000004, lon=179.99999999)["circle"] == "-0.00000,180.00000 4.000"


def test_3_3_2_moments_are_whole_seconds_with_a_zone_and_utc_is_minus_zero():
    """No letter stands for a zone, no fraction follows the seconds."""
    east = NOON.astimezone(timezone(timedelta(hours=3))).replace(microsecond=7)
    root = read(enclosed(alert(made=east)))
    assert text(root, "sent") == "2026-03-02T12:00:00-00:00"
    assert MOMENT.fullmatch(text(root, "sent"))


def test_3_3_3_hostile_words_stay_words():
    """Nothing breaks out of its element, and what XML cannot hold is left out."""
    bad = backing(quote=HOSTILE, title=HOSTILE, outlet=HOSTILE, url="https://a.example/?a=1&b=<2>")
    held = enclosed(alert(headline=HOSTILE, lines=(HOSTILE,), backing=(bad,), name="i 1"))
    raw = written(held)
    assert b"&nbsp;" not in raw
    root = fromstring(raw)
    assert text(root, "info/headline").startswith("Fire Bcc: all@press.example <img")
    assert text(root, "incidents") == '"i 1"'
    assert len(root.findall("info", SPACE)) == 1


WORDS = st.text(max_size=40)


@given(WORDS, WORDS, st.sampled_from(CAUSES), st.floats(-90, 90), st.floats(0, 20_000))
def test_whatever_is_told_the_message_is_valid(head, words, cause, lat, radius):
    """For any words, cause and place."""
    spot = Spot(name=words, lat=lat, lon=-lat, country="FI", precision="point", radius_km=radius)
    held = alert(headline=head, lines=(words,), name=words or "i", spot=spot, cause=cause,
                 backing=(backing(quote=words, outlet=words, url=head),))  # fmt: skip
    written(following(enclosed(held), cause, headline=head))


def test_a_parser_that_is_not_ours_reads_it():
    """`capparser`; it trips over a second category, of anybody's messages."""
    parser = pytest.importorskip("capparser.capparser")
    for cause in ("new", "withdrawn"):
        raw = written(following(enclosed(alert(kind="espionage")), cause))
        found = parser.parse(stringXML=raw.decode())
        assert (found.sender[0], found.status[0]) == ("desk.example", "Draft")
        (info,) = found.info[0]
        assert info.headline[0] == "Sabotage, Lipowa, Poland: confirmed"
        (area_,) = info.area[0]
        assert area_.areaDesc[0] == "Lipowa, Poland"


def test_another_parser_follows_the_chain():
    """`cap-tools`, where somebody has installed it: it asks for an old multidict."""
    tools = pytest.importorskip("cap_tools.models")
    parser = pytest.importorskip("xsdata.formats.dataclass.parsers").XmlParser()
    second = following(enclosed())
    chain = (enclosed(), second, following(second, "withdrawn", key="k3", alert="a3"))
    found = [parser.from_bytes(written(one), tools.Alert) for one in chain]
    named = [tools.Reference.from_alert(one) for one in found]
    assert [one.references_to_list() for one in found] == [[], named[:1], named[:2]]
    assert [one.msg_type.value for one in found] == ["Alert", "Update", "Cancel"]
    for one, envelope in zip(found, chain, strict=True):
        (info,) = one.infos
        (area_,) = info.areas
        assert info.headline == envelope.alerts[0].headline
        assert info.parameters_to_dict()["grade"] == "B2"
        assert area_.geocodes_to_dict()["ISO3166-1"] == "PL"
        assert one.incidents_to_list() == ["i1"]


# ── the index ───────────────────────────────────────────────────────────────────────────────────


def test_the_index_leads_to_each_message_the_newest_first():
    """As a feed reader has it; what is no message is left out."""
    first = enclosed()
    messages = {
        "a1.xml": written(first),
        "a2.xml": written(following(first, "withdrawn", headline="Withdrawn: Sabotage")),
        "other.xml": b"<feed/>",
        "broken.xml": b"<alert",
        "bomb.xml": b'<!DOCTYPE a [<!ENTITY b "b">]>' + written(first),
    }
    feed = feedparser.parse(capfeed.index(messages, name="duty", itself=f"{DESK}/cap.atom"))
    assert not feed.bozo
    assert [one.title for one in feed.entries] == [
        "Cancel: Withdrawn: Sabotage", "Alert: Sabotage, Lipowa, Poland: reported",
    ]  # fmt: skip
    (link,) = feed.entries[0].links
    assert (link.href, link.type) == ("a2.xml", "application/cap+xml")
    assert feed.feed.updated == "2026-03-02T14:00:00+00:00"
    assert {one.term for one in feed.entries[1].tags} == {"Draft", "Security", "Infra"}
    assert len({one.id for one in feed.entries}) == 2


def test_the_index_of_nothing_is_a_feed_too():
    """Who subscribes before the first message is told of it."""
    feed = feedparser.parse(capfeed.index({}, name="duty"))
    assert not feed.bozo
    assert not feed.entries


def test_the_index_holds_the_newest():
    """As many as one looks through."""
    many = {
        f"{n}.xml": cap.write(
            enclosed(alert(f"a{n}", made=datetime.fromtimestamp(n, tz=NOON.tzinfo))), CHANNEL, DESK
        )
        for n in range(capfeed.MOST + 5)
    }
    feed = feedparser.parse(capfeed.index(many, name="duty"))
    assert len(feed.entries) == capfeed.MOST
    assert feed.entries[0].links[0].href == f"{capfeed.MOST + 4}.xml"
