"""Who publishes, as files: one TOML file a source, `<country>/<outlet>.toml`.

A source is named by its path, says where its feeds are, who owns it and what may be done with its
words, what kind of body it is, and carries the fact behind any grade better than F. `load` reads
those that ship and those of the user; `check` tells what they leave open, `gaps` whom they do not
hear; `draft` begins a new one from what an address
answered, and `toml_of` writes it down.

>>> shelf = load()
>>> len(shelf.sources) >= 125, shelf.issues
(True, ())
>>> next(source.name for source in shelf.sources if source.id == "ee/err-news")
'ERR News'

Two sources with one `owner` are one voice. Hence the ministries, agencies and services of a state
are all owned by that state, and the institutions of the Union by the Union; a public broadcaster, a
national news agency or an institute that the law makes independent owns itself.
"""

from vedette.sources.checks import Remark, check
from vedette.sources.drafts import Draft, draft, draft_of, joined, refuse_known
from vedette.sources.files import Loaded, issue_of, load, load_from
from vedette.sources.form import toml_of, version_of
from vedette.sources.gaps import Gap, gaps
from vedette.sources.interpret import interpret
from vedette.sources.leads import Lead, lead_of

__all__ = [
    "Draft",
    "Gap",
    "Lead",
    "Loaded",
    "Remark",
    "check",
    "draft",
    "draft_of",
    "gaps",
    "interpret",
    "issue_of",
    "joined",
    "lead_of",
    "load",
    "load_from",
    "refuse_known",
    "toml_of",
    "version_of",
]
