"""The Django app `notices`."""

from django.apps import AppConfig


class Notices(AppConfig):
    """Tells Django where the models of `notices` are."""

    name = "zhengwu.records.notices"
    label = "notices"
