"""Passwords of a demonstration: hashed as everywhere, only quicker, since the one that matters is on the screen."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """Argon2 at its smallest cost. The ordinary hasher verifies what it makes."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
