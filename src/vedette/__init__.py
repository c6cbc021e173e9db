"""An early-warning desk for hybrid threats: public reporting in, findings with their words out.

>>> import vedette
>>> report = vedette.read("Polish police said on Monday that a blast had damaged a railway line.")
>>> [(f.type, f.kind) for f in report.findings][0]
('incident', 'sabotage')

`read` is the coder on one article. `Desk` asks a ledger. The nouns are in `vedette.records`, what
can go wrong is in `vedette.errors`, and `vedette --help` lists the verbs of the command line.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from vedette.records import Article, Finding, Report

if TYPE_CHECKING:
    from vedette.desk import Desk
    from vedette.desk.reading import read

try:
    __version__ = version("vedette")
except PackageNotFoundError:  # run from a folder of source, without being installed
    __version__ = "0"

__all__ = ["Article", "Desk", "Finding", "Report", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Load what needs the whole line only when it is asked for: workers import this package too."""
    if name == "read":
        from vedette.desk.reading import read  # noqa: PLC0415

        return read
    if name == "Desk":
        from vedette.desk import Desk  # noqa: PLC0415

        return Desk
    raise AttributeError(name)
