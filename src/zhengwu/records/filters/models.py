"""A filter under a name."""

from django.db import models

from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.models import Person


class SavedFilter(models.Model):
    """What a list was narrowed to, under a name. `query` is the address's own, such as `state=consulting&tab=open`.

    One that is shared is seen by the whole unit, or by the whole body where its owner is in no unit; only its owner
    changes it. `is_default` is the one that the owner's inbox opens with. One that was deleted can be brought back.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)
    place = models.PositiveIntegerField(default=0)
    is_shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(is_default=True, deleted_at__isnull=True),
                name="filter_default_once",
            )
        ]
        indexes = [
            models.Index(fields=["person", "place", "id"], name="filter_of_person"),
            models.Index(fields=["body", "place", "id"], condition=models.Q(is_shared=True), name="filter_of_body"),
        ]

    def __str__(self) -> str:
        return self.name
