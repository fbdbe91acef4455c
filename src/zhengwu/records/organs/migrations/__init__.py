"""The steps by which the tables of `organs` came to be; written by makemigrations."""
