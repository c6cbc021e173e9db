"""Submitting mail: TLS that is verified, what each answer means, and servers that misbehave."""

import ssl
from dataclasses import replace

import pytest
from tests.send.enveloped import DESK, enclosed, following
from tests.send.postoffice import PASSWORD, Office, serving

from vedette.alerts import Channel
from vedette.desk.wires import HttpWire
from vedette.send import mail
from vedette.write import mail as letters


def channel_of(office, **options):
    """The channel of an office."""
    told = {"host": "127.0.0.1", "port": office.port, "from": "desk@watch.example"}
    return Channel(
        name="duty", kind="mail", recipients=("duty@example.org",), options={**told, **options}
    )


async def send(office, *envelopes, allow=("127.0.0.1",), trust=None, silence=5.0, **options):
    """Send envelopes one after the other; give what became of each."""
    channel = channel_of(office, **options)
    wire = HttpWire("vedette/test", allow)
    sends = mail.opens(channel, wire, tls=trust or office.tls, silence=silence)
    try:
        return [
            await sends(letters.write(one, channel, DESK), one, channel)
            for one in envelopes or [enclosed()]
        ]
    finally:
        await wire.close()


def outcomes(receipts):
    """What became of each."""
    return [one.outcome for one in receipts]


@pytest.mark.parametrize("how", ["starttls", "implicit"])
async def test_a_letter_arrives_as_it_was_written(how):
    """Byte by byte, over TLS of either kind, and nothing goes out before it."""
    async with serving(Office(), implicit=how == "implicit") as office:
        (receipt,) = await send(office, tls=how)
        written = letters.write(enclosed(), channel_of(office), DESK)
    assert (receipt.outcome, receipt.told) == ("taken", "kept")
    assert office.taken == [("duty@example.org", written)]
    assert office.plain == []


async def test_who_has_a_password_logs_in():
    """The right one opens; a wrong one is asked again, for somebody will mend it, and not told."""
    async with serving(Office(), login=True) as office:
        right = await send(office, user="desk", secret=PASSWORD)
        wrong = await send(office, user="desk", secret="xyzzy 99")
        none = await send(office)
    assert outcomes([*right, *wrong, *none]) == ["taken", "again", "again"]
    assert wrong[0].told.startswith("535 ")
    assert none[0].told.startswith("530 ")
    assert "xyzzy" not in wrong[0].told
    assert len(office.taken) == 1


async def test_a_thread_is_one_to_whoever_reads_it():
    """The second mail answers the first."""
    first = enclosed()
    async with serving(Office()) as office:
        await send(office, first, following(first))
    one, two = office.letters
    assert two["in-reply-to"] == one["message-id"]
    assert two["references"] == one["message-id"]


async def test_one_recipient_who_is_refused_takes_it_from_nobody_else():
    """Each has an envelope of his own."""
    gone = enclosed(key="k2", recipient="gone@example.org")
    async with serving(Office(refuses={"gone@example.org": "550 no such mailbox"})) as office:
        receipts = await send(office, enclosed(), gone, enclosed(key="k3"))
    assert outcomes(receipts) == ["taken", "given_up", "taken"]
    assert receipts[1].told == "550 no such mailbox"
    assert [one["message-id"] for one in office.letters] == [
        "<k1@watch.example>",
        "<k3@watch.example>",
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("451 try later", "again"),
        ("421 shutting down", "again"),
        ("554 this is spam", "given_up"),
        ("552 too large", "given_up"),
    ],
)
async def test_what_an_answer_means(answer, outcome):
    """Put off, or given up for good."""
    async with serving(Office(answers=[answer])) as office:
        (receipt,) = await send(office)
    assert (receipt.outcome, receipt.told) == (outcome, answer)


async def test_a_recipient_who_is_put_off_is_asked_again():
    """Greylisting, as it is called."""
    async with serving(Office(refuses={"duty@example.org": "450 greylisted"})) as office:
        (receipt,) = await send(office)
    assert receipt.outcome == "again"


async def test_a_lost_answer_brings_the_same_mail_again():
    """Under one Message-ID, with the same bytes: a mailbox shows it once, or as one thread."""
    async with serving(Office(answers=["drop"])) as office:
        lost, taken = [(await send(office))[0] for _ in range(2)]
    assert outcomes([lost, taken]) == ["again", "taken"]
    first, second = office.taken
    assert first == second


async def test_a_server_that_hangs_is_left():
    """And asked again; the letter may be there already."""
    async with serving(Office(answers=["hang"])) as office:
        (receipt,) = await send(office, silence=0.3)
        assert receipt.outcome == "again"
        assert outcomes(await send(office)) == ["taken"]


@pytest.mark.parametrize("how", ["starttls", "implicit"])
async def test_a_certificate_that_nobody_vouches_for_gets_no_letter(how):
    """Neither does it learn whom it would have been for, nor the password."""
    async with serving(Office(), implicit=how == "implicit", login=how == "starttls") as office:
        stranger = ssl.create_default_context()
        (receipt,) = await send(office, trust=stranger, tls=how, user="desk", secret=PASSWORD)
    assert receipt.outcome == "again"
    assert "certificate" in receipt.told.lower()
    assert not office.taken
    assert not office.users


async def test_a_server_without_tls_gets_no_letter():
    """What is asked for in the settings is not given up because a server does not know it."""
    async with serving(Office(), implicit=True) as office:
        (receipt,) = await send(office, silence=0.5)
    assert receipt.outcome == "again"
    assert not office.taken


async def test_a_private_server_is_reached_where_the_channel_says_so():
    """As a host of the web is."""
    async with serving(Office()) as office:
        (receipt,) = await send(office, allow=())
    assert receipt.outcome == "given_up"
    assert not office.taken


async def test_a_server_that_is_away_is_asked_again():
    """Nobody listens there, for now."""
    async with serving(Office()) as office:
        pass
    (receipt,) = await send(office)
    assert receipt.outcome == "again"


@pytest.mark.parametrize(
    ("options", "to", "words"),
    [
        ({"host": ""}, "a@b.example", "host names no server"),
        ({"tls": "none"}, "a@b.example", "give starttls or implicit"),
        ({"from": "desk"}, "a@b.example", "from is no address"),
        ({"from": "desk@b.example\nBcc: x@y.example"}, "a@b.example", "from is no address"),
        ({"user": "desk"}, "a@b.example", "no password"),
        ({}, "a@b.example, c@d.example", "no mail address"),
        ({}, "Duty <a@b.example>", "no mail address"),
        ({}, "", "no mail address"),
        ({"unsubscribe": {"a@b.example": "http://b.example"}}, "a@b.example", "neither https"),
        ({"unsubscribe": {"a@b.example": "https://b.example/>"}}, "a@b.example", "signs"),
        ({}, "a@b.example", ""),
    ],
)
def test_what_of_a_declaration_cannot_be_used(options, to, words):
    """Said before anything is sent."""
    channel = replace(channel_of(Office(), **options), recipients=(to,))
    assert words in mail.fault(channel)
    assert bool(words) == bool(mail.fault(channel))
