"""An article on a cloned masthead is another's, and told; every host is invented."""

from dataclasses import replace

from sqlalchemy import select
from tests.desk.test_line import NOON, Told, plain
from tests.sources.test_lookalikes import POST

from vedette.desk.line import Line
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.sources.lookalikes import Lookalikes


def kept(folder, *captures):
    """Bring captures through a line that knows one source; give the articles and the issues."""
    store = Store(f"sqlite:///{folder}/l.sqlite", write=True)
    line = Line(store, Told(), now=lambda: NOON, lookalikes=Lookalikes([POST]))
    with line.appender.batch() as batch:
        for one in captures:
            batch.capture(one)
    line.finish()
    with store.reading() as connection:
        articles = connection.execute(select(t.articles.c.source, t.articles.c.url)).all()
        issues = connection.execute(select(t.issues.c.what, t.issues.c.input)).all()
    store.close()
    return articles, issues


def capture(n, host, source="archive/clone", **more):
    """A text that says where it stands."""
    url = f"https://{host}/{n}"
    told = {"x-url": url, "x-outlet": POST.name}
    one = plain(f"k{n}", f"A cable broke off Hanko, the police of {n} said.")
    return replace(one, url=url, source=source, headers=told, **more)


def test_a_clone_is_never_counted_as_whom_it_looks_like_and_told_once(tmp_path):
    """It bears the other's name, and stays a source of its own; a second article tells no more."""
    articles, issues = kept(tmp_path, capture(1, "marso-post.ee"), capture(2, "marso-post.ee"))
    assert {row.source for row in articles} == {"archive/clone"}
    assert issues == [("an address that looks like that of Marsö Post", "marso-post.ee")]


def test_ones_own_hosts_and_strangers_are_not_told(tmp_path):
    """Nor does what is withheld show in the list of issues."""
    own = capture(1, "en.marsopost.ee", POST.id)
    strange = capture(2, "hankopost.ee")
    amber = capture(3, "marso-post.ee", handling="amber")
    assert kept(tmp_path, own, strange, amber)[1] == []
