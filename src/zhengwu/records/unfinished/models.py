"""A form begun, with its papers. It belongs to one person and one place: a step of a case, a registration."""

from django.db import models

from zhengwu.records.people.models import Person
from zhengwu.records.sealing import SealedField


class Begun(models.Model):
    """What was typed so far, sealed. `place` names the form; `at` is when it was last touched."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    place = models.CharField(max_length=100)
    content = SealedField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="begun_once")]


class Paper(models.Model):
    """A paper scanned for a form. It goes to the case when the form is sent, or away with it."""

    begun = models.ForeignKey(Begun, models.CASCADE, related_name="papers")
    role = models.CharField(max_length=16)
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
