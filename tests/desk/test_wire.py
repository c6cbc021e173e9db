"""Asking a server over loopback: what goes there, what comes back, and every way to fail."""

import socket
import time

import pytest
from tests.code.llm.invented import answer, serving

from vedette.code.llm import Server
from vedette.desk import wire
from vedette.errors import CodeError, CoderAway


def ask(url, **more):
    """Ask a server something small."""
    return wire.post(Server(url=url, model="small", **more))(b'{"model": "small"}')


def test_a_question_goes_to_the_address_with_its_key_and_nothing_else():
    """The path is completed; the key is a bearer's; nothing of the environment is sent along."""
    with serving(answer()) as (url, asked):
        told = ask(url, key="secret")
        ask(url + "/chat/completions")
    assert (told.status, told.body, told.wait) == (200, answer(), None)
    paths = {path for path, _, _ in asked}
    assert paths == {"/v1/chat/completions"}
    assert asked[0][1]["Authorization"] == "Bearer secret"
    assert asked[0][1]["Accept-Encoding"] == "identity"
    assert "Authorization" not in asked[1][1]
    assert asked[0][2] == {"model": "small"}


def test_no_proxy_of_the_environment_sees_an_article(monkeypatch):
    """A proxy that is named there is not asked."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(answer()) as (url, _):
        assert ask(url).status == 200


def test_a_redirect_is_not_followed():
    """An article goes nowhere but to the address that the user named."""
    with serving((307, {"Location": "http://127.0.0.1:9/"}, b"")) as (url, asked):
        assert ask(url).status == 307
    assert len(asked) == 1


@pytest.mark.parametrize(("header", "wait"), [("12", 12.0), ("soon", None), ("-4", None)])
def test_a_busy_server_says_for_how_long(header, wait):
    """Retry-After in seconds; what is no time is none."""
    with serving((429, {"Retry-After": header}, b"busy")) as (url, _):
        told = ask(url)
    assert told.status == 429
    assert told.wait == (pytest.approx(wait, abs=0.5) if wait else None)


def free_port():
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_nobody_there_is_told_as_such():
    """The article is not to blame."""
    with pytest.raises(CoderAway, match="is not there") as caught:
        ask(f"http://127.0.0.1:{free_port()}/v1")
    assert not caught.value.doubt


def silent(_handler):
    """Take the question and say nothing for a while."""
    time.sleep(0.6)


def dripping(handler):
    """Answer a byte at a time, without end as far as anybody can tell."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("slow", [silent, dripping])
def test_a_server_that_takes_too_long_is_left(slow):
    """Whether it says nothing or never comes to an end: the whole answer has one time."""
    began = time.monotonic()
    with serving(slow) as (url, _), pytest.raises(CoderAway, match="in time") as caught:
        ask(url, timeout=0.3)
    assert caught.value.doubt
    assert time.monotonic() - began < 3


def endless(handler):
    """Answer with megabytes."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(12):
        handler.wfile.write(b"x" * 1_000_000)


def test_an_answer_of_megabytes_is_cut():
    """It is not read to its end."""
    with serving(endless) as (url, _), pytest.raises(CodeError, match="larger than 8 MB"):
        ask(url)


def broken(handler):
    """Promise more than is given."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")


def test_an_answer_that_breaks_off_is_no_answer():
    """Half of one is none."""
    with serving(broken) as (url, _), pytest.raises(CoderAway, match="broke") as caught:
        ask(url)
    assert caught.value.doubt
