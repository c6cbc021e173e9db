"""Messages of CAP on their way: a folder with its index, an address, and a desk's whole chain."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from tests.desk.alerted import Alerted, rule
from tests.send.enveloped import enclosed, following
from tests.send.listening import Listener, sent

from vedette.alerts import Channel
from vedette.desk.channels import CAP
from vedette.desk.deciding import Deciding
from vedette.send import cap
from vedette.write.cap import SPACE


def channel_of(*recipients, **options):
    """A channel to folders or addresses."""
    told = {"allow": ("127.0.0.1",)} | options
    return Channel(name="duty", kind="cap", recipients=recipients, options=told)


async def put(place, *envelopes):
    """Hand envelopes on."""
    held = (replace(one, recipient=str(place)) for one in envelopes)
    return await sent(CAP, channel_of(str(place)), *held)


def entries(folder):
    """What the index leads to."""
    feed = feedparser.parse((folder / cap.INDEX).read_bytes())
    assert not feed.bozo
    return [one.links[0].href for one in feed.entries]


async def test_a_folder_gets_a_file_for_each_alert_and_an_index(tmp_path):
    """Once by their keys, and nothing half done."""
    folder, first = tmp_path / "cap", enclosed()
    receipts = await put(folder, first, following(first), first)
    assert [one.outcome for one in receipts] == ["taken"] * 3
    assert [one.told for one in receipts] == ["a1.xml", "a2.xml", "was there"]
    assert sorted(one.name for one in folder.iterdir()) == ["a1.xml", "a2.xml", "index.atom"]
    assert entries(folder) == ["a2.xml", "a1.xml"]


async def test_the_index_mends_itself(tmp_path):
    """After a crash between a message and the index, with the next attempt."""
    await put(tmp_path, enclosed())
    (tmp_path / cap.INDEX).unlink()
    await put(tmp_path, enclosed())
    assert entries(tmp_path) == ["a1.xml"]


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path):
    """The share is away."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (receipt,) = await put(tmp_path / "file" / "cap", enclosed())
    assert receipt.outcome == "again"


async def test_an_address_gets_it_by_post():
    """As what it is, with a token, and with the key for who keeps keys."""
    with Listener((503, {"retry-after": "5"}, b""), (200, {}, b"")) as listener:
        envelope = enclosed(recipient=f"{listener.url}/in")
        channel = channel_of(envelope.recipient, secret="tk")
        receipts = await sent(CAP, channel, envelope, envelope)
    assert [(one.outcome, one.wait) for one in receipts] == [("again", 5.0), ("taken", 0.0)]
    one, two = listener.asked
    assert one.body == two.body
    assert two.headers["content-type"] == "application/cap+xml"
    assert two.headers["authorization"] == "Bearer tk"
    assert two.headers["webhook-id"] == "k1"


def test_a_desk_sends_a_chain_that_holds(tmp_path):
    """Alert, Update and Cancel of one incident, each alone in its envelope."""
    channel = Channel(name="desk", kind="cap", recipients=("cap",), options={"sender": "d.example"})
    desk = Alerted(tmp_path, rule(gather=60), channels=(channel,))
    desk.report("a")
    desk.report("b", text=OTHER, anchor="signal box burnt", kind="sabotage", place="Turku")
    desk.fold()
    desk.wait(seconds=61).look()
    desk.wait(hours=1).report("c", status="confirmed", source="fi/b")
    desk.fold()
    desk.wait(seconds=61).look()
    told = [one.envelope for one in desk.told()]
    assert [len(one.alerts) for one in told] == [1, 1, 1]
    name = told[2].alerts[0].name
    Deciding(store=desk.store, author="A", reason="none", at=desk.now).dismiss(name)
    desk.fold()
    told = [one.envelope for one in desk.wait(seconds=61).look()]
    chain = [CAP.writes(one, channel, "") for one in told if one.alerts[0].name == name]
    roots = [fromstring(raw) for raw in chain]
    assert [root.findtext(f"{{{SPACE}}}msgType") for root in roots] == ["Alert", "Update", "Cancel"]
    keys = [root.findtext(f"{{{SPACE}}}identifier") for root in roots]
    named = [
        [one.split(",")[1] for one in root.findtext(f"{{{SPACE}}}references", "").split()]
        for root in roots
    ]
    assert named == [[], keys[:1], keys[:2]]


OTHER = "A signal box burnt near Turku on Monday. Trains were late for hours."


@pytest.mark.parametrize(
    ("options", "to", "words"),
    [
        ({}, "cap", ""),
        ({"status": "draft"}, "cap", "give Draft"),
        ({"scope": "All"}, "cap", "give Restricted"),
        ({"scope": "Private"}, "cap", "names nobody"),
        ({"sender": "the desk"}, "cap", "no space, comma"),
        ({"sender": "a,b"}, "cap", "no space, comma"),
        ({}, "", "no folder"),
        ({"secret": "tk", "allow": ()}, "http://hub.example/in", "for all to read"),
    ],
)
def test_what_of_a_declaration_cannot_be_used(options, to, words):
    """Said before anything is sent."""
    channel = channel_of(to, **options)
    assert words in cap.fault(channel)
    assert bool(words) == bool(cap.fault(channel))
