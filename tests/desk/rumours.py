"""Invented reports of things that happened, each unlike every other."""

import random

PLACES = (
    "Narva", "Hanko", "Gdynia", "Kirkenes", "Liepaja", "Ystad", "Chelm", "Ventspils", "Oulu",
    "Turku", "Kotka", "Tartu", "Vilnius", "Kaunas", "Gdansk", "Szczecin", "Rostock", "Kiel",
    "Aarhus", "Malmo", "Bergen", "Tromso", "Constanta", "Varna", "Galati", "Odense", "Lulea",
    "Vaasa", "Pori", "Umea", "Bodo", "Trondheim", "Stavanger", "Aalborg", "Lublin", "Rzeszow",
    "Suwalki", "Elblag", "Daugavpils", "Rezekne", "Valmiera", "Parnu", "Haapsalu", "Rakvere",
    "Klaipeda", "Siauliai", "Alytus", "Jelgava", "Kuldiga", "Sopot",
)  # fmt: skip
DEEDS = (
    "Saboteurs damaged a railway signal near {0}, police in {0} confirmed on Monday",
    "An arson attack destroyed a warehouse in {0}, the fire brigade of {0} said on Monday",
    "A cyberattack shut down the port of {0}, its operator said on Monday",
    "Unknown drones flew over the airport of {0}, which was closed, the airport said on Monday",
    "A data cable off {0} was cut on Sunday, the navy said",
    "GPS jamming disturbed flights to {0} on Monday, the aviation authority said",
)
MORE = (
    "The damage was put at {n} thousand euros, and nobody was hurt in {0}.",
    "Investigators in {0} are looking for {n} witnesses who drove past at night.",
    "The minister said that it was deliberate and promised {n} more guards for {0}.",
    "It lasted {n} minutes, engineers told the newspaper of {0}.",
    "The mayor of {0} spoke of a hostile act and thanked {n} volunteers.",
    "Prosecutors opened inquiry number {n} in {0}.",
)


def rumour(n):
    """Give the place, the first sentence and the whole text of a report; place and deed by `n`."""
    rng = random.Random(n)
    place = PLACES[n % len(PLACES)]
    deed = DEEDS[(n + n // len(PLACES)) % len(DEEDS)].format(place)
    more = " ".join(told.format(place, n=rng.randrange(3, 9000)) for told in rng.sample(MORE, 3))
    return place, deed, f"{deed}. {more}"
