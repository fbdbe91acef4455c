"""One step taken in many cases: what was asked, and what became of each case.

Each case stands or falls by itself, in a transaction of its own; a batch that was left is gone on with.
"""
