"""The catalogues at the desk: publication lists and how they are kept, columns, disclosure guides, figures.

Nothing is published here: a line leads to the form of a publication, which stands in `zhengwu.workbench.publications`.
"""
