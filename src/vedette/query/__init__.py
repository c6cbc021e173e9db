"""The query line: one small language for lists, search, feeds, exports and watches.

    kind:sabotage,arson place:PL firmness:>=4 since:2025-11 -source:pl/tabloid "freight train"

fields    what may be asked, how its values are read, and what completes them
completing  what may stand next in a line
parsing   a line into `vedette.sought.Query`; errors name the place and the remedy
shapes    areas that were drawn elsewhere
writing   the tree back into a line
"""

from vedette.query.completing import Offer, complete
from vedette.query.fields import FIELDS, Asked
from vedette.query.parsing import parse
from vedette.query.shapes import drawn
from vedette.query.writing import line_of

__all__ = ["FIELDS", "Asked", "Offer", "complete", "drawn", "line_of", "parse"]
