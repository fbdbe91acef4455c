"""The steps by which the tables of `notices` came to be; written by makemigrations."""
