"""The fictional district 青禾区: three years of a county's disclosure work, told through the actions of the records.

What lives here: bodies and staff, applicants, subjects, the stories that cases follow, and `build`, which lets the days
pass until the day given. What does not: rows written past the actions. Nobody and nothing here exists.
"""
