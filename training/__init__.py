"""How the coder's network is made: from marked articles to four files that the coder runs.

    corpus.py    gold articles and pairs → examples: pieces, features, and what is to be told
    model.py     the network in torch, of the same shape as the files
    learn.py     training
    export.py    torch → ONNX, the encoder in whole numbers of eight bits
    settle.py    thresholds and confidence, set on articles held out of training

README.md beside this file has the commands. Nothing here is installed with vedette.
"""
