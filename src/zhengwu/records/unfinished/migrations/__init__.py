"""The steps by which the tables of `unfinished` came to be; written by makemigrations."""
