"""Forms that a member of staff has begun and not sent: kept for that person alone, sealed, for a week.

What may live here: what was typed into a step or at the counter, with the papers scanned for it. What may not:
anything that is on file; what is sent or forgotten leaves no trace here.
"""
