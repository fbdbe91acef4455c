"""What the body publishes without being asked: the register, from a draft to the public and, where it must be, back.

A document is handled as a case of the procedure `proactive_disclosure`; `carrying` carries each event over to the
register in the same transaction. `visible` says what the public may see; every page, file, search, feed and export asks
it, so that what is withdrawn is gone everywhere at once.
"""
