"""The steps by which the tables of `documents` came to be; written by makemigrations."""
