"""The Django app `batches`."""

from django.apps import AppConfig


class Batches(AppConfig):
    """Tells Django where the models of `batches` are."""

    name = "zhengwu.records.batches"
    label = "batches"
