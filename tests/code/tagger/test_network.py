"""Running the network tells nobody of it."""

import os
import subprocess
import sys

LOADING = (sys.executable, "-c", "from vedette.code import load; load()")


def test_the_runtime_keeps_no_identifier_of_the_machine(tmp_path):
    """Its telemetry makes one, in the user's cache, before it sends anything: there is none."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run(LOADING, env={**os.environ, **home, "ORT_DISABLE_TELEMETRY": "0"}, check=True)
    assert [path for path in tmp_path.rglob("*") if "icrosoft" in str(path)] == []
