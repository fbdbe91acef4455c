"""The steps by which the tables of `journal` came to be; written by makemigrations."""
