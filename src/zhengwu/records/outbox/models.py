"""Effects waiting to leave the house, and answers already given to who may ask again."""

from django.db import models

from zhengwu.records.organs.models import Body


class Effect(models.Model):
    """Something to be done outside (a mail, a message, a call), put down in the transaction that wants it.

    `dedupe` is unique where it is not empty: the same effect is put down once, however often it is asked for.
    """

    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    dedupe = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        # By kind first: effects of a kind that nobody sends wait, and are not gone through to find the others.
        indexes = [
            models.Index(fields=["kind", "due_at", "id"], condition=models.Q(done_at=None), name="outbox_waiting")
        ]
        constraints = [
            models.UniqueConstraint(fields=["dedupe"], condition=~models.Q(dedupe=""), name="outbox_once"),
        ]


class Answered(models.Model):
    """The answer to a request that carried an Idempotency-Key, written with the request's effect."""

    actor = models.CharField(max_length=40)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="answered_once")]


class Beat(models.Model):
    """When a regular worker ran last."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
