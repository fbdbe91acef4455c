"""Service items at the desk: items and drafts, where powers come from, seals, what was made simpler, indicators."""
