"""The hostile inputs that others made, in the shared sets, end within their bounds as they say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile.trying import Case, Unbounded, engine, judged, tried

PACK = Path(os.environ.get("VEDETTE_SHARED", ".")) / "data/raw/hostile/gen_hostile.py"
OUTCOMES = {"accept": "read", "refuse": "refused", "either": "either"}
pytestmark = pytest.mark.skipif("VEDETTE_SHARED" not in os.environ, reason="needs the shared sets")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Make the set; lists of addresses in it are for `test_addresses.py`."""
    folder = tmp_path_factory.mktemp("pack")
    command = [sys.executable, str(PACK), "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    told = [json.loads(line) for line in (folder / "cases.jsonl").read_text("utf-8").splitlines()]
    return folder, [one for one in told if one["kind"] != "url-list"]


def test_each_is_read_or_refused_as_its_maker_says(pack):
    """With the words that must be there, and without those that must not."""
    folder, told = pack
    worker, wrong = engine(), {}
    for one in told:
        check = one["check"]
        try:
            found = tried(folder / one["file"], worker)
            kept = check.get("contains", ()) if found.articles else ()  # the whole may be refused
            case = Case(
                name=one["id"], ending="", make=bytes, outcome=OUTCOMES[check["outcome"]],
                has=tuple(kept), lacks=tuple(check.get("absent", ())),
            )  # fmt: skip
            faults = judged(case, found)
            if "items" in check and len(found.articles) != check["items"]:
                faults.append(f"{len(found.articles)} articles, not {check['items']}")
        except Unbounded as fault:
            faults = [f"unbounded: {fault}"]
        if faults:
            wrong[one["id"]] = faults
    worker.close()
    assert len(told) >= 43
    assert not wrong
