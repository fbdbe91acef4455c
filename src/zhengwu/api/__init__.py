"""The counter for other systems: every action and every query of the records over HTTP.

What may live here: one router a noun, and the frame they share. What may not: rules of the law, SQL, models.
"""
