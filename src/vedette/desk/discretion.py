"""One desk for those who may be told all of it, and the same for those who may not."""

from copy import copy
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from vedette.desk.calendaring import Calendaring
from vedette.desk.fitting import Fitting
from vedette.desk.grading import Grading
from vedette.desk.held import Held, Noted
from vedette.desk.lookout import Sentry
from vedette.errors import Away
from vedette.handling import Tlp, above
from vedette.ledger import handled
from vedette.ledger.tally import Tally
from vedette.ledger.withholding import is_veiled

# ruff: noqa: SLF001  # what is made here is another of itself


class Discretion(Held):
    """Who may be told what a desk holds.

    Every exit asks a desk that was opened `under` its ceiling; nothing else need know of ceilings.
    """

    def under(self, ceiling: Tlp, *, public: bool = False, frank: bool = False) -> Self:
        """Give this desk to those who may be told no more than a ceiling.

        All else is hidden from its answers: from lists, counts and searches, and from what is
        worked out of them. For the `public`, so is what too few analysts have released. A `frank`
        one says that it withholds something where that is asked for by its id.

        While there is nothing to hide, it shares what this desk has worked out already. While the
        ledger is out of reach, it is the one that was given last, which has nothing to read either.
        """
        analysts = self._analysts if public else 0
        if ceiling == "red" and not analysts:
            return self
        whole = self._open(ceiling, analysts, frank)
        hidden = {one.id for one in self._sources.values() if one.handling in above(ceiling)}
        try:
            with whole._store.reading() as connection:
                if is_veiled(connection):
                    hidden |= handled.names(connection, "source", ceiling)
                elif not hidden:
                    return whole
        except (Away, SQLAlchemyError):
            return next(iter(whole._others.values()), whole)
        return self._apart(whole, frozenset(hidden))

    def _open(self, ceiling: Tlp, analysts: int, frank: bool) -> Self:
        """Give the desk that shares what this one keeps; it holds as long as nothing is hidden."""
        named = ceiling, analysts, frank
        if named not in self._others:
            one = copy(self)
            one._store = self._store.under(ceiling, analysts=analysts)
            one._veiled, one.frank, one._others = False, frank, {}
            self._others[named] = one
        opened: Self = self._others[named]
        return opened

    def _apart(self, whole: Self, hidden: frozenset[str]) -> Self:
        """Give the desk that keeps for itself what it works out of all that is not hidden."""
        if hidden not in whole._others:
            one = copy(whole)
            one._veiled, one._noted = True, Noted(tally=Tally(one._also))
            one._sources = {n: source for n, source in self._sources.items() if n not in hidden}
            one._grading, one._sentry = Grading(one._sources), Sentry(self._sentry.promise)
            one._fitting = Fitting(one._grading, one._sources)
            one._calendaring, one._pledging = Calendaring(), self._pledging.anew()
            one._forecasting = self._forecasting.anew()
            whole._others = {hidden: one}  # what was kept for other sources is of no use now
        kept: Self = whole._others[hidden]
        return kept

    def withheld(self) -> dict[str, int]:
        """Count what is hidden of the whole ledger, by noun; nothing where that may not be told."""
        if not (self.frank and self._veiled):
            return {}
        with self._store.whole() as connection:
            return handled.withheld(connection, self._ceiling)

    @property
    def analysts(self) -> int:
        """How many must release what goes to the public; 0 where nobody need."""
        return self._analysts

    def released(self, incident: str) -> bool:
        """Say whether as many analysts have released an incident as the desk asks for."""
        if not self._analysts:
            return True
        with self._reading() as connection:
            return len(handled.releasing(connection, incident)) >= self._analysts

    def close(self) -> None:
        """Let go of the ledger, for everybody."""
        for one in self._others.values():
            one._store.close()
        super().close()
