"""What the desk's words mean, for pages: the codebook's own clauses."""

from vedette.taxonomy.sayings import RUNGS, STAGES, TYPES

__all__ = ["RUNGS", "STAGES", "TYPES"]
