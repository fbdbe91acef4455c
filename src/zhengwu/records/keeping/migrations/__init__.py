"""The steps by which the tables of `keeping` came to be; written by makemigrations."""
