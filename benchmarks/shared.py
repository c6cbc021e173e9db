"""Where the shared test sets lie: public sets that may be measured with but not shipped."""

import os
import sys
from pathlib import Path


def folder() -> Path:
    """Give the folder that `VEDETTE_SHARED` names, or end with what to do."""
    named = os.environ.get("VEDETTE_SHARED")
    if not named or not Path(named, "data").is_dir():
        sys.exit("this measurement needs the shared sets: VEDETTE_SHARED names their folder")
    return Path(named)
