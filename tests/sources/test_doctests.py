"""The examples in the docstrings of the sources stage are true."""

import doctest
import importlib
import pkgutil

import pytest

import vedette.sources

MODULES = ["vedette.sources"] + [
    f"vedette.sources.{module.name}" for module in pkgutil.iter_modules(vedette.sources.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    """Every example gives what it says it gives."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0
