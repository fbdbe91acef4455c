"""Only one at a time: a worker takes a lease before it works and gives it back; a dead worker's ends by itself."""

from datetime import datetime

from django.db import transaction

from zhengwu.records.outbox.models import Beat


def claim(name: str, *, at: datetime, until: datetime) -> bool:
    """Takes the lease where nobody holds it at this moment. Of two who ask at once one gets it."""
    with transaction.atomic():
        Beat.objects.bulk_create([Beat(name=name, at=at)], ignore_conflicts=True)
        return Beat.objects.filter(name=name, at__lte=at).update(at=until) == 1


def release(name: str, *, at: datetime) -> None:
    """Gives the lease back."""
    Beat.objects.filter(name=name).update(at=at)
