"""Services for everybody: finding one, its guide as the record tells it, and applying.

What may live here: pages over `records.items`, and what an applicant types before anything is on file. What may not:
how an application is checked, or what becomes of it; that is said by the records and the procedures.
"""
