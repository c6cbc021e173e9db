"""Settings: the file, the variables over it, and errors that name the line."""

import pytest

from vedette.desk.settings import Settings, password_of, settle
from vedette.errors import CollectError, ConfigurationError


def written(tmp_path, text):
    """A file of settings."""
    path = tmp_path / "vedette.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_is_read_and_variables_win(tmp_path):
    """What the file says counts, unless a variable says otherwise."""
    path = written(tmp_path, 'ledger = "sqlite:///a"\n[web]\nport = 1\n[collect]\nallow = ["x"]\n')
    settings = settle(path, {"VEDETTE_WEB_PORT": "2", "VEDETTE_COLLECT_PACE": "0.5"})
    assert (settings.ledger, settings.port, settings.pace) == ("sqlite:///a", 2, 0.5)
    assert settings.allow == ("x",)
    assert settle(None, {"VEDETTE_CONFIG": str(path)}).port == 1


def test_nothing_set_is_the_defaults(tmp_path, monkeypatch):
    """Without a file and without variables everything has its default."""
    monkeypatch.chdir(tmp_path)
    assert settle(None, {}) == Settings()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[web]\n\nprot = 1\n", 3, "there is no setting [web] prot"),
        ("[nowhere]\nx = 1\n", 2, "there is no setting [nowhere] x"),
        ('[web]\nport = "eight"\n', 2, "port is not a whole number"),
        ("[web]\nport = true\n", 2, "port is not a whole number"),
        ("[web]\nport = 70000\n", 2, "port is more than 65535"),
        ("[collect]\npace = -1\n", 2, "pace is less than 0"),
        ("[collect]\nallow = [1]\n", 2, "allow is not a list of texts"),
        ('[web]\nproxies = ["nginx"]\n', 2, "'nginx' is no address or network"),
        ('[web]\nproxies = ["10.0.0.5/8"]\n', 2, "'10.0.0.5/8' is no address or network"),
        ("ledger = \n", 1, "this is no TOML"),
        ("[collect]\npace = nan\n", 2, "pace is nan"),
        ("[review]\n\nincident = 90\n", 3, "incident is more than 1"),
        ("[review]\ncall = -0.1\n", 2, "call is less than 0"),
        ('[review]\nattribution = "high"\n', 2, "attribution is not a number"),
        ("[review]\nincident = true\n", 2, "incident is not a number"),
        ("[review]\nincident = nan\n", 2, "incident is nan"),
        ('[forecasts]\n\nyardstick = "kent"\n', 3, "there is no yardstick kent"),
        ("[review]\nrumour = 0.5\n", 2, "there is no setting [review] rumour"),
        ("[code]\nseconds = inf\n", 2, "seconds is inf"),
        ('[collect]\ncontact = "Büro"\n', 2, "contact has characters that no header can carry"),
        ('[collect]\ncontact = "a\\nb"\n', 2, "contact has characters that no header can carry"),
        ("[code.llm]\n\nkey = 1\n", 3, "there is no setting [code.llm] key"),
        ("[code.llm]\ntimeout = 0\n", 2, "timeout is less than 1"),
        ('[code.llm]\nurl = "here"\n', 2, "url cannot be asked"),
        ('[code.llm]\nurl = "http://a:b@127.0.0.1"\n', 2, "url cannot be asked"),
        ('[code.llm]\nmodel = "a@1"\n', 2, "model has characters that no name of a coder can have"),
        ('[code.llm]\nurl = "http://127.0.0.1:1/v1"\n', 2, "[code.llm] has no model"),
        (
            '[code.llm]\nmodel = "m"\nurl = "https://api.example/v1"\n',
            3,
            "[code.llm] url is not on this machine, so every article would be sent away",
        ),
        (
            '[code.llm]\nmodel = "m"\nurl = "http://192.168.0.9/v1"\nallow_remote = false\n',
            3,
            "[code.llm] url is not on this machine, so every article would be sent away",
        ),
        ('[code]\nalso = ["llm"]\n', 2, "the coder llm has no server to ask"),
        ('[code]\ncoder = "llm"\n', 2, "the coder llm has no server to ask"),
        ('[code]\nalso = ["tagger"]\n', 2, "the coder tagger is named twice"),
        ('[assets]\nfiles = "rail.geojson"\n', 2, "files is not a list of texts"),
        ("[assets]\nfiles = [1]\n", 2, "files is not a list of texts"),
        ('[assets]\n\nfiles = ["none.geojson"]\n', 3, "there is no file none.geojson"),
        ('[pledges]\nfigures = "own.toml"\n', 2, "figures is not a list of texts"),
        ('[pledges]\n\nfigures = ["none.toml"]\n', 3, "there is no none.toml"),
        ('[assets]\nlines = ["a"]\n', 2, "there is no setting [assets] lines"),
        ("[code]\nalso = [" + '"a",' * 10 + "]\n", 2, "also names more than 9 coders"),
    ],
)
def test_a_fault_names_its_line_and_the_remedy(tmp_path, text, line, told):
    """Who mistypes a setting is told where, and what there is."""
    path = written(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        settle(path, {})
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.what == told
    assert caught.value.remedy


def test_a_bad_variable_is_named(tmp_path):
    """The variable that cannot be used stands in the message."""
    with pytest.raises(ConfigurationError, match="VEDETTE_WEB_PORT"):
        settle(written(tmp_path, ""), {"VEDETTE_WEB_PORT": "many"})


def test_a_named_file_must_be_there(tmp_path):
    """A file that was asked for and is missing is an error; the usual one may be missing."""
    with pytest.raises(ConfigurationError, match="no such file"):
        settle(tmp_path / "none.toml", {})


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ('bundled = "no"\n', "like bundled = true"),
        ("[code]\ncoder = 1\n", 'like coder = "tagger"'),
        ('[collect]\npace = "slow"\n', "like pace = 2.0"),
    ],
)
def test_the_remedy_can_be_copied_into_the_file(tmp_path, text, remedy):
    """What a remedy shows is TOML, and settles."""
    with pytest.raises(ConfigurationError) as caught:
        settle(written(tmp_path, text), {})
    assert caught.value.remedy == remedy
    section = text.split("\n", 1)[0] if text[0] == "[" else ""
    assert settle(written(tmp_path, f"{section}\n{remedy[5:]}\n"), {}) == Settings()


