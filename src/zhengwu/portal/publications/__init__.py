"""The public's pages of publications: lists, a page for each, its files, feeds, and all of it as open data.

What may live here: views over `records.publications`, the bounded memory of pages made ready (`kept`), and the formats
in which others fetch data. What may not: any look at the register that does not go by `records.publications.visible`.
"""
