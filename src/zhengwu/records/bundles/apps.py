"""The app of the bundles."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Bundles on offer, and matters."""

    name = "zhengwu.records.bundles"
    label = "bundles"
