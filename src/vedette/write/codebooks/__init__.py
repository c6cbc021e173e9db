"""Incidents in the words of other people's codebooks, as far as a kind can be said in them.

    mapping.toml    each kind of ours: what it is there, where all of the kind are that
    iso3166.txt     the codes of states that these codebooks use
    happened        what counts, who is settled as its actor, what was hit
    plover          PLOVER, with CAMEO codes beside it
    acled           columns as ACLED has them

A class that only most incidents of a kind belong to is left empty, and so is whoever did it, until
a court has found it or he has said so himself: what is merely the nearest is not known.
"""
