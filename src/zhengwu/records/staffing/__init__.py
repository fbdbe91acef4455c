"""What those ask who look after bodies and people: lists, what wants attention, substitutes, handing over, files.

What may live here: questions and deeds over `organs`, `people` and `cases` together. What may not: models; a single act
on a body or a person, which is in `organs.actions` and `people.actions`.
"""
