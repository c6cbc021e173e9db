"""How our network does on other people's guidelines: public sets, each with a model of its own.

    packs.py          where the sets lie, their scorers, long texts cut into chunks
    segments.py       from chances of words to spans with exact ends
    attributions.py   PolNeAR ↔ our statements          polnear.py   learns and scores it
    templates.py      MUC-4 ↔ a report and its roles    muc.py       learns and scores it
    statuses.py       how factual a predicate is        factual.py   learns factuality, and MEANTIME

Each command prints its figures. What is learnt here is measured and thrown away: nothing ships.
"""
