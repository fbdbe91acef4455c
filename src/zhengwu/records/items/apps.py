"""The app of the service items."""

from django.apps import AppConfig


class ItemsConfig(AppConfig):
    """Service items, versions, powers."""

    name = "zhengwu.records.items"
    label = "items"
