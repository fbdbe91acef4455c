"""The Django app `drafts`."""

from django.apps import AppConfig


class Drafts(AppConfig):
    """Tells Django where the models of `drafts` are."""

    name = "zhengwu.records.drafts"
    label = "drafts"
