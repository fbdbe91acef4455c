"""The steps by which the tables of `reports` came to be; written by makemigrations."""
