#!/bin/sh
# Everything that must hold before a change lands, cheapest first; the first that fails ends it.
set -eu
python=${PYTHON:-python3}

step() {
    printf '%s\n' "── $1"
    shift
    "$@"
}

step "style" "$python" -m ruff check .
step "format" "$python" -m ruff format --check .
step "types" "$python" -m mypy
step "who may know whom" "${python%python*}lint-imports"
step "docs" "$python" tools/check_docs.py
# One worker a core, and each file whole with one of them.
step "tests" "$python" -m pytest -n logical --dist loadfile
step "coder's floors" "$python" -m gates.findings
step "confidence" "$python" -m gates.confidence
step "minimal pairs" "$python" -m gates.pairs
step "copies" "$python" -m gates.copies
step "linking" "$python" -m gates.linking
step "the corpus' card" "$python" -m gates.card --check
step "floors of other languages" "$python" -m gates.languages
