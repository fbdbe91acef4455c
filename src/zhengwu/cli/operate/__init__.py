"""Running an installation: keys, the first administrator, serving.

Only here may the shell know the records, Django and the server, and only inside functions: the rest of `zhengwu` works
without a database.
"""
