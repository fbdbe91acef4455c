"""The working-day calendar as this installation knows it: the shipped years, notices entered, overlays of a region.

What lives here: what was entered, by whom and when, the calendar of each body made of it, and the log of the due dates
that moved. What does not: the rules of counting (`zhengwu.statute.calendar`).
"""
