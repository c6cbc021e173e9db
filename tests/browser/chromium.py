"""Where a Chromium is, for tests that need a real browser."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def found() -> str | None:
    """Give the path of a Chromium, None where there is none; the tests download none."""
    named = os.environ.get("VEDETTE_TEST_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
