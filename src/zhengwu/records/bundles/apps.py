"""The app of the bundles."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Bundles on offer, and matters."""

    name = "zhengwu.records.bundles"
    label = "bundles"

    def ready(self) -> None:
        """Tells the applications that matters follow what becomes of them."""
        from zhengwu.records.approvals.carrying import FOLLOWERS
        from zhengwu.records.bundles.going import ENDS, follow

        for key in ENDS:
            FOLLOWERS.setdefault(key, []).append(follow)
