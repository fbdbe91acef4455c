"""The kiosk (自助终端): three big choices, by touch or by keyboard; it times out and forgets everything.

What may live here: the kiosk's own pages, and what ends a visit. What may not: how one applies, which is
`portal.services` in the kiosk's frame; and anything that the next person could see of the one before.
"""
