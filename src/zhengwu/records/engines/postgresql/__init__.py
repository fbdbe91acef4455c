"""PostgreSQL, with a cheap look at the connection."""
