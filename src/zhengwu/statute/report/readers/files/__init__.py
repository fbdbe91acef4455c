"""File readers: bytes of every kind become one document of lines and grids. Nothing here knows what a report is."""
