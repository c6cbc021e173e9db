"""Pledges: found by coders or declared in files, put together, and followed to their end.

levels     how much is pledged, out of words
promises   one finding, made comparable
joining    which findings are of one pledge, and which give another in its place
official   official figures, and pledges that stand in official papers, out of TOML
courses    figures against the path that a pledge needs
standing   how a pledge stands at a moment, and what moved it
register   the fold over all of them
"""
