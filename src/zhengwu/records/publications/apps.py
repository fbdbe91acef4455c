"""The Django app `publications`."""

from django.apps import AppConfig


class Publications(AppConfig):
    """Tells Django where the models are, the cases how their events reach the register, the report that it counts."""

    name = "zhengwu.records.publications"
    label = "publications"

    def ready(self) -> None:
        """Registers the carrier and the ledger."""
        from zhengwu.records.cases.projections import CARRIERS, Carrier
        from zhengwu.records.publications import carrying, ledger

        CARRIERS[carrying.PROCEDURE] = Carrier(carrying.carry, carrying.FIXED)
        ledger.register()
