"""The Django app `outbox`."""

from django.apps import AppConfig


class Outbox(AppConfig):
    """Tells Django where the models of `outbox` are."""

    name = "zhengwu.records.outbox"
    label = "outbox"
