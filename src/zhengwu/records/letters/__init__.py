"""Letters that the office issues: its own wordings over the shipped ones, numbered, printed, delivered, on file.

What a letter says comes from `statute.letters`; the values come from the caller. `wordings` keeps the office's
versions, `numbers` gives document numbers without gaps, `actions` issue, deliver and withdraw.
"""
