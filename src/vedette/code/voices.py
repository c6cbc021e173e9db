"""Whose words a passage is: the speaker of the statement whose content covers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.code.proposal import Proposal
from vedette.records import Field, Span


@dataclass(frozen=True, slots=True)
class Voices:
    """The statements of an article, asked by place."""

    statements: Sequence[Proposal]

    def over(self, offset: int) -> Proposal | None:
        """Give the statement whose content covers an offset, the shortest where they nest."""
        covering = [
            (span.end - span.start, number, statement)
            for number, statement in enumerate(self.statements)
            for span in statement.spans("content")
            if span.start <= offset < span.end
        ]
        return min(covering)[2] if covering else None

    def speaker(self, offset: int) -> tuple[Field, ...]:
        """Give the speaker of the words at an offset; nobody for the journalist's own voice."""
        statement = self.over(offset)
        return tuple(statement.fields.get("speaker", ())) if statement else ()

    def on_cue(self, span: Span) -> Proposal | None:
        """Give the statement whose cue overlaps a span."""
        for statement in self.statements:
            if any(a.start < span.end and span.start < a.end for a in statement.anchor):
                return statement
        return None
