"""Channels and rules of alerts: what a file declares, and errors that name the line."""

from datetime import time

import pytest

from vedette.alerts import CAUSES, Quiet
from vedette.desk.settings import settle
from vedette.errors import ConfigurationError

HOOK = '[channels.duty]\nkind = "webhook"\nto = ["https://hooks.example/duty"]\n'
RULE = '[[alerts]]\nname = "rail"\nchannels = ["duty"]\n'


def settled(tmp_path, text, **variables):
    """The settings of a file."""
    path = tmp_path / "vedette.toml"
    path.write_text(text, encoding="utf-8")
    return settle(path, variables)


def test_a_channel_and_a_rule_are_read(tmp_path):
    """What is not said has its default: every cause, nothing beyond green light."""
    more = 'quiet = "22:00-06:30 Europe/Riga"\ntargets = ["rail"]\nnear = 5\ngrade = "C3"\n'
    settings = settled(tmp_path, HOOK + RULE + more)
    (channel,), (rule,) = settings.channels, settings.rules
    assert (channel.name, channel.kind, channel.ceiling) == ("duty", "webhook", "clear")
    assert channel.recipients == ("https://hooks.example/duty",)
    assert (rule.name, rule.channels, rule.causes) == ("rail", ("duty",), CAUSES)
    assert (rule.targets, rule.near, rule.grade) == (("rail",), 5.0, "C3")
    assert rule.quiet == Quiet(since=time(22), until=time(6, 30), zone="Europe/Riga")


def test_places_and_parties_are_read_as_in_a_query(tmp_path):
    """By name or by code, in any letters; what names no state is the words of a name."""
    places = 'places = ["Poland", "lt", "UK", "PL", "baltic sea", "AX"]\n'
    accused = 'accused = ["ru", "UK", "GRU"]\n'
    (rule,) = settled(tmp_path, HOOK + RULE + places + accused).rules
    assert rule.places == ("PL", "LT", "GB", "Baltic Sea", "AX")
    assert rule.accused == ("RU", "GB", "GRU")


def test_a_secret_comes_from_its_variable_or_a_file_and_shows_nowhere(tmp_path):
    """Neither the settings' own words nor the channel's give it away."""
    told = settled(tmp_path, HOOK, VEDETTE_CHANNEL_DUTY_SECRET="hush")
    assert told.channels[0].options["secret"] == "hush"
    assert "hush" not in repr(told)
    (tmp_path / "key").write_text("quieter\n", encoding="utf-8")
    told = settled(tmp_path, HOOK + f'secret_file = "{(tmp_path / "key").as_posix()}"\n')
    assert told.channels[0].options["secret"] == "quieter"
    with pytest.raises(ConfigurationError, match="no channel has this secret"):
        settled(tmp_path, HOOK, VEDETTE_CHANNEL_NIGHT_SECRET="hush")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[channels.duty]\nkind = "pigeon"\n', 2, "there is no kind 'pigeon' of channel"),
        ("[channels.duty]\nto = []\n", 1, "there is no kind '' of channel"),
        (HOOK + 'ceiling = "blue"\n', 4, "the ceiling is 'blue'"),
        (HOOK + "wings = 2\n", 4, "there is no wings here"),
        (HOOK + 'allow = "10.0.0.1"\n', 4, "allow is not a list of texts"),
        (HOOK + 'secret = "x"\n', 4, "a secret in this file is read by whoever reads it"),
        (HOOK + 'secret_file = "nowhere"\n', 4, "the file of the secret cannot be read"),
        (HOOK.replace("https:", "ftp:"), 1, "'ftp://hooks.example/duty' in to is no web address"),
        ('[channels.file]\nkind = "file"\n', 1, 'to names no file, such as to = ["alerts.jsonl"]'),
        ('channels = "x"\n', 1, "channels is no table"),
        ('[channels."a b"]\nkind = "file"\n', 1, "a b cannot be a channel"),
        (HOOK + '[[alerts]]\nchannels = ["duty"]\n', 4, "a rule without a name that fits"),
        (HOOK + '[[alerts]]\nname = "rail"\n', 4, "the rule rail has no channels"),
        (HOOK + RULE.replace("duty", "night"), 6, "there is no channel night"),
        (HOOK + RULE + RULE, 8, "two rules are called rail"),
        (HOOK + RULE + 'on = "weather"\n', 7, "on is 'weather'"),
        (HOOK + RULE + 'kinds = ["sabotag"]\n', 7, "'sabotag' is none of the kinds"),
        (HOOK + RULE + 'targets = ["train"]\n', 7, "'train' is none of the targets"),
        (HOOK + RULE + 'places = ["Baltic"]\n', 7, "'Baltic' is none of the places"),
        (HOOK + RULE + 'places = ["PL", "ZZ"]\n', 7, "'ZZ' is none of the places"),
        (HOOK + RULE + "near = 501\n", 7, "near is 501"),
        (HOOK + RULE + "near = nan\n", 7, "near is nan"),
        (HOOK + RULE + "most = 1.5\n", 7, "most is 1.5"),
        (HOOK + RULE + "voices = true\n", 7, "voices is True"),
        (HOOK + RULE + 'grade = "G9"\n', 7, "grade is 'G9'"),
        (HOOK + RULE + 'quiet = "25:00-06:00"\n', 7, "quiet is '25:00-06:00'"),
        (HOOK + RULE + 'quiet = "22:00-06:00 Mars/Olympus"\n', 7, "there is no zone Mars/Olympus"),
        (HOOK + RULE + 'frequency = "often"\n', 7, "there is no frequency in a rule"),
        ('[alerts]\nname = "rail"\n', 1, "alerts is no list of tables"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_the_remedy(tmp_path, text, line, told):
    """Who mistypes a channel or a rule is told where, and what there is."""
    with pytest.raises(ConfigurationError) as caught:
        settled(tmp_path, text)
    assert (caught.value.what, caught.value.where.rsplit(":", 1)[1]) == (told, str(line))
    assert caught.value.remedy
