"""The loopback web of the collectors' tests, for those of what it may do to us."""

from tests.collect.conftest import ask, clock, invented, web

__all__ = ["ask", "clock", "invented", "web"]
