"""Alarms on counts: which series shows more than it should, at a stated rate of false alarms."""
