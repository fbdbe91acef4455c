"""The Django app `unfinished`."""

from django.apps import AppConfig


class Unfinished(AppConfig):
    """Tells Django where the models of `unfinished` are."""

    name = "zhengwu.records.unfinished"
    label = "unfinished"
