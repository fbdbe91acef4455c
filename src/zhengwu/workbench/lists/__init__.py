"""Lists of cases at the workbench: the inbox with its filters, groups, search, and one step in many cases."""
