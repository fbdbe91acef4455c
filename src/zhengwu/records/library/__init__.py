"""Annual reports that others published, taken in by an office above: read, matched to a body and a year, judged.

What a reader makes of a file may be made anew at any time; what a person decided stays. Nothing here is a body's own
record: figures of the library are never mixed with those of `zhengwu.records.reports` without saying so.
"""
