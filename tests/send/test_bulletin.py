"""Mails to a list: one kept body for all, each one's own put in when it is sent."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from tests.send.enveloped import HOSTILE, alert, backing, enclosed, following
from tests.send.postoffice import Office, serving

from vedette.alerts import LEAVE, Channel
from vedette.desk.wires import HttpWire
from vedette.send import bulletin
from vedette.write import bulletin as bulletins

PAGE = "https://desk.example"
OUT = f"{PAGE}/signup/leave/{'eyJjaGFubmVsIjoibmV3cyIsIm5hbWUi' * 5}.{'Zm9v' * 11}"


def channel(port=587, **options):
    """A list."""
    told = {"host": "127.0.0.1", "port": port, "from": "news@watch.example", "page": PAGE}
    return Channel(name="news", kind="list", options={**told, **options})


def given(to="ann@mail.example", leave=OUT, **more):
    """An envelope to a subscriber."""
    return enclosed(recipient=bulletin.given(to, leave), channel="news", **more)


def whole(envelope, **options):
    """A mail as it is sent, and read."""
    body = bulletins.write(replace(envelope, recipient="n1"), channel(**options), "")
    raw = bulletin.addressed(body, envelope, channel(), bulletin.read(envelope.recipient))
    return raw, message_from_bytes(raw, policy=default)


async def send(office, envelope, **options):
    """Send an envelope; give what became of it."""
    way, wire = channel(office.port, **options), HttpWire("vedette/test", ("127.0.0.1",))
    sends = bulletin.opens(way, wire, tls=office.tls)
    try:
        return await sends(bulletins.write(envelope, way, ""), envelope, way)
    finally:
        await wire.close()


def test_what_is_kept_is_the_same_for_all():
    """No address stands in it; the marks of one envelope are put in with it."""
    one, other = (
        bulletins.write(enclosed(key=key, recipient=key), channel(), "") for key in ("k1", "k2")
    )
    assert one == other
    assert one.count(LEAVE.encode()) == 2
    assert b"k1" not in one


def test_a_mail_says_how_to_leave_by_one_click():
    """As RFC 8058 wants it, and in the words of both parts, whole."""
    _, mail = whole(given())
    assert mail["list-unsubscribe"] == f"<{OUT}>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert (mail["to"], mail["message-id"]) == ("ann@mail.example", "<k1@watch.example>")
    assert mail["list-id"] == "<news.watch.example>"
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert OUT in plain.splitlines()
    assert f'href="{OUT}"' in html
    assert LEAVE not in plain + html


def test_lines_are_as_short_as_a_mail_should_have_them():
    """With an address of two hundred characters in them (RFC 5322, 2.1.1)."""
    raw, mail = whole(given())
    parts = raw.split(b"\r\n\r\n", 1)[1]
    assert max(map(len, parts.split(b"\r\n"))) <= 78
    assert mail.defects == []


def test_whoever_writes_our_mark_into_a_report_leaves_it_out():
    """It is put in where we do, and nowhere else."""
    told = alert(
        headline=f"Fire {LEAVE}", lines=(LEAVE,), backing=(backing(quote=f"Smoke {LEAVE} rose"),)
    )
    _, mail = whole(
        enclosed(told, recipient=bulletin.given("ann@mail.example", OUT), channel="news")
    )
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert plain.count(OUT) == html.count(OUT) == 1


def test_hostile_words_break_out_of_nothing():
    """They are the words of a report, in one header or one element."""
    told = alert(headline=HOSTILE, backing=(backing(quote=HOSTILE, title=HOSTILE),))
    _, mail = whole(
        enclosed(told, recipient=bulletin.given("ann@mail.example", OUT), channel="news")
    )
    assert mail["bcc"] is None
    html = list(mail.iter_parts())[1].get_content()
    assert "<img" not in html


def test_what_follows_answers_what_went_before():
    """In the subscriber's own mailbox it is one thread."""
    first = given()
    _, mail = whole(following(first))
    assert mail["in-reply-to"] == mail["references"] == "<k1@watch.example>"


def test_links_lead_to_the_public_site_alone():
    """The desk's own pages are not for strangers."""
    _, mail = whole(given(), site="https://public.example/")
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert "https://public.example/incidents/i1" in plain
    assert ">On the site</a>" in html
    assert "desk.example/incidents" not in plain + html
    _, bare = whole(given())
    assert "/incidents/i1" not in str(bare)


async def test_it_arrives_over_tls_with_all_that_is_each_ones_own():
    """And says so in the receipt, without the address."""
    async with serving(Office()) as office:
        receipt = await send(office, given())
    assert receipt.outcome == "taken"
    assert office.taken[0][0] == office.letters[0]["to"] == "ann@mail.example"
    assert office.plain == []


@pytest.mark.parametrize(
    ("answer", "gone"),
    [
        ("550 5.1.1 <ann@mail.example> unknown", True),
        ("550 5.1.10 no such Ann@mail.example here", True),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 your words are unwanted, ann@mail.example", False),
        ("550 no", False),
    ],
)
async def test_a_mailbox_that_is_none_is_gone_and_a_refusal_is_not(answer, gone):
    """Whose words a server does not like stays on the list; the address is in no receipt."""
    async with serving(Office(refuses={"ann@mail.example": answer})) as office:
        receipt = await send(office, given())
    assert (receipt.outcome, receipt.gone) == ("given_up", gone)
    assert "ann@" not in receipt.told.lower()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"page": ""}, "page is no https"),
        ({"page": "http://desk.example"}, "page is no https"),
        ({"page": "https://desk.example/ x"}, "page is no https"),
        ({"site": "javascript:alert(1)"}, "site is no address"),
        ({"host": ""}, "host names no server"),
        ({"from": "nobody"}, "from is no address"),
    ],
)
def test_a_list_that_cannot_work_is_told(options, words):
    """Before anybody signs up."""
    assert words in bulletin.fault(channel(**options))


def test_a_list_names_no_recipients_and_tells_strangers_nothing_but_what_is_clear():
    """Whoever asks is told; that is everybody."""
    assert bulletin.fault(replace(channel(), recipients=("",))) == ""
    assert "to names" in bulletin.fault(replace(channel(), recipients=("a@b.example",)))
    assert "ceiling" in bulletin.fault(replace(channel(), ceiling="green"))
