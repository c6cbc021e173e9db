"""Everything that can go wrong, as one tree.

    VedetteError
    ├── SourceError          a source file says something it may not
    ├── ConfigurationError   vedette.toml or a VEDETTE_* variable cannot be used
    │   ├── AssetError       a file of the user's own lines and stations cannot be used
    │   │   └── NotWatched   none of them has the class or name that was asked for
    │   └── FiguresError     a file of official figures or pledges cannot be used
    ├── CollectError         nothing, or nothing usable, came back from an address
    │   ├── AddressRefused   we may not ask there: scheme, private address, robots.txt
    │   │   └── LedInward    a name leads to a private address now; it may not tomorrow
    │   └── TooLarge         more bytes or more redirects than the limits allow
    ├── ReadError            a capture holds no article that we can read
    ├── CodeError            the coder cannot work, or broke on an article
    │   └── CoderAway        the server that a coder asks does not do its work now
    ├── QueryError           a query line cannot be read
    ├── CountsError          a table of counts cannot be read, or tells too little
    │   └── NotCounted       no series of incidents has the kind or place that was asked for
    ├── LedgerError          the ledger cannot be opened, or refuses a row
    │   ├── Away             it cannot be reached, or takes nothing in, for now
    │   ├── NotHeld          it holds nothing of that name, or several that begin so
    │   ├── Withheld         what it holds of that name may not leave through this exit
    │   └── Overtaken        something to withhold came in while it was being read
    ├── HandedError          what somebody hands in is too much, or nothing that can be read
    ├── SubscriptionRefused  the desk does not take somebody in who asks to be told
    ├── EvidenceError        a package of evidence cannot be made, stamped or borne out
    ├── PeopleError          an account, a link, a password or a token cannot be used or made
    ├── Stopped              (in `engines`) the workers were stopped while somebody waited
    └── MissingExtra         an optional part of vedette is not installed

Every message says what was wrong, where (file and line, or address), and what to do about it:

>>> print(ReadError(what="no text", where="a.html", why="an index", remedy="give an article"))
a.html: no text (an index). Remedy: give an article.

An article that breaks a stage never takes the line down: the stage raises one of these, the line
stores it as an `Issue` row in the ledger, the desk shows it, and the next article goes on.
"""

from functools import partial


class VedetteError(Exception):
    """Something that vedette can explain; its four parts are sentences without a full stop."""

    def __init__(self, *, what: str, where: str, why: str = "", remedy: str = "") -> None:
        super().__init__(what, where, why, remedy)
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        because = f" ({self.why})" if self.why else ""
        do = f" Remedy: {self.remedy}." if self.remedy else ""
        return f"{self.where}: {self.what}{because}.{do}"

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process boundary whole; by default the keyword-only arguments would be lost."""
        return _rebuild, (type(self), self.what, self.where, self.why, self.remedy)


def _rebuild(
    kind: type[VedetteError], what: str, where: str, why: str, remedy: str
) -> VedetteError:
    return kind(what=what, where=where, why=why, remedy=remedy)


class SourceError(VedetteError):
    """A source file is incomplete, doubled, or says something that no source may say."""


class ConfigurationError(VedetteError):
    """A setting cannot be used; `where` names the file and line, or the variable."""


class AssetError(ConfigurationError):
    """A file of assets cannot be used; `where` names the file, and the feature where it has one."""


class NotWatched(AssetError):
    """No asset has a class, an id or a name that was asked for, or there are none at all."""


class FiguresError(ConfigurationError):
    """A file of official figures or pledges cannot be used; `where` names the file and line."""


class CollectError(VedetteError):
    """Nothing usable came back from an address; `where` is the address."""


class AddressRefused(CollectError):
    """We may not ask there: a scheme, a private address, or robots.txt forbids it."""


class LedInward(AddressRefused):
    """A name leads to a private address at this moment, as it does behind a captive portal.

    It is not asked, but may be again later: whoever gives up what is refused must not give this up.
    """


class TooLarge(CollectError):
    """An answer went past the limits on bytes or redirects, and will do so again.

    One that took too long is a plain CollectError: the next may be in time.
    """


class ReadError(VedetteError):
    """A capture holds no article that the readers can find."""


class CodeError(VedetteError):
    """A coder cannot be loaded, or broke on an article."""


class CoderAway(CodeError):
    """The server that a coder asks does not do its work now: the article waits for another time.

    `wait` is for how many seconds the server asks to be left alone, 0 where it does not say.
    `doubt` is whether the article may be at fault: a server that is there and breaks on it.
    """

    def __init__(
        self,
        *,
        what: str,
        where: str,
        why: str = "",
        remedy: str = "",
        wait: float = 0.0,
        doubt: bool = False,
    ) -> None:
        super().__init__(what=what, where=where, why=why, remedy=remedy)
        self.wait = wait
        self.doubt = doubt

    def __reduce__(self) -> tuple[object, ...]:
        told = {"what": self.what, "where": self.where, "why": self.why, "remedy": self.remedy}
        return partial(CoderAway, **told, wait=self.wait, doubt=self.doubt), ()


class QueryError(VedetteError):
    """A query line cannot be read: `at` is where in the `line`, counted from 0."""

    def __init__(self, *, line: str, at: int, what: str, remedy: str) -> None:
        super().__init__(what=what, where=f"the query, character {at + 1}", remedy=remedy)
        self.line = line
        self.at = at

    def __reduce__(self) -> tuple[object, ...]:
        return partial(
            QueryError, line=self.line, at=self.at, what=self.what, remedy=self.remedy
        ), ()


class CountsError(VedetteError):
    """A table of counts cannot be read, or tells too little for an alarm."""


class NotCounted(CountsError):
    """No series of incidents has the kind or the place that was asked for."""


class LedgerError(VedetteError):
    """The ledger cannot be opened, is of another version, or refuses a row."""


class Away(LedgerError):
    """The ledger cannot be reached, or nothing can be written there, and it may be over by itself.

    A full or read-only disk, a server that is gone: no row is at fault, and none was written.
    """


class Withheld(LedgerError):
    """What has this name is above the ceiling of the exit; told only to whoever runs the desk."""


class Overtaken(LedgerError):
    """The first thing to withhold came in between a question and its answer; ask again."""


class NotHeld(LedgerError):
    """The ledger holds nothing of a name, or several that begin so: then `why` has their ids."""


class SubscriptionRefused(VedetteError):
    """The desk does not take somebody in who asks to be told."""


class EvidenceError(VedetteError):
    """A package of evidence cannot be made or stamped, or what it says of itself does not hold."""


class HandedError(VedetteError):
    """What somebody hands in is more than is taken at once, or nothing that can be read."""


class PeopleError(VedetteError):
    """An account, a link, a password or a token cannot be used or made; it never tells a secret."""


class MissingExtra(VedetteError):
    """A part that is optional at installation is needed now; the remedy is the pip line."""
