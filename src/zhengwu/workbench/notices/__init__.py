"""What the staff is told: the list of notices, how each wants to be told, and what was sent to whom."""
