"""The loopback web of the collectors' tests, for those of the desk that ask it."""

from tests.collect.conftest import ask, clock, web

__all__ = ["ask", "clock", "web"]
