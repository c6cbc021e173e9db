"""`vedette alert test RULE --send` over each kind of channel, into a receiver of that kind."""

import asyncio
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner
from tests.desk.alerted import Alerted, rule
from tests.send.listening import Listener
from tests.send.postoffice import PASSWORD, Office, serving

from vedette.cli import main
from vedette.desk.answering import clock

TOML = """ledger = "sqlite:///{folder}/ledger.sqlite"
bundled = false

[channels.duty]
{channel}

[[alerts]]
name = "cables"
channels = ["duty"]
"""
TEST = "TEST of the rule cables: nothing has happened"


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Try the rule over a channel with these lines and this secret; give what was said."""

    def run(channel, secret=""):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        if secret:
            monkeypatch.setenv("VEDETTE_CHANNEL_DUTY_SECRET", secret)
        told = TOML.format(folder=tmp_path, channel=channel)
        (tmp_path / "vedette.toml").write_text(told, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        Alerted(tmp_path, rule(), now=clock()).store.close()
        done = CliRunner().invoke(main, ["alert", "test", "cables", "--send"])
        assert done.exit_code == 0, done.stderr
        assert secret not in done.output or not secret
        return done.stderr

    return run


async def test_mail(vedette, tmp_path, monkeypatch):
    """With a user, and an authority of the house that the system is told of."""
    async with serving(Office(), login=True) as office:
        (tmp_path / "house.pem").write_bytes(office.authority)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "house.pem"))
        channel = (
            f'kind = "mail"\nhost = "127.0.0.1"\nport = {office.port}\nuser = "desk"\n'
            'from = "desk@watch.example"\nto = ["duty@example.org"]\nallow = ["127.0.0.1"]'
        )
        await asyncio.to_thread(vedette, channel, PASSWORD)
    (letter,) = office.letters
    assert letter["subject"] == f"SAMPLE: {TEST}"


def test_ntfy(vedette):
    """A topic on a server."""
    with Listener() as listener:
        vedette(f'kind = "ntfy"\nto = ["{listener.url}/rail"]\nallow = ["127.0.0.1"]', "tk_1")
    assert listener.asked[0].told["title"] == f"SAMPLE: {TEST}"


def test_matrix(vedette):
    """A room on a home server."""
    with Listener(usual=(200, {}, b'{"event_id": "$one"}')) as listener:
        said = vedette(
            f'kind = "matrix"\nserver = "{listener.url}"\nto = ["!a:b.example"]\n'
            'allow = ["127.0.0.1"]',
            "syt_1",
        )
    assert TEST in listener.asked[0].told["body"]
    assert "$one" in said


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_apprise(vedette):
    """One of its services."""
    pytest.importorskip("apprise")
    with Listener() as listener:
        channel = f'kind = "apprise"\nto = ["json://desk:{{secret}}@127.0.0.1:{listener.port}"]'
        vedette(channel, "xyzzy-9")
    assert listener.asked[0].told["title"] == f"SAMPLE: {TEST}"


def test_cap(vedette, tmp_path):
    """A folder, whose message says that it is a test."""
    vedette(f'kind = "cap"\nto = ["{(tmp_path / "cap").as_posix()}"]\nsender = "desk.example"')
    (message,) = (tmp_path / "cap").glob("*.xml")
    root = fromstring(message.read_bytes())
    space = "{urn:oasis:names:tc:emergency:cap:1.2}"
    assert root.findtext(f"{space}status") == "Test"
    assert root.findtext(f"{space}info/{space}headline") == f"SAMPLE: {TEST}"
    assert (tmp_path / "cap" / "index.atom").exists()


@pytest.mark.parametrize(
    "channel",
    [
        'kind = "mail"\nto = ["duty@example.org"]',
        'kind = "ntfy"\nto = ["rail"]',
        'kind = "matrix"\nto = ["!a:b.example"]\nserver = "https://b.example"',
        'kind = "cap"\nto = ["cap"]\nstatus = "Real"',
    ],
)
def test_what_cannot_be_used_is_said_with_file_and_line(tmp_path, channel):
    """Before anything is sent."""
    told = TOML.format(folder=tmp_path, channel=channel)
    (tmp_path / "vedette.toml").write_text(told, encoding="utf-8")
    config = ["--config", str(tmp_path / "vedette.toml")]
    done = CliRunner().invoke(main, [*config, "alert", "rules"])
    assert done.exit_code != 0
    assert "vedette.toml:4" in done.stderr
