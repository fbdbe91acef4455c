"""Licences for everybody: whether one is genuine and in force, and the list of those that no longer are.

What may live here: views over `records.licences`. What may not: a holder's own licences, which a person opens as
theirs (`portal.services`).
"""
