"""Whose words a passage is: the speaker of the statement whose content covers it."""

from collections.abc import Sequence

from vedette.code.proposal import Proposal
from vedette.records import Field, Span

# Contents are filed under every stretch of this many characters that they touch, about two a
# sentence; without it a long transcript took a time that grew with its square.
_STRETCH = 200


class Voices:
    """The statements of an article, asked by place. Their contents must be final."""

    def __init__(self, statements: Sequence[Proposal]) -> None:
        self.statements = statements
        self._filed: dict[int, list[tuple[int, int, Span]]] = {}
        for number, statement in enumerate(statements):
            for span in statement.spans("content"):
                row = (span.end - span.start, number, span)
                for stretch in range(span.start // _STRETCH, (span.end - 1) // _STRETCH + 1):
                    self._filed.setdefault(stretch, []).append(row)

    def over(self, offset: int) -> Proposal | None:
        """Give the statement whose content covers an offset, the shortest where they nest."""
        rows = self._filed.get(offset // _STRETCH, ())
        covering = [row for row in rows if row[2].start <= offset < row[2].end]
        return self.statements[min(covering)[1]] if covering else None

    def speaker(self, offset: int) -> tuple[Field, ...]:
        """Give the speaker of the words at an offset; nobody for the journalist's own voice."""
        statement = self.over(offset)
        return tuple(statement.fields.get("speaker", ())) if statement else ()
