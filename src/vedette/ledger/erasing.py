"""Taking an article's words out of a ledger that otherwise forgets nothing.

Its texts, titles, writers and links go, with the bytes they were read from and the findings that
quote them. Numbers, times and the marks of work done stay, so that the log keeps its order and no
stage takes the work up again.
"""

from sqlalchemy import Connection, delete, select, update

from vedette.ledger import schema as t


def is_erased(connection: Connection, article: str) -> bool:
    """Tell whether an article was erased, by its id."""
    found = select(t.tombstones.c.seq).where(t.tombstones.c.hash == article)
    return connection.execute(found).first() is not None


def take_out(connection: Connection, article: str) -> None:
    """Remove every word of an article, in all its versions."""
    a, c = t.articles.c, t.captures.c
    versions = connection.execute(select(a.seq, a.source, a.key).where(a.id == article)).all()
    for version in versions:
        _take_codings(connection, version.seq)
    if not versions:
        return
    source, key = versions[0].source, versions[0].key
    connection.execute(
        update(t.articles)
        .where(a.id == article)
        .values(
            title="", text="", byline="[]", links="[]", author_page=None, section=None, url=None
        )
    )
    mine = select(c.hash).where(c.source == source, c.key == key)
    others = select(c.hash).where((c.source != source) | (c.key != key))
    bodies = t.bodies.c.hash
    connection.execute(delete(t.bodies).where(bodies.in_(mine), bodies.not_in(others)))


def _take_codings(connection: Connection, version: int) -> None:
    """Remove the findings of a version, unless an article with the same words has them too."""
    d = t.coded.c
    shared = select(d.coding).where(d.article != version)
    codings = select(d.coding).where(d.article == version, d.coding.not_in(shared))
    findings = select(t.findings.c.id).where(t.findings.c.coding.in_(codings))
    for table, column, gone in (
        (t.fields, t.fields.c.finding, findings),
        (t.anchors, t.anchors.c.finding, findings),
        (t.findings, t.findings.c.coding, codings),
        (t.places, t.places.c.coding, codings),
        (t.times, t.times.c.coding, codings),
    ):
        connection.execute(delete(table).where(column.in_(gone)))
