"""The steps by which the tables of `outbox` came to be; written by makemigrations."""
