"""The coder that ships: a small network marks words and roles, our own grammars give them values.

    pieces.py, features.py, cues.py, windows.py   what the network reads
    network.py, labels.py                         the network, and what it tells
    anchors.py, grouping.py, fields.py            from chances to words
    assembly.py, confidence.py                    from words to findings
    coder.py                                      the steps in a row

The network was trained for vedette on articles of its own: `training/` has the recipe.
"""
