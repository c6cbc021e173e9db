"""Messages in rooms of Matrix: once by their key, in answer to the claim, and what comes back."""

import json
from dataclasses import replace
from urllib.parse import unquote

import pytest
from tests.send.enveloped import DESK, HOSTILE, alert, backing, enclosed, following
from tests.send.listening import Listener, sent

from vedette.alerts import Channel
from vedette.desk.channels import MATRIX
from vedette.send import matrix
from vedette.write import matrix as messages

ROOM = "!kJ7/x:matrix.example"


class Home(Listener):
    """A home server: each transaction makes one message, and is answered alike when it returns."""

    def __init__(self, *answers):
        super().__init__(*answers)
        self.room = {}

    def answer(self, asked):
        """Take a message, unless another answer is due."""
        if self.answers:
            return self.answers.pop(0)
        name = self.room.setdefault(asked.path, f"${len(self.room)}")
        return 200, {}, json.dumps({"event_id": name}).encode()


def channel_of(home, **options):
    """A channel to a room of a home server."""
    told = {"server": home.url, "secret": "syt_abc", "allow": ("127.0.0.1",)} | options
    return Channel(name="duty", kind="matrix", recipients=(ROOM,), options=told)


async def write(home, *envelopes):
    """Write envelopes into the room."""
    return await sent(MATRIX, channel_of(home), *(replace(e, recipient=ROOM) for e in envelopes))


async def test_a_message_goes_into_the_room_under_the_key_of_its_envelope():
    """With the token in a header, as text and as HTML; the server's name of it is kept."""
    with Home() as home:
        (receipt,) = await write(home, enclosed())
    (asked,) = home.asked
    assert (receipt.outcome, receipt.told) == ("taken", "$0")
    assert asked.method == "PUT"
    path, key = asked.path.rsplit("/", 1)
    assert path == "/_matrix/client/v3/rooms/%21kJ7%2Fx%3Amatrix.example/send/m.room.message"
    assert unquote(path.split("/")[5]) == ROOM
    assert key == "k1"
    assert asked.headers["authorization"] == "Bearer syt_abc"
    told = asked.told
    assert told["msgtype"] == "m.text"
    assert told["format"] == "org.matrix.custom.html"
    for part in (told["body"], told["formatted_body"]):
        assert "Sabotage, Lipowa, Poland: reported" in part
        assert "Two signal boxes" in part
        assert f"{DESK}/incidents/i1" in part
    assert "m.relates_to" not in told


async def test_the_same_envelope_is_one_message_however_often_it_is_sent():
    """A lost answer leaves no second one in the room."""
    with Home() as home:
        first, second = await write(home, enclosed(), enclosed())
    assert first == second
    assert len(home.room) == 1


async def test_what_follows_answers_the_message_of_the_claim():
    """By the name that the server gave it; as long as it gave none, it stands by itself."""
    first = enclosed()
    with Home() as home:
        (receipt,) = await write(home, first)
        await write(home, following(first, told=receipt.told), following(first, key="k3"))
    _, answer, alone = (asked.told for asked in home.asked)
    assert answer["m.relates_to"] == {"m.in_reply_to": {"event_id": "$0"}}
    assert "m.relates_to" not in alone


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        ((429, {}, b'{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2500}'), "again", 2.5),
        ((429, {"retry-after": "7"}, b"{}"), "again", 7.0),
        ((401, {}, b'{"errcode": "M_UNKNOWN_TOKEN"}'), "again", 0.0),
        ((403, {}, b'{"errcode": "M_FORBIDDEN"}'), "again", 0.0),
        ((413, {}, b'{"errcode": "M_TOO_LARGE"}'), "given_up", 0.0),
        ((404, {}, b"[" * 100_000), "given_up", 0.0),
        ((502, {}, b"<html>"), "again", 0.0),
    ],
)
async def test_what_an_answer_means(answer, outcome, wait):
    """A token or a seat in the room is mended by somebody; a message that is refused is not."""
    with Home(answer) as home:
        (receipt,) = await write(home, enclosed())
    assert (receipt.outcome, receipt.wait) == (outcome, wait)
    assert receipt.told.startswith(str(answer[0]))


def test_a_message_fits_into_an_event_whatever_is_told():
    """At first the HTML is left out, then alerts from the end, which are counted."""
    bad = backing(quote=HOSTILE * 40, title=HOSTILE * 20)
    for many in (1, 4, 40):
        alerts = [alert(f"a{n}", backing=(bad,) * 5, headline=HOSTILE) for n in range(many)]
        raw = messages.write(enclosed(*alerts), channel_of(Unopened), DESK)
        assert len(raw) < 65_536 - 8192
        told = json.loads(raw)
        assert "\x00" not in told["body"]
        assert "<img" not in told.get("formatted_body", "")
    assert told["body"].rsplit("\n", 1)[-1].startswith("And ")


class Unopened:
    """A server that nobody asks."""

    url = "https://matrix.example"


def test_a_label_and_what_is_invented_stand_above():
    """Before the words, in both forms."""
    raw = messages.write(enclosed(alert(handling="amber", sample=True)), channel_of(Unopened), DESK)
    told = json.loads(raw)
    assert told["body"].startswith("TLP:AMBER · All of this is invented.")
    assert told["formatted_body"].startswith("<p>TLP:AMBER · All of this is invented.</p>")


@pytest.mark.parametrize(
    ("options", "to", "words"),
    [
        ({}, ROOM, ""),
        ({}, "!newer-rooms-have-no-server", ""),
        ({"server": "matrix.example"}, ROOM, "no home server"),
        ({"secret": ""}, ROOM, "no access token"),
        ({}, "#rail:matrix.example", "not its alias"),
        ({}, "", "is no room"),
        ({"server": "http://matrix.example", "allow": ()}, ROOM, "for all to read"),
    ],
)
def test_what_of_a_declaration_cannot_be_used(options, to, words):
    """Said before anything is sent."""
    channel = replace(channel_of(Unopened, **options), recipients=(to,))
    assert words in matrix.fault(channel)
    assert bool(words) == bool(matrix.fault(channel))
