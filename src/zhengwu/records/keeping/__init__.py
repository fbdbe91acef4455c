"""Keeping what is on file: proved whole, copied to a safe place and brought back, written out in open formats.

What lives here: functions over the tables of all other folders. What does not: rows of its own, screens, the clock.
"""
