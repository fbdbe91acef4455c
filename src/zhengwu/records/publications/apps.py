"""The Django app `publications`."""

from django.apps import AppConfig


class Publications(AppConfig):
    """Tells Django where the models of `publications` are."""

    name = "zhengwu.records.publications"
    label = "publications"
