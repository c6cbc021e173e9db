"""The append-only log of all that came in, and the views folded from it.

`store` opens it, `append` is its one writer, `work` says what is still to be done, `folding` keeps
the views, `views` and `search` answer the desk.
"""
