"""What the text of a report says in numbers, and whether it agrees with the tables and with itself.

Words allow more than one meaning. Where a figure may belong to another body, another year or a part of the year, the
rules here say *unsure* or nothing. A finding from the text alone is never an error.
"""
