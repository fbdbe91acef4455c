"""The audit trail: one chain of entries a body, each entry holding the hash of the one before."""

from django.db import models

from zhengwu.records.organs.models import Body


class Chain(models.Model):
    """The head of a chain, and the lock under which it grows. `key` is the body's id; 0 is the chain of no body."""

    key = models.BigIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)


class Entry(models.Model):
    """What somebody did. Added once, never changed, never deleted.

    `actor` names who ("person:12"), `actor_name` how they were called then. `kind` and `object_id` say what it was done
    to. `hash` is the SM3 of `previous` and of everything else here.
    """

    chain = models.BigIntegerField()
    number = models.PositiveBigIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=30)
    actor_name = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=30, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=45, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_no_fork")]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="journal_object"),
            models.Index(fields=["at", "id"], name="journal_moment"),
            models.Index(fields=["actor", "at", "id"], name="journal_actor"),
            models.Index(fields=["action", "at", "id"], name="journal_action"),
            models.Index(fields=["kind", "at", "id"], name="journal_kind"),
            models.Index(fields=["body", "at", "id"], name="journal_body"),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """Entries are written by `record` alone, which inserts; anything else is refused."""
        raise TypeError("an entry of the journal cannot be changed")

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """No entry goes away."""
        raise TypeError("an entry of the journal cannot be deleted")
