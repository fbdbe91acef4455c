"""Bodies and their units: who the offices are, and how one stands below another."""
