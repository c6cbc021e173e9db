"""Invented reports of things that happened, each unlike every other."""

import random
from datetime import date, timedelta

TOWNS = """
    Narva Hanko Gdynia Kirkenes Liepaja Ystad Chelm Ventspils Oulu Turku Kotka Tartu Vilnius
    Kaunas Gdansk Szczecin Rostock Kiel Aarhus Malmo Bergen Tromso Constanta Varna Galati
    Odense Lulea Vaasa Pori Umea Bodo Trondheim Stavanger Aalborg Lublin Rzeszow Suwalki
    Elblag Daugavpils Rezekne Valmiera Parnu Haapsalu Rakvere Klaipeda Siauliai Alytus
    Jelgava Kuldiga Sopot Bremen Hamburg Leipzig Dresden Erfurt Kassel Mainz Trier Aachen
    Bonn Essen Dortmund Bielefeld Osnabruck Oldenburg Lubeck Schwerin Magdeburg Cottbus
    Chemnitz Nuremberg Augsburg Ulm Freiburg Karlsruhe Mannheim Antwerp Ghent Bruges Liege
    Namur Utrecht Groningen Zwolle Arnhem Nijmegen Eindhoven Breda Tilburg Lille Calais
    Dunkirk Brest Nantes Rennes Bordeaux Toulouse Montpellier Nice Lyon Grenoble Dijon Nancy
    Metz Strasbourg Genoa Turin Verona Padua Trieste Bologna Ravenna Ancona Bari Lecce
    Palermo Catania Ljubljana Maribor Zagreb Split Rijeka Pecs Szeged Debrecen Miskolc Brno
    Ostrava Olomouc Plzen Kosice Presov Wroclaw Poznan Lodz Katowice Krakow Bialystok Torun
    Bydgoszcz Koszalin Olsztyn Radom Kielce Timisoara Arad Oradea Iasi Bacau Braila Burgas
    Plovdiv Ruse Thessaloniki Patras Volos Larissa Plymouth Portsmouth Hull Leeds Aberdeen
    Dundee Belfast Cork Galway Limerick
"""
PLACES = tuple(TOWNS.split())
DEEDS = (
    "Saboteurs damaged a railway signal near {0}, police in {0} confirmed on {1}",
    "An arson attack destroyed a warehouse in {0}, the fire brigade of {0} said on {1}",
    "A cyberattack shut down the port of {0}, its operator said on {1}",
    "Unknown drones flew over the airport of {0}, which was closed, the airport said on {1}",
    "A data cable off {0} was cut on {1}, the navy said",
    "GPS jamming disturbed flights to {0} on {1}, the aviation authority said",
    "A parcel bomb exploded in a depot of {0} on the night of {1}, prosecutors said",
    "Vandals smeared slogans on a war memorial in {0} on {1}, the town said",
    "Hackers stole files from the hospital of {0}, its director admitted on {1}",
    "Two men caught photographing barracks in {0} were arrested as spies on {1}, a court said",
    "Somebody cut the brake hoses of four goods wagons in the yard of {0} on {1}, the railway said",
    "A substation in {0} was set on fire on {1} and thousands lost power, the grid said",
)
MORE = (
    "The damage was put at {n} thousand euros, and nobody was hurt in {0}.",
    "Investigators in {0} are looking for {n} witnesses who drove past at night.",
    "The minister called it deliberate and promised {n} more guards for {0}.",
    "It lasted {n} minutes, engineers told the newspaper of {0}.",
    "The mayor of {0} spoke of a hostile act and thanked {n} volunteers.",
    "Prosecutors opened inquiry number {n} in {0}.",
    "Schools in {0} stayed shut, and {n} pupils went home.",
    "A camera of the petrol station at {0} recorded {n} seconds of it.",
    "The insurer asked for a list of {n} damaged parts.",
    "Dogs followed a trail for {n} metres towards the river of {0}.",
    "Neighbours heard glass break and called the emergency line {n} times.",
    "Repairs will take {n} hours, a foreman in {0} estimated.",
    "The union of {0} asks why {n} warnings went unheard.",
    "A reward of {n} euros was offered for hints.",
    "Ferries to {0} were late by {n} minutes.",
    "The council of {0} meets tomorrow about point {n} of its agenda.",
)


def rumour(n, today=date(2026, 3, 2)):
    """Give the place, the first sentence and the whole text of a report, each of another day."""
    rng = random.Random(n)
    day = today - timedelta(days=n % 43)
    place = PLACES[n % len(PLACES)]
    deed = DEEDS[n % len(DEEDS)].format(place, f"{day.day} {day:%B %Y}")
    more = " ".join(told.format(place, n=rng.randrange(3, 9000)) for told in rng.sample(MORE, 5))
    return place, deed, f"{deed}. {more}"
