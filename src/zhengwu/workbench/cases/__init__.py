"""One case: its page, the steps taken on it, its letters and files, its people.

What may live here: views over `records.cases`, `records.letters` and `records.documents`, and the dataclasses that
their templates show. What may not: rules of the law; which step is lawful is asked of the records every time.
"""
