"""The files that come with the pages."""

import re
from xml.etree import ElementTree as ET

import pytest

from vedette.web.press import HERE, STATIC
from vedette.web.words import KINDS, SIGN_OF_STAGE, STATES, TYPES

OWN = [path for path in STATIC.iterdir() if path.is_file()]
FILES = sorted([*OWN, *(HERE / "templates").rglob("*.html")])
SPRITE = ET.parse(STATIC / "signs.svg")
SIGNS = {element.get("id") for element in SPRITE.iter("{http://www.w3.org/2000/svg}symbol")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_nothing_is_loaded_from_elsewhere(file):
    """No address of the web stands in a template, style, script or drawing."""
    text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"(?:https?:)?//[\w.-]+\.\w+|@import|@font-face|url\(", text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_nothing_is_inline(file):
    """No script or style stands in a page, so that the policy may forbid both."""
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        text = re.sub(r"\{\{.*?\}\}", "", text, flags=re.DOTALL)  # `one=…` is no handler there
        assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", text)
    assert "innerHTML" not in text
    assert "|safe" not in text


def test_every_kind_and_type_has_a_sign():
    """19 kinds and 8 types, each with its own drawing, and the signs of status and state."""
    wanted = {f"kind-{kind}" for kind in KINDS} | {f"type-{type_}" for type_ in TYPES}
    wanted |= {f"stage-{sign}" for sign in SIGN_OF_STAGE.values()}
    wanted |= {f"state-{state}" for state in STATES}
    assert (len(KINDS), len(TYPES)) == (19, 8)
    assert wanted <= SIGNS
    drawings = [ET.tostring(one) for one in SPRITE.getroot().iter() if one.get("id")]
    assert len({re.sub(rb' id="[^"]*"', b"", drawing) for drawing in drawings}) == len(drawings)


def test_pages_use_signs_that_exist(client):
    """Every sign that a page points at is in the sprite, and the sprite is served."""
    used = set()
    for path in ("/", "/sources", "/issues", "/search?q=cable"):
        page = client.get(path).text
        used |= set(re.findall(r"signs\.svg#([\w-]+)", page))
        sprite = re.search(r'href="(/static/[^"#]+signs\.svg)', page)
    assert used
    assert used <= SIGNS
    assert sprite is not None
    served = client.get(sprite[1])
    assert served.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in served.headers["cache-control"]


def test_scripts_and_styles_are_served(client):
    """Every file that a page asks for is there, with its type."""
    page = client.get("/").text
    asked = re.findall(r'(?:src|href)="(/static/[^"#]+)"', page)
    types = {path: client.get(path).headers["content-type"] for path in asked}
    assert {path.rpartition(".")[2] for path in types} == {"css", "js", "svg"}
    assert all("javascript" in types[path] for path in types if path.endswith(".js"))
    for module in re.findall(r'from "\./([\w.]+)"', (STATIC / "desk.js").read_text("utf-8")):
        folder = next(path for path in asked if path.endswith("desk.js")).rpartition("/")[0]
        assert client.get(f"{folder}/{module}").status_code == 200


def test_the_tip_names_fields_as_the_notes_do():
    """The script makes no labels of its own from the names of fields: an actor stays accused."""
    script = (STATIC / "marks.js").read_text("utf-8")
    assert "words.dataset.label" in script
    assert "replaceAll" not in script
