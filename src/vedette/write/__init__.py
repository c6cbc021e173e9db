"""Findings to bytes: every format is a pure function."""
