"""Cases (办件): an envelope over an append-only, hash-chained list of events, whatever the procedure.

What lives here: the rows of cases, events, items, parties, wordings and fees; the actions that append an event,
each one transaction; the questions asked of cases. What does not: what an event may do, which is
`zhengwu.statute.procedures`.
"""
