"""Signing in and one's own account: the door of the workbench, one module a way in or a page of the account.

What may live here: pages over `records.people`, and what they need to know of a browser. What may not: checks of
passwords, codes, passkeys or tokens; those are the records'.
"""
