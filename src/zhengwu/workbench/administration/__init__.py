"""Administration: what there is to look after, and the pages that change it.

What may live here: views over `records.organs`, `records.people`, `records.staffing`, `records.timetable`,
`records.letters`, `records.journal` and `records.keeping`, and the dataclasses that their templates show. What may
not: who may do what; each right is asked of the records every time.
"""
