"""Sources that no file describes: what is linked on a page is there."""

import re
from dataclasses import replace

from tests.ledger.making import NOON, article
from tests.ledger.making import coding as cable
from tests.web.conftest import visiting
from tests.web.hushed import HUSH, fill, secret

from vedette.desk import Desk

TOLD = article("told", "A cable broke off Hanko, said the harbour.", source="archive/the-wire")


def desk(tmp_path, *also):
    """A desk that lists one source, over articles of others."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    named = replace(TOLD, outlet="The Wire")
    fill(url, (named, cable(named)), *also).close()
    return Desk(url, sources=[HUSH], now=lambda: NOON)


def test_every_source_that_a_list_links_has_a_page(tmp_path):
    """Whoever published it, listed or replayed: no link of the lists leads nowhere."""
    with visiting(desk(tmp_path), None) as client:
        linked = set()
        for path in ("/findings", "/incidents", "/search?q=cable", "/article/" + TOLD.id):
            linked |= set(re.findall(r'href="(/sources/[^"]+)"', client.get(path).text))
        assert "/sources/archive/the-wire" in linked
        assert {client.get(path).status_code for path in linked} == {200}


def test_it_says_what_is_held_of_it(tmp_path):
    """Name, counts and a way to the findings, and not that it is private or of no country."""
    with visiting(desk(tmp_path), None) as client:
        page = client.get("/sources/archive/the-wire").text
        assert "<h1><bdi>The Wire</bdi></h1>" in page
        assert "<dt>articles</dt><dd>1</dd>" in page
        (findings,) = re.findall(r'href="(/findings\?source=[^"]+)">', page)
        assert "broke off" in client.get(findings).text
        assert "private" not in page.partition("<main")[2]


def test_a_name_that_nothing_came_from_is_not_there(tmp_path):
    """A mistyped address is no source without articles."""
    with visiting(desk(tmp_path), None) as client:
        assert client.get("/sources/archive/the-wirr").status_code == 404


def test_what_may_not_be_told_has_no_page(tmp_path):
    """An amber source that left the list is not given away by its articles."""
    told = desk(tmp_path, secret())
    assert told.unlisted(HUSH.id) is not None
    assert told.under("clear").unlisted(HUSH.id) is None
