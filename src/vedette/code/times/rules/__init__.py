"""The grammar: every rule, in the order in which they are preferred.

The modules register their rules when they are imported; the order here is the order of rank.
"""

from vedette.code.times.rules import clock, days, fiscal, lengths, periods, relative
from vedette.code.times.rules.rule import RULES, Draft, Rule

__all__ = ["RULES", "Draft", "Rule", "clock", "days", "fiscal", "lengths", "periods", "relative"]
