"""Files of one's own that somebody else wrote: settings, sources, assets, query lines.

Each is used or refused with a sentence of ours; nothing else comes out of it.
"""

import json

import pytest

from vedette.assess import assets
from vedette.desk.settings import settle
from vedette.errors import VedetteError
from vedette.query import parsing
from vedette.sources import files


def refusal(work, *given):
    """Our own error where something is refused, None where it is used."""
    try:
        work(*given)
    except VedetteError as fault:
        return fault
    return None


TOML = {
    "deep": "a = " + "[" * 5_000 + "]" * 5_000,
    "deeper": "a = " + "[" * 200_000,
    "tables": "[a" + ".a" * 5_000 + "]\nb = 1\n",
    "keys": "".join(f"k{n} = 1\n" for n in range(300)),
    "number": "port = " + "9" * 5_000,
    "float": "[collect]\npace = 1e999\n",
    "nan": "[collect]\npace = nan\n",
    "negative": "[collect]\npace = -1\n",
    "type": "[collect]\npace = []\n",
    "date": "[collect]\npace = 9999-12-31T23:59:60+99:99\n",
    "unknown": "[collect]\n__class__ = 'x'\n",
    "twice": "port = 1\nport = 2\n",
    "nul": 'host = "a\0b"\n',
    "escape": 'host = "\\ud800"\n',
    "path": 'sources = "../../../../etc"\n',
    "networks": '[collect]\nallow = ["10.0.0.0/99", "::/0/0"]\n',
    "noise": "\x01\x02\x03",
    "string": 'host = "' + "x" * 500_000,
    "lines": "\n" * 2_000 + "x",
    "channel": "[[channels]]\nname = 7\n",
    "rule": "[[rules]]\nname = 'x'\nquery = '((((('\n",
}


@pytest.mark.parametrize("name", TOML)
def test_settings_are_used_or_refused(name, tmp_path):
    """No file of settings breaks the command that reads it."""
    path = tmp_path / "vedette.toml"
    path.write_bytes(TOML[name].encode("utf-8", "surrogatepass"))
    fault = refusal(settle, path, {})
    assert fault is None or str(path) in str(fault)


@pytest.mark.parametrize("name", TOML)
def test_a_source_that_cannot_be_read_is_an_issue(name, tmp_path):
    """And the sources beside it are read."""
    (tmp_path / "se").mkdir()
    whole = (
        'name = "Marsö Nytt"\nhome = "https://marso.example/"\ncountry = "SE"\n'
        'languages = ["sv"]\nowner = "Marsö Ltd"\nownership = "private"\n'
        'licence = "all rights reserved"\nsector = "press"\n'
        '[[channels]]\nkind = "feed"\nurl = "https://marso.example/rss"\nfull = false\n'
    )
    (tmp_path / "se/aaa.toml").write_bytes(TOML[name].encode("utf-8", "surrogatepass")[:8_000])
    (tmp_path / "se/zzz.toml").write_text(whole, encoding="utf-8")
    loaded = files.load_from(tmp_path)
    assert [one.id for one in loaded.sources] == ["se/zzz"]
    assert loaded.issues
    assert all("aaa.toml" in one.input for one in loaded.issues)


def points(**more):
    """One asset as GeoJSON."""
    told = {"type": "Point", "coordinates": [10.0, 55.0]}
    feature = {"type": "Feature", "geometry": told | more.pop("geometry", {})}
    feature["properties"] = {"name": "Quay", "class": "port"} | more
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


GEOJSON = {
    "deep": b'{"type":"FeatureCollection","features":' + b"[" * 200_000,
    "deep_geometry": points(geometry={"coordinates": json.loads("[" * 500 + "]" * 500)}),
    "collections": json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "FeatureCollection", "features": []}]}
    ).encode(),
    "infinity": points(geometry={"coordinates": [1e999, 0]}),
    "not_a_number": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":'
    b'{"type":"Point","coordinates":[NaN,1]}}]}',
    "beyond": points(geometry={"coordinates": [9e9, -9e9]}),
    "words": points(geometry={"coordinates": ["a", None]}),
    "empty": points(geometry={"coordinates": []}),
    "types": b'{"type":"FeatureCollection","features":[1,null,[],{"type":7}]}',
    "no_list": b'{"type":"FeatureCollection","features":{"a":1}}',
    "other_grid": b'{"type":"FeatureCollection","features":[],"crs":{"properties":{"name":7}}}',
    "number": b'{"type":"FeatureCollection","features":' + b"9" * 9_000 + b"}",
    "noise": bytes(range(256)) * 99,
    "nothing": b"",
    "html": b"<html>",
    "name": points(name={"a": 1}),
    "long_name": points(name="x" * 1_000_000),
    "surrogate": points(name="\ud800\0"),
}


@pytest.mark.parametrize("name", GEOJSON)
def test_assets_are_used_or_refused(name, tmp_path):
    """No file of assets breaks the desk that watches over them."""
    path = tmp_path / "assets.geojson"
    path.write_bytes(GEOJSON[name])
    fault = refusal(assets.load, path)
    assert fault is None or "assets.geojson" in str(fault)


QUERIES = (
    *("(" * 900, '"' * 999, "-" * 999, "kind:" * 150, "a " * 500, "kind:sabotage," * 70),
    *("since:99999-99-99", "since:0000-00-00", "firmness:>=" + "9" * 400, "near:nan,nan,inf"),
    *("place:\0", "\ud800", "\u202ekind:x", "kind:' OR 1=1 --", "%" * 500, "_" * 500, "*" * 500),
    *(
        "NEAR(a b, 9)",
        "a AND OR NOT b",
        "text:{a b} : c",
        "near:91,181,1e308",
        "area:" + "0,0;" * 200,
    ),
)


@pytest.mark.parametrize("line", QUERIES)
def test_query_lines_are_read_or_refused(line):
    """What cannot be read is told with its place in the line."""
    fault = refusal(parsing.parse, line)
    assert fault is None or 0 <= fault.at <= len(line)
