"""What somebody may do: a role for a person, scopes that narrow what a program may in his name."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal["reader", "analyst", "admin"]
"""Each may what those before it may: read; decide and hand in; say who else may."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
Scope = Literal["read", "decide", "import", "taxii"]
"""What a token may be for; it never may more than the person whose it is."""
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks; `scopes` is None for somebody at a browser, who may all that his role may.

    `session` names the session that he came with, empty for a program and on a desk without login.
    """

    name: str
    role: Role
    scopes: frozenset[Scope] | None = None
    session: str = ""

    def may(self, role: Role, scope: Scope | None = None) -> bool:
        """Say whether his role reaches another, and his token, if he came with one, has the scope.

        >>> Person(name="A", role="analyst").may("reader", "read")
        True
        >>> Person(name="A", role="analyst", scopes=frozenset({"read"})).may("analyst", "decide")
        False
        """
        reached = ROLES.index(self.role) >= ROLES.index(role)
        return reached and (self.scopes is None or scope in self.scopes)
