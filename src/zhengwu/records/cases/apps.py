"""The application `cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases."""

    name = "zhengwu.records.cases"
    label = "cases"
