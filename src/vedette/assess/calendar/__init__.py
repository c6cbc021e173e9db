"""Calls and postures: who asked whom for what, what came of it, and who changed his guard.

doings     in which direction words act: raise, lower, deploy, withdraw, close, open
pleas      one finding of a call, made comparable
replies    what may answer a call: a posture, a pledge, words that agree or refuse
calling    findings put together into calls
answering  whether what somebody did or said answers a call, with the reasons
register   the fold of calls, and how each stands at a moment
levels     the level of alert that words name
moves      one finding of a posture, made comparable
tracks     the fold of postures: steps by country, and its level of alert

Everything here is pure: the findings and the moment are handed in.
"""
