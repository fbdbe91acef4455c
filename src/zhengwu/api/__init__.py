"""The counter for other systems: every action and every query of the records over HTTP.

What may live here: one router a noun, named in ROUTERS, and the frame they share (`frame`, `asking`, `parsing`,
`shapes`, `said`, `uploads`, `answers`, `faults`, `once`, `moment`, `door`, `health`). What may not: rules of the law,
SQL, models.
"""

# One module a noun; each has a `router`.
ROUTERS = (
    "zhengwu.api.sessions",
    "zhengwu.api.bodies",
    "zhengwu.api.people",
    "zhengwu.api.tokens",
    "zhengwu.api.journal",
    "zhengwu.api.procedures",
    "zhengwu.api.cases",
    "zhengwu.api.changes",
    "zhengwu.api.requests",
    "zhengwu.api.items",
    "zhengwu.api.applications",
    "zhengwu.api.tracking",
    "zhengwu.api.parties",
    "zhengwu.api.ledgers",
    "zhengwu.api.exports",
    "zhengwu.api.imports",
    "zhengwu.api.publications",
    "zhengwu.api.calendar",
    "zhengwu.api.reports",
    "zhengwu.api.reporting",
    "zhengwu.api.letters",
    "zhengwu.api.documents",
    "zhengwu.api.templates",
)
