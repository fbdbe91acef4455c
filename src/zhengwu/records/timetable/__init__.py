"""The working-day calendar as this installation knows it: the shipped years, notices entered, overlays of a region."""
