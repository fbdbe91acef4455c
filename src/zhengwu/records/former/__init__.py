"""How parties of cases were said before they were amended: a slip of the pen put right, or a fact that has changed.

What may live here: the former saying, sealed, with the reason and who amended it. What may not: what holds now, which
is `cases.parties`.
"""
