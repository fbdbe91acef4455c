"""The Django app `former`."""

from django.apps import AppConfig


class Former(AppConfig):
    """Tells Django where the models of `former` are."""

    name = "zhengwu.records.former"
    label = "former"
