"""A connection to which nothing above a ceiling exists.

Whoever asks through it need not know of ceilings: in it, the tables of the ledger are hidden behind
views of the same names that leave out what may not be told, so that no list, count, search, facet
or alarm that is made of them can tell it either. SQLite looks a name up among the temporary views
first, and PostgreSQL does.

An incident above the ceiling is left out whole, with its disagreements; a story too. An article
goes with its versions, captures, codings, copies and issues, a source with its polls and coverage.
What only helps to link articles, or holds bytes under their hash, nobody shows: it stays.
"""
# ruff: noqa: S608  # words of our own alone are put together here

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from vedette.handling import Tlp, above


def _above(noun: str, name: str) -> str:
    """Say in SQL that something of a noun is above the ceiling, by the column with its name."""
    return (
        "EXISTS (SELECT 1 FROM {own}.view_handling AS held WHERE held.handling IN ({above})"
        f" AND held.noun = '{noun}' AND held.name = seen.{name})"
    )


def _article(column: str = "article") -> str:
    return _above("article", column)


SOURCE: Final = _above("source", "source")
CAPTURE: Final = (
    "seen.handling IN ({above}) OR (seen.source, seen.key) IN"
    " (SELECT a.source, a.key FROM {own}.articles AS a JOIN {own}.view_handling AS held"
    " ON held.noun = 'article' AND held.name = a.id AND held.handling IN ({above}))"
)
ISSUE: Final = (
    "seen.stage = 'source'"  # a file of the desk's own, which may be that of such a source
    f" OR {_article()}"
    " OR seen.seq IN (SELECT p.issue FROM {own}.polls AS p JOIN {own}.view_handling AS held"
    " ON held.noun = 'source' AND held.name = p.source AND held.handling IN ({above})"
    " WHERE p.issue IS NOT NULL)"
    " OR seen.seq IN (SELECT m.issue FROM {own}.view_handling AS held JOIN {own}.captures AS c"
    " ON held.noun = 'source' AND held.name = c.source AND held.handling IN ({above})"
    " JOIN {own}.marks AS m ON m.capture = c.seq WHERE m.issue IS NOT NULL)"
)
DECISION: Final = (
    f"{_article()}"
    " OR EXISTS (SELECT 1 FROM {aims} JOIN {own}.view_handling AS held"
    " ON held.noun = 'article' AND held.name = {aimed} AND held.handling IN ({above}))"
)
"""Withdrawn or in force: it quotes a report at its own aim, and at each that its change names."""

ALSO: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {
        "aims": "json_each(seen.change, '$.also') AS aim",
        "aimed": "json_extract(aim.value, '$.article')",
    },
    # What has \u0000 anywhere is no JSON to PostgreSQL.
    "postgresql": {
        "aims": 'regexp_matches(seen.change, \'"article":"([^"]+)"\', \'g\') AS aim(found)',
        "aimed": "aim.found[1]",
    },
}
"""Where a database finds the further aims of a decision, and the report that one of them names."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "captures": CAPTURE,
    "polls": SOURCE,
    "issues": ISSUE,
    "articles": _article("id"),
    "decisions": DECISION,
    "versions": f"seen.noun = 'source' AND {_above('source', 'name')}",
    "view_standing": _article(),
    "view_codings": _article(),
    "view_copies": f"{_article()} OR {_article('origin')}",
    "view_stories": _above("story", "story"),
    "view_incidents": _above("incident", "id"),
    "view_tellings": f"{_above('incident', 'incident')} OR {_article()}",
    "view_disagreements": f"{_above('incident', 'incident')} OR {_above('utterance', 'incident')}",
    "view_utterances": _above("utterance", "id"),
    "view_rulings": _article(),
    "view_left_out": _article(),
    "view_kin": f"{_above('incident', 'one')} OR {_above('incident', 'other')}",
    "view_about": f"seen.noun = 'incident' AND {_above('incident', 'name')}",
    **dict.fromkeys(
        ("view_looks", "view_tracks", "view_spells", "view_arrived", "view_arrivals"), SOURCE
    ),
}
"""What is left out of each table, said of its row `seen`; `own` is the schema that it stands in."""

UNRELEASED: Final = (
    "(SELECT count(*) FROM {own}.view_released AS r WHERE r.incident = seen.id) < {analysts}"
)


def _words(ceiling: Tlp) -> str:
    """List in SQL what is above a ceiling."""
    return ", ".join(f"'{level}'" for level in above(ceiling)) or "NULL"


def is_veiled(connection: Connection) -> bool:
    """Whether a connection hides anything."""
    return bool(connection.get_execution_options().get("veiled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """What a connection hides: all above the ceiling, and what too few analysts have released."""

    ceiling: Tlp = "red"
    analysts: int = 0

    def __bool__(self) -> bool:
        return self.analysts > 0 or bool(above(self.ceiling))

    def is_needed(self, connection: Connection) -> bool:
        """Whether the ledger holds anything that would be hidden."""
        if self.analysts or not self:
            return bool(self)
        # Asked before every answer: by the driver itself it takes 20 µs, put together anew 150.
        return connection.exec_driver_sql(self._asking).first() is not None

    @property
    def _asking(self) -> str:
        return f"SELECT 1 FROM view_handling WHERE handling IN ({_words(self.ceiling)}) LIMIT 1"

    def draw(self, cursor: DBAPICursor, own: str, dialect: str) -> None:
        """Hide it in the connection of a cursor; `own` is the schema of the ledger's tables."""
        for statement in self._statements(own, dialect):
            cursor.execute(statement)

    def _statements(self, own: str, dialect: str) -> Iterator[str]:
        told = {"own": own, "above": _words(self.ceiling), **ALSO[dialect]}
        for table, left_out in LEFT_OUT.items():
            hidden = left_out.format(**told)
            if self.analysts and table == "view_incidents":
                hidden += f" OR {UNRELEASED.format(**told, analysts=self.analysts)}"
            # Not true, rather than false: what says nothing of an article is about none.
            yield (
                f"CREATE TEMPORARY VIEW {table} AS SELECT seen.* FROM {own}.{table} AS seen"
                f" WHERE ({hidden}) IS NOT TRUE"
            )
