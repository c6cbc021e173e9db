"""What `docs/trust.md` promises has the tests that it names."""

import re
from pathlib import Path

from vedette.desk.settings import Settings

ROOT = Path(__file__).parents[1]
TRUST = ROOT / "docs" / "trust.md"
NAMED = re.compile(r"`(?P<file>tests/[\w/]+\.py|…)(?:::(?P<test>test_\w+))?`")


def named():
    """Give every file and test that the page names; `…` is the file named before."""
    found, file = [], ""
    for one in NAMED.finditer(TRUST.read_text("utf-8")):
        file = one["file"] if one["file"] != "…" else file
        found.append((file, one["test"]))
    return found


def test_every_test_that_is_named_is_there():
    """No promise rests on a test that was renamed or never written."""
    listed = named()
    missing = [
        f"{file}::{test}"
        for file, test in listed
        if not (ROOT / file).is_file()
        or (test and f"def {test}(" not in (ROOT / file).read_text("utf-8"))
    ]
    assert missing == []
    assert len(listed) > 60


def test_every_threat_has_a_test():
    """Each row of the threat model ends in a test, or says that nothing is promised."""
    text = TRUST.read_text("utf-8").partition("## Threat model")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line][1:]
    bare = [row for row in rows if not NAMED.search(row) and "not promised" not in row]
    assert bare == []
    assert len(rows) >= 24


def test_nothing_leaves_until_somebody_says_so():
    """As installed, a desk asks its sources and answers this machine; it tells nobody anything."""
    told = Settings()
    assert told.host == "127.0.0.1"
    assert not (told.channels)
    assert not (told.rules)
    assert not (told.taxii_serve)
    assert not (told.taxii_collections)
    assert not (told.llm_url)
    assert not (told.llm_remote)
    assert not (told.issuer)
    assert not (told.authority)
    assert not (told.allow)
    assert told.coder == "tagger"
    assert told.also == ()
