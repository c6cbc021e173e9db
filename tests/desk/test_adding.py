"""From an address to a draft with its notes, and to the articles as they would be read."""

import re

import pytest
from tests.desk.test_scouting import LIST, page

from vedette.desk.adding import drafted, write
from vedette.desk.settings import Settings
from vedette.engines import Local
from vedette.errors import SourceError
from vedette.records import Article
from vedette.sources import interpret

BODY = """<html lang="en"><head><title>Kraana põles sadamas</title>
<meta property="article:published_time" content="2026-03-03T08:00:00Z"></head><body><article>
<h1>Kraana põles sadamas</h1><p>Politsei teatel süüdati öösel sadamas kraana. Kedagi ei saanud
viga, kuid laevad pidid ootama hommikuni, ütles sadama juht kohalikule ringhäälingule.</p><p>Juht
lubas uurimist ja ütles, et valitsus arutab asja neljapäeval. Naaberriik eitas igasugust
seost juhtunuga ning nimetas süüdistusi alusetuteks.</p></article></body></html>""".encode()


@pytest.fixture
def site(web):
    """Serve a front page whose articles can be read, and nothing else."""
    foot = "<footer>© 2019–2026 OÜ Naide Meedia. Kõik õigused kaitstud</footer>"
    front = page(LIST + foot).replace(b"lang='et'", b"lang='en'")
    web.paths["/"] = web.plain(front, content_type="text/html")
    for path in re.findall(r'href="([^"]+)"', LIST):
        web.paths[path] = web.plain(BODY, content_type="text/html; charset=utf-8")
    return web


async def draft_of(site, tmp_path, **more):
    """Draft from the front page, with no source known but those of the folder."""
    settings = Settings(allow=("127.0.0.1",), pace=0.0, sources=str(tmp_path), **more)
    return await drafted(site.url("/"), settings, Local())


async def test_a_list_of_links_becomes_a_source_with_its_notes(site, tmp_path):
    """The channel, where it was found, whose house its copyright line names, and what is open."""
    made, read = await draft_of(site, tmp_path, bundled=False)
    assert made.source is not None
    (channel,) = made.source.channels
    assert (channel.kind, channel.url) == ("index", site.url("/"))
    assert made.source.owner == "OÜ Naide Meedia"
    assert "# Found: index " in made.toml
    assert "4 links of the shape" in made.source.found
    assert interpret(made.toml, id=made.source.id, where="x") == made.source
    assert [one.title for one in read if isinstance(one, Article)] == ["Kraana põles sadamas"] * 3


async def test_the_language_is_that_of_the_articles(site, tmp_path):
    """A template that says English does not make Estonian articles English."""
    made, _ = await draft_of(site, tmp_path, bundled=False)
    assert made.source is not None
    assert made.source.languages == ("et",)
    assert made.questions[0] == "it calls its language en, the articles read are in et"


async def test_a_site_that_is_listed_is_not_asked(site, tmp_path):
    """Its home is that of a source, or its address a channel of one; the remedy names the file."""
    made, _ = await draft_of(site, tmp_path, bundled=False)
    write(made, tmp_path)
    site.log.clear()
    with pytest.raises(SourceError, match="already listed as xx/") as caught:
        await draft_of(site, tmp_path, bundled=False)
    assert ".toml" in caught.value.remedy
    assert site.asked() == []


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("news.example/en", "write https://news.example/en"),
        ("127.0.0.1:8080", "write https://127.0.0.1:8080"),
        ("ftp://news.example/", "give the whole http(s) address"),
        ("https://a b/", "give the whole http(s) address"),
        ("https://", "give the whole http(s) address"),
    ],
)
async def test_what_is_no_web_address_is_told(url, remedy):
    """Before anything is asked; where only the scheme is missing, the whole address is given."""
    with pytest.raises(SourceError, match=r".") as caught:
        await drafted(url, Settings(), Local())
    assert caught.value.remedy == remedy
