"""Reads published reports: bytes become lines and grids, lines and grids become cells with their place."""