def test_why_and_remedy_are_two_things(tmp_path):
    """The system's or the parser's complaint is the reason, not what to do about it."""
    for path in (tmp_path, written(tmp_path, 'ledger = "open\n')):
        with pytest.raises(ConfigurationError) as caught:
            settle(path, {})
        assert caught.value.why
        assert caught.value.why not in caught.value.remedy


def test_slowest_is_not_before_fastest(tmp_path):
    """The two are compared when both are known, wherever each was set."""
    path = written(tmp_path, "[collect]\nfastest = 30000\n")
    with pytest.raises(ConfigurationError, match="slowest"):
        settle(path, {})
    assert settle(path, {"VEDETTE_COLLECT_SLOWEST": "40000"}).bounds[0].total_seconds() == 30000


def test_a_misspelt_variable_is_an_error(tmp_path):
    """It would do nothing; the ones there are stand in the message, those of our checks pass."""
    path = written(tmp_path, "")
    with pytest.raises(ConfigurationError, match=r"VEDETTE_LEGDER.*VEDETTE_LEDGER"):
        settle(path, {"VEDETTE_LEGDER": "x"})
    passing = {"VEDETTE_SHARED": "x", "VEDETTE_TEST_POSTGRES": "x", "VEDETTEX": "x"}
    assert settle(path, passing) == Settings()


def test_a_bare_path_is_a_sqlite_ledger(tmp_path):
    """In the file and the variable as on the command line."""
    path = written(tmp_path, 'ledger = "a.sqlite"\n')
    assert settle(path, {}).ledger_url == "sqlite:///a.sqlite"
    assert settle(path, {"VEDETTE_LEDGER": "/b"}).ledger_url == "sqlite:////b"
    assert settle(path, {"VEDETTE_LEDGER": "sqlite:///c"}).ledger_url == "sqlite:///c"


LLM = '[code]\nalso = ["llm"]\n[code.llm]\nmodel = "small"\nurl = "http://localhost:8080/v1"\n'


def test_a_server_on_this_machine_needs_no_leave(tmp_path):
    """Loopback by name and by number; the key comes from its variable and shows nowhere."""
    settings = settle(written(tmp_path, LLM), {"VEDETTE_LLM_KEY": "secret"})
    assert (settings.server.model, settings.server.timeout) == ("small", 120.0)
    assert settings.server.key == "secret"
    assert "secret" not in repr(settings) + repr(settings.server)
    assert settle(written(tmp_path, ""), {}).server is None


