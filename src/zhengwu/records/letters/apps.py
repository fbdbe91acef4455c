"""The Django app `letters`."""

from django.apps import AppConfig


class Letters(AppConfig):
    """Tells Django where the models of `letters` are."""

    name = "zhengwu.records.letters"
    label = "letters"
