"""Bundles on offer, which items they are made of, and the matters that were applied for."""

from django.db import models
from django.db.models import Q

from zhengwu.records.items.models import Item
from zhengwu.records.organs.models import Body
from zhengwu.records.sealing import SealedField


class Bundle(models.Model):
    """A bundle that a lead body offers (牵头部门): a version of its graph, as `statute.bundles.Bundle` in JSON.

    Of one key the published row with the highest number holds; matters are pinned to theirs. `status`: draft,
    published, replaced, ended. `writer` ("person:12") wrote it last and does not publish it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=12, default="draft")
    source = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict)
    since = models.DateField(null=True)
    by = models.CharField(max_length=60)
    writer = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    published_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "key", "number"], name="bundle_version_once")]
        indexes = [models.Index(fields=["status", "key", "number"], name="bundle_of_key")]


class BundlePart(models.Model):
    """Which item stands for a node of a bundle, of whichever body."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="parts", db_index=False)
    node = models.CharField(max_length=40)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "node"], name="bundle_part_once")]


class Matter(models.Model):
    """One application for a bundle. Its state is computed from its cases. `number` and the secret let it be followed.

    `nodes` are the parts that apply, with those each waits for: {"permit": ["register"]}. `waiting` are the nodes whose
    cases are not begun yet, since they wait for others. `notes` say why a part ended before it began: {"sign": "..."}.
    `filled` (sealed) is all that parts which begin later are applied for with, as JSON.
    """

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="matters", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40, unique=True)
    secret = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200)
    answers = models.JSONField(default=dict)
    filled = SealedField(blank=True)
    holder_name = models.CharField(max_length=200)
    holder_blind = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    nodes = models.JSONField(default=dict)
    waiting = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    promised_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    delivered_on = models.DateField(null=True)
    source_key = models.CharField(max_length=100, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "source_key"], condition=Q(source_key__isnull=False), name="matter_source_once"
            )
        ]
        indexes = [models.Index(fields=["body", "is_open", "-id"], name="matter_of_body")]
