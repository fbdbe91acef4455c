"""Results at volume, as people bring them: `/desk/imports`.

A file is brought, its columns are looked at, it is handed over, another person releases it, the timer carries it out,
and what went in can be taken down as a whole.
"""
