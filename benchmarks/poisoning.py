"""What a flood of invented reports does to a desk's grades and alarms.

    python benchmarks/poisoning.py [--outlets 50] [--reports 1000] [--towns 20]

New outlets, which nobody has listed, tell within five days of incidents that never were; each is
told by five of them in words of their own. Seven weeks later a listed outlet tells of four fires.
Printed are the best credibility that an invented incident has, the alarms of the flood, those of
them that do not warn of unverified sources, and whether the honest signal rings.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from tests.desk.flooding import flooded


def main() -> None:
    """Flood a desk, and print what it makes of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--outlets", type=int, default=50)
    asked.add_argument("--reports", type=int, default=1000)
    asked.add_argument("--towns", type=int, default=20, help="in which incidents are invented")
    given = asked.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.sqlite"
        told = flooded(path, outlets=given.outlets, reports=given.reports, towns=given.towns)
    print(f"{given.outlets} new outlets, {given.reports:,} reports, {given.towns} towns")
    print(f"invented incidents    {told.invented}")
    print(f"best credibility      {told.best}")
    print(f"alarms of the flood   {told.alarms}, without a warning {told.silent}")
    print(f"honest signal rings   {'yes' if told.honest else 'no'}")
    print(f"took                  {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
