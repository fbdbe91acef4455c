"""The Django app `people`."""

from django.apps import AppConfig


class People(AppConfig):
    """Tells Django where the models of `people` are."""

    name = "zhengwu.records.people"
    label = "people"