def test_another_machine_needs_leave_wherever_it_is_named(tmp_path):
    """The refusal names what set the address; with leave it holds."""
    path, url = written(tmp_path, LLM), {"VEDETTE_CODE_LLM_URL": "https://api.example/v1"}
    with pytest.raises(ConfigurationError) as caught:
        settle(path, url)
    assert caught.value.where == "VEDETTE_CODE_LLM_URL"
    assert "allow_remote = true" in caught.value.remedy
    leave = {"VEDETTE_CODE_LLM_ALLOW_REMOTE": "true"}
    assert settle(path, url | leave).server.url == "https://api.example/v1"


def test_a_key_that_breaks_a_header_is_refused_without_being_shown(tmp_path):
    """The message names the variable alone."""
    with pytest.raises(ConfigurationError) as caught:
        settle(written(tmp_path, LLM), {"VEDETTE_LLM_KEY": "se\ncret"})
    assert caught.value.where == "VEDETTE_LLM_KEY"
    assert "cret" not in str(caught.value)


def test_thresholds_are_those_that_are_named_over_the_usual(tmp_path):
    """Incidents and attributions have one unless it is set to 0; other types where it is named."""
    assert settle(written(tmp_path, ""), {}).thresholds == {"incident": 0.9, "attribution": 0.95}
    path = written(tmp_path, "[review]\nincident = 0\nforecast = 0.6\n")
    assert settle(path, {}).thresholds == {"attribution": 0.95, "forecast": 0.6}
    variables = {"VEDETTE_REVIEW_INCIDENT": "0.8", "VEDETTE_REVIEW_CALL": "1"}
    over = settle(path, variables).thresholds
    assert over == {"incident": 0.8, "attribution": 0.95, "forecast": 0.6, "call": 1.0}
    with pytest.raises(ConfigurationError, match="VEDETTE_REVIEW_INCIDENT"):
        settle(path, {"VEDETTE_REVIEW_INCIDENT": "1.5"})


def test_files_of_assets_are_named_in_the_file_or_a_variable(tmp_path):
    """Files that are there are taken as they are named, from either place."""
    lines = tmp_path / "rail.geojson"
    lines.write_text("{}", encoding="utf-8")
    path = written(tmp_path, f"[assets]\nfiles = ['{lines}']\n")
    assert settle(path, {}).asset_files == (lines,)
    assert settle(None, {"VEDETTE_ASSETS_FILES": str(lines)}).asset_files == (lines,)
    with pytest.raises(ConfigurationError) as caught:
        settle(None, {"VEDETTE_ASSETS_FILES": "none.geojson"})
    assert caught.value.where == "VEDETTE_ASSETS_FILES"


def test_passwords_of_mailboxes_stand_in_a_file_or_a_variable(tmp_path):
    """The file is read anew each time; neither is shown where settings are."""
    file = tmp_path / "passwords"
    file.write_text("machine imap.a.ee login press password first\n")
    told = {"VEDETTE_MAIL_PASSWORD": "other-one", "VEDETTE_COLLECT_PASSWORDS": str(file)}
    settings = settle(written(tmp_path, ""), told)
    assert password_of(settings, "imap.a.ee", "press") == "first"
    assert password_of(settings, "imap.a.ee", "other") == "other-one"
    assert password_of(settings, "imap.b.ee", "press") == "other-one"
    assert "other-one" not in repr(settings)
    file.write_text("machine imap.a.ee login press password changed\n")
    assert password_of(settings, "imap.a.ee", "press") == "changed"
    file.write_text("machine\n")
    with pytest.raises(CollectError) as caught:
        password_of(settings, "imap.a.ee", "press")
    assert caught.value.where == str(file)


def test_a_file_of_passwords_must_be_there(tmp_path):
    """A wrong path is told at the start, with its line."""
    with pytest.raises(ConfigurationError) as caught:
        settle(written(tmp_path, '[collect]\npasswords = "none"\n'), {})
    assert caught.value.where.endswith(":2")


def test_near_and_the_silence_have_bounds(tmp_path):
    """Kilometres and days are numbers within bounds; no days are no review."""
    assert (settle(written(tmp_path, ""), {}).near, settle(None, {}).silence.days) == (20.0, 30)
    path = written(tmp_path, "[assets]\nnear = 5\n[incidents]\nreview_after_days = 0\n")
    assert (settle(path, {}).near, settle(path, {}).silence.days) == (5.0, 0)
    for name, wrong in (
        ("VEDETTE_ASSETS_NEAR", "501"),
        ("VEDETTE_ASSETS_NEAR", "0.5"),
        ("VEDETTE_INCIDENTS_REVIEW_AFTER_DAYS", "-1"),
        ("VEDETTE_INCIDENTS_REVIEW_AFTER_DAYS", "1.5"),
    ):
        with pytest.raises(ConfigurationError, match=name):
            settle(None, {name: wrong})
