"""Folds that see how reports hang together: which text repeats which."""
