"""The Django app `organs`."""

from django.apps import AppConfig


class Organs(AppConfig):
    """Tells Django where the models of `organs` are."""

    name = "zhengwu.records.organs"
    label = "organs"
