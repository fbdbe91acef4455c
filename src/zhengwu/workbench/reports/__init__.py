"""The report desk: who has filed, a report as the official form, its cells back to their cases, its text, its signing.

What may live here: views over `records.reports`. What may not: sums and checks; those are the records' and the law's.
"""
