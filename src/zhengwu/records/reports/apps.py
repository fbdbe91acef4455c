"""The Django app `reports`."""

from django.apps import AppConfig


class Reports(AppConfig):
    """Tells Django where the models of `reports` are."""

    name = "zhengwu.records.reports"
    label = "reports"
