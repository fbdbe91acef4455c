"""The Django app `keeping`."""

from django.apps import AppConfig


class Keeping(AppConfig):
    """Tells Django where the models of `keeping` are."""

    name = "zhengwu.records.keeping"
    label = "keeping"
