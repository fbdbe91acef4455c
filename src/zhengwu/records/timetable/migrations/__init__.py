"""The steps by which the tables of `timetable` came to be; written by makemigrations."""
