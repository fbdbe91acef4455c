"""Forms as data: fields, when they are asked for, and what must hold; and what becomes of answers.

A form belongs to the version of an item. Nothing here draws a page or knows a person: a counter renders `Form`, and
whatever comes back is judged by `judged`, after the logic ran, wherever it came from.
"""
