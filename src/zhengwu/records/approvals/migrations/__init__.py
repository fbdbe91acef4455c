"""The steps by which the tables came to be; written by makemigrations."""
