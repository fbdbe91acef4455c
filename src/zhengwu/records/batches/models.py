"""A batch, and a line of it for each case."""

from django.db import models

from zhengwu.records.cases.models import Case
from zhengwu.records.people.models import Person

WAITING, DONE, REFUSED = "waiting", "done", "refused"


class Batch(models.Model):
    """A step with what it says, to be taken in many cases. The same `key` from the same person is the same batch."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=128)
    procedure = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    on = models.DateField()
    says = models.JSONField(default=dict)
    cases = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="batch_once")]
        indexes = [models.Index(fields=["person", "id"], name="batch_of_person")]


class BatchLine(models.Model):
    """One case of a batch. `expected` is how many entries it had when the batch was begun; `code` and the sentences say
    why it was refused.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    expected = models.PositiveIntegerField()
    status = models.CharField(max_length=10, default=WAITING)
    code = models.CharField(max_length=60, blank=True)
    zh = models.CharField(max_length=500, blank=True)
    en = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "case"], name="batch_case_once")]
        indexes = [models.Index(fields=["batch", "status", "id"], name="batch_line")]
