"""Keeping what is on file: proved whole, copied to a safe place and brought back, written out in open formats.

What lives here: functions over the tables of all other folders, and what is remembered of backups and proofs. What does
not: screens, the clock.
"""
