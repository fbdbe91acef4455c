"""The steps by which the tables of `publications` came to be; written by makemigrations."""
