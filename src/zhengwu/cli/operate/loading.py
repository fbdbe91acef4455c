"""Loading Django without asking what is in the database: for commands that are there to change that."""

import os


def loaded() -> None:
    """Loads Django by the environment. Settings that cannot be end the process with a sentence, code 78."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengwu.settings")
    import django

    django.setup()
