"""The Django app `findable`."""

from django.apps import AppConfig


class Findable(AppConfig):
    """Tells Django of the tables of words, which are no models."""

    name = "zhengwu.records.findable"
    label = "findable"
