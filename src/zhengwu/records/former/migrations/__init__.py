"""The steps by which the tables of `former` came to be; written by makemigrations."""
