"""Files that the office holds: received and kept untouched, found by their content, released only with a proof.

`store` keeps bytes, `kinds` tells by content what may be kept, `actions` receive, withdraw, open and release, `queries`
say who sees what. What a file means to a case is an `Attachment`; a file itself belongs to nobody and never changes.
"""
