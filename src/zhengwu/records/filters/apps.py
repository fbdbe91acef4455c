"""The Django app `filters`."""

from django.apps import AppConfig


class Filters(AppConfig):
    """Tells Django where the models of `filters` are."""

    name = "zhengwu.records.filters"
    label = "filters"
