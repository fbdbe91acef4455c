"""Words by which something on file is found: one narrow table a kind, kept in the transaction of whoever writes.

What may live here: the tokeniser, the tables and what is asked of them. What may not: what a kind means, or who may see
it; the caller says in whose scope a text stands, and joins what it finds with its own rows.
"""
