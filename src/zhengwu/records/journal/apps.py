"""The Django app `journal`."""

from django.apps import AppConfig


class Journal(AppConfig):
    """Tells Django where the models of `journal` are."""

    name = "zhengwu.records.journal"
    label = "journal"
