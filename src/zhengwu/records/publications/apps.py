"""The Django app `publications`."""

from django.apps import AppConfig


class Publications(AppConfig):
    """Tells Django where the models of `publications` are, and the cases how their events reach the register."""

    name = "zhengwu.records.publications"
    label = "publications"

    def ready(self) -> None:
        """Registers the carrier."""
        from zhengwu.records.cases.projections import CARRIERS, Carrier
        from zhengwu.records.publications import carrying

        CARRIERS[carrying.PROCEDURE] = Carrier(carrying.carry, carrying.FIXED)
