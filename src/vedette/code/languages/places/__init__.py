"""Toponyms in the cases of a language; the language brings names, endings and what leads to them.

toponyms.py      an inflected name → the nominatives that it may come from
romanization.py  Cyrillic names → what the gazetteer calls them in Latin letters
leads.py         the words around a name: do they tell where, whence, or nothing
lands.py         states, regions and seas, by lists
towns.py         everything else, by the gazetteer
find.py          all of them in the order of the text
"""

from vedette.code.languages.places.find import find_spots
from vedette.code.languages.places.toponyms import Toponyms, toponyms_of

__all__ = ["Toponyms", "find_spots", "toponyms_of"]
