"""The app of the applications."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Applications, materials, tasks, commitments."""

    name = "zhengwu.records.approvals"
    label = "approvals"
