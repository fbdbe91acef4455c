"""Applications for service items as cases: what was applied for, with which materials, commitments and reviews.

A case runs one of the procedures of `zhengwu.statute.procedures.approval`; here is what it has beside its events: the
version of the item it is pinned to, answers, materials, tasks of joint reviews, commitments and bad-faith records.
"""
