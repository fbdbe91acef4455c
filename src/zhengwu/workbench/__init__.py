"""The staff's pages, below /desk/: one module a page, each with its view and the dataclass that its template shows.

What may live here: pages for who has signed in, over actions and queries of the records, behind the door `staff`. What
may not: models, rules of the law, parts that the portal needs too (those are in `ui`). A page is a line in `urls`, and,
where it belongs into the navigation, a line of `places` in `templates/workbench/frame.html`.
"""
