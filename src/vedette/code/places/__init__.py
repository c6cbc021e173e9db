"""Place names in news English, put on the map.

    gazetteer = Gazetteer.load()             once
    find_places(text, gazetteer)             every toponym with its point and country

Own gazetteer (GeoNames, CC BY 4.0, and our own tables of waters, islands, bases, crossings) and
own disambiguation: population, the countries that the text speaks of, nearness to other places.
"""

from vedette.code.places.find import find_places
from vedette.code.places.gazetteer import Gazetteer

__all__ = ["Gazetteer", "find_places"]
