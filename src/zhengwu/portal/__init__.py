"""The public's pages: one module a page, each with its view and the dataclass that its template shows.

What may live here: pages for citizens and organisations, over actions and queries of the records. What may not: models,
rules of the law, parts that the workbench needs too (those are in `ui`). A page is a line in `urls`.
"""
