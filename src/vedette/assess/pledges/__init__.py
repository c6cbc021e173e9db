"""Pledges: found by coders or declared in files, put together, and followed to their end.

levels     how much is pledged, out of words
shown      the words by which a report shows how a pledge stands
promises   one finding, made comparable
matching   whether a finding is of a pledge, or gives another in its place
joining    findings put together into pledges
strict     values that must be there, each fault with its line
official   official figures, and pledges that stand in official papers, out of TOML
courses    figures against the path that a pledge needs
standing   how a pledge stands at a moment, and what moved it
register   the fold over all of them
"""
