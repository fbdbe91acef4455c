"""The steps by which the tables of `people` came to be; written by makemigrations."""
