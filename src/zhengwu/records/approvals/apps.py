"""The app of the applications."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Applications, materials, tasks, commitments."""

    name = "zhengwu.records.approvals"
    label = "approvals"

    def ready(self) -> None:
        """Tells the cases what their events do here, and the annual report that it counts."""
        from zhengwu.records.approvals import carrying, ledger
        from zhengwu.records.cases.projections import CARRIERS, Carrier
        from zhengwu.statute.procedures.approval import KEYS, licence_action

        for key in KEYS:
            CARRIERS[key] = Carrier(carrying.carry, carrying.FIXED)
        CARRIERS[licence_action.PROCEDURE.key] = Carrier(carrying.carry_action, frozenset(("decided",)))
        ledger.register()
