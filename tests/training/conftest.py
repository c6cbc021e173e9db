"""What needs torch or scipy is left out where it is not installed: only training has them."""

from importlib.util import find_spec

collect_ignore = (
    []
    if find_spec("torch")
    else [
        "test_batch.py",
        "test_corpus.py",
        "test_judge.py",
        "test_lookalikes.py",
        "test_mean.py",
        "test_restore.py",
        "test_settle.py",
        "test_stager.py",
        "test_triage.py",
    ]
)
