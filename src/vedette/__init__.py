"""An early-warning desk for hybrid threats: public reporting in, findings with their words out.

>>> import vedette
>>> report = vedette.read("Two railway signals were set on fire. Estonia accused Russia.")
>>> [(finding.type, finding.kind) for finding in report.findings]
[('incident', 'arson'), ('attribution', None)]

`read` is the coder on one article. `Desk` asks a ledger. The nouns are in `vedette.records`, what
can go wrong is in `vedette.errors`, and `vedette --help` lists the verbs of the command line.
"""

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import TYPE_CHECKING

from vedette.records import Article, Finding, Report

if TYPE_CHECKING:
    from vedette.desk import Desk  # noqa: TC004  # a property below gives it
    from vedette.desk.reading import read  # noqa: TC004  # as above

try:
    __version__ = version("vedette")
except PackageNotFoundError:  # run from a folder of source, without being installed
    __version__ = "0"

__all__ = ["Article", "Desk", "Finding", "Report", "__version__", "read"]


class _Package(ModuleType):
    """This package, with the verbs that need the whole line loaded only when asked for.

    `read` is the verb, though `vedette.read` is a stage as well: a property stands before what the
    import of the stage would put in its place. `from vedette.read import …` finds the stage.
    """

    @property
    def read(self) -> "Callable[..., Report]":
        from vedette.desk.reading import read  # noqa: PLC0415  # a second of imports

        return read

    @read.setter
    def read(self, stage: ModuleType) -> None:
        """Let the import system believe that it has put the stage here."""

    @property
    def Desk(self) -> "type[Desk]":  # noqa: N802  # a class
        from vedette.desk import Desk  # noqa: PLC0415  # as above

        return Desk


sys.modules[__name__].__class__ = _Package
