"""The Django app `library`."""

from django.apps import AppConfig


class Library(AppConfig):
    """Tells Django where the models of `library` are."""

    name = "zhengwu.records.library"
    label = "library"
