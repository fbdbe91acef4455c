"""The library of published reports on the desk: an office above looks at what others published, and decides.

Figures here are those of published documents. They are never shown among the bodies' own records without saying so.
"""
