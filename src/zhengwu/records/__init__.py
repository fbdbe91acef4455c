"""What the office has on file: models, actions that change them, queries that ask them; all SQL is here.

What may live here: one folder a noun, each a Django app. What may not: screens, requests, the clock. Person and time
are passed in, as `by=` and `on=` or `at=`. Other storeys import `actions`, `queries` and frozen dataclasses, no models.
"""
