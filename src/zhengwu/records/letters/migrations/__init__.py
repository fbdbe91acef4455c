"""The steps by which the tables of `letters` came to be; written by makemigrations."""
