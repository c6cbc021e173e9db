"""Forecasts: who foretold what by when and how surely, and how it came out.

    yardsticks   words of likelihood as intervals of percent, by a published table
    foretold     one report's words of one forecast, and why they may not be scored
    measuring    the same by one yardstick, remembered
    gathering    sayings of one forecaster on one thing become one forecast
    forecast     the nouns: a forecast, its sayings, its decision
    standing     open, due, decided: what a forecast amounts to at a moment
    scoring      Brier and logarithmic scores
    calibration  what somebody's scores amount to
    deciders     incidents that may decide a forecast that is due
    candidates   all incidents laid out, so that few are compared

Everything here is pure: the sayings and the moment are handed in.
"""
