"""Sealing: the example of the standard to the letter, and whatever else is opened by another."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.send.pushes import Reader, b64, raw, vouched

from vedette.send import sealing
from vedette.send.sealing import Browser

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READER = Reader("https://push.example/one")
BROWSER = Browser(endpoint=READER.endpoint, point=READER.point, secret=READER.secret)


def test_the_example_of_rfc_8291_comes_out_to_the_letter():
    """Section 5 and appendix A: keys, salt and message give this body."""
    browser = Browser(
        endpoint="https://push.example.net/",
        point=raw(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        secret=raw("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    sealed = sealing.seal(
        b"When I grow up, I want to be a watermelon",
        browser,
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
        once=sealing.private_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        step=1,
    )
    assert b64(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
        "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
        "lcy4a-fN"
    )


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=sealing.LARGEST), st.binary(min_size=16, max_size=16))
def test_whatever_is_sealed_the_browser_opens(message, salt):
    """By a library that is not ours; no message is longer than a push service must take."""
    sealed = sealing.seal(message, BROWSER, salt=salt, once=sealing.fresh())
    assert READER.open(sealed) == message
    assert len(sealed) <= 4096


def test_the_longest_message_fits_and_a_longer_one_is_refused():
    """3,993 bytes (RFC 8291, section 4)."""
    longest = b"x" * sealing.LARGEST
    sealed = sealing.seal(longest, BROWSER, salt=bytes(16), once=sealing.fresh())
    assert len(sealed) == 4096
    assert READER.open(sealed) == longest
    with pytest.raises(ValueError, match="3993 can be sent"):
        sealing.seal(longest + b"x", BROWSER, salt=bytes(16), once=sealing.fresh())


def test_messages_of_other_lengths_look_alike():
    """Outside, a short alert is as long as a longer one."""
    lengths = {
        len(sealing.seal(b"x" * n, BROWSER, salt=bytes(16), once=sealing.fresh()))
        for n in (1, 200, 400, 512)
    }
    assert len(lengths) == 1


def test_another_browser_cannot_open_it():
    """Neither with its own key, nor with its own secret."""
    sealed = sealing.seal(b"told", BROWSER, salt=bytes(16), once=sealing.fresh())
    others = (Reader("x"), Reader("x", private=READER.private, secret=bytes(16)))
    for other in others:
        with pytest.raises(Exception, match=r".*"):
            other.open(sealed)


def test_who_asks_is_vouched_for_by_the_desks_key():
    """The token is for one service, for half a day, signed by the key that stands beside it."""
    key = sealing.made()
    told = sealing.vouch("https://fcm.googleapis.com/x/y", key, NOON, "mailto:desk@example.org")
    assert not vouched(told, "https://fcm.googleapis.com")
    assert vouched(told, "https://other.example") == "meant for another"
    assert told.endswith(f", k={sealing.public(key)}")
    claims = json.loads(raw(told.split(".")[1]))
    assert claims["exp"] - NOON.timestamp() == 12 * 3600
    assert claims["sub"] == "mailto:desk@example.org"


@pytest.mark.parametrize("text", ["", "AAAA", "no base64!", "A" * 43 + "ä"])
def test_what_is_no_key_is_refused(text):
    """An empty file, a short one, and other words."""
    with pytest.raises(ValueError, match=r".*"):
        sealing.private_of(text)
