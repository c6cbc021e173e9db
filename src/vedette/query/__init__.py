"""The query line: one small language for lists, search, feeds, exports and watches.

    kind:sabotage,arson place:PL firmness:>=4 since:2025-11 -source:pl/tabloid "freight train"

fields    what may be asked, how its values are read, and what completes them
parsing   a line into `vedette.sought.Query`; errors name the place and the remedy
writing   the tree back into a line
"""

from vedette.query.fields import FIELDS, Asked
from vedette.query.parsing import parse
from vedette.query.writing import line_of

__all__ = ["FIELDS", "Asked", "line_of", "parse"]
