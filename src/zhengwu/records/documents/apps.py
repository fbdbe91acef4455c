"""The Django app `documents`."""

from django.apps import AppConfig


class Documents(AppConfig):
    """Tells Django where the models of `documents` are."""

    name = "zhengwu.records.documents"
    label = "documents"
